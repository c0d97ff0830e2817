import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { type ExceptionReport, reportExceptions } from '../exceptions/exceptions.store';
import { consequencesOf, type DeskSummary, deskSummary } from '../exceptions/summary.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { principalOf, seesOf } from './who';
import { ExceptionsDto, SummaryDto } from './exceptions.dto';
import { cursorOf, isId, paged } from './page.dto';

@ApiTags('exceptions')
@Controller('api/v1/exceptions')
export class ExceptionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What does not agree or did not arrive, and why; the newest first', operationId: 'listExceptions' })
  @Answer(200, 'Exceptions', 'a page of exceptions, each with the number of those that are its consequences')
  async list(
    @Query() asked: ExceptionsDto,
    @Req() request: AskedRequest,
  ): Promise<{ data: (ExceptionReport & { consequences: number })[]; nextCursor: string | null }> {
    const { supplier, type, location, sku, owner, shadow, under, cleared_since: clearedSince } = asked;
    const states = asked.status?.includes('all') ? ['all'] : (asked.status ?? []);
    const before = cursorOf(asked.cursor, isId(idPattern('exc')));
    const { pool } = this.gateway.db;
    const { data, nextCursor } = await paged(
      asked.limit,
      (limit) =>
        reportExceptions(
          pool,
          seesOf(request),
          states,
          { supplier, type, location, sku, owner, shadow: shadow === 'only', under, clearedSince },
          { before, limit, by: asked.by },
        ),
      (e) => e.id,
    );
    const consequences = await consequencesOf(
      pool,
      seesOf(request),
      data.map((e) => e.id),
    );
    return { data: data.map((e) => ({ ...e, consequences: consequences.get(e.id) ?? 0 })), nextCursor };
  }

  @Get('summary')
  @Needs('read')
  @ApiOperation({ summary: 'How much is open, and what happened since', operationId: 'summariseExceptions' })
  @Answer(200, 'DeskSummary', 'counts; consequences are counted apart')
  summary(@Query() { since }: SummaryDto, @Req() request: AskedRequest): Promise<DeskSummary> {
    return deskSummary(this.gateway.db.pool, seesOf(request), principalOf(request).name, since);
  }
}
