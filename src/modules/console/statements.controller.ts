import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Statement } from '../../domain/sharing/statement-book';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import { reportStatements, statementOf, type StatementReport } from '../sharing/statements.store';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { StatementIdDto, StatementsDto } from './sharing.dto';
import { seesOf } from './who';

@ApiTags('sharing')
@Controller('api/v1/sharing/statements')
export class StatementsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What was stated to suppliers, and whether they agreed, the newest first', operationId: 'listStatements' })
  @Answer(200, 'Statements', 'a page of statements, each with what was said of it')
  list(@Query() asked: StatementsDto, @Req() request: AskedRequest): Promise<{ data: StatementReport[]; nextCursor: string | null }> {
    const { supplier, month } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('stm')));
    return paged(
      asked.limit,
      (limit) => reportStatements(this.gateway.db.pool, seesOf(request), { supplier, month, before, limit }),
      (s) => s.id,
    );
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One statement, each line with what is behind it', operationId: 'getStatement' })
  @Answer(200, 'Statement', 'the statement as it was sent, and what was said of it')
  async one(@Param() { id }: StatementIdDto, @Req() request: AskedRequest): Promise<Omit<Statement, 'lines'> & StatementLines> {
    const { pool } = this.gateway.db;
    const [seen] = await reportStatements(pool, seesOf(request), { id, limit: 1 });
    const statement = seen && (await statementOf(pool, seen.id));
    if (!statement) throw notFound(`statement ${id}`);
    return { ...statement, state: seen.state, answers: seen.answers };
  }
}
type StatementLines = Pick<Statement, 'lines'> & Pick<StatementReport, 'state' | 'answers'>;
