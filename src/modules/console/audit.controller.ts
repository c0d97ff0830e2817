import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { auditEntries, type AuditEntry } from '../access/audit/audit.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import { AuditDto } from './audit.dto';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, paged } from './page.dto';
import { needsEverything } from './who';

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('audit')
  @ApiOperation({ summary: 'What was changed, by whom, from what to what; the newest first', operationId: 'listAudit' })
  @Answer(200, 'Audit', 'a page of changes')
  list(
    @Query() asked: AuditDto,
    @Req() request: AskedRequest,
  ): Promise<{ data: (AuditEntry & { n: number })[]; nextCursor: string | null }> {
    needsEverything(request);
    const before = cursorOf(asked.cursor, isNumber);
    const { by = null, what = null } = asked;
    return paged(
      asked.limit,
      (limit) => auditEntries(this.gateway.db.pool, { by, what, limit, before }),
      (e) => e.n,
    );
  }
}
