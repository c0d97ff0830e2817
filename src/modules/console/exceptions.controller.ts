import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { type ExceptionReport, reportExceptions } from '../exceptions/exceptions.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { seesOf } from './who';
import { ExceptionsDto } from './exceptions.dto';
import { cursorOf, isId, paged } from './page.dto';

@ApiTags('exceptions')
@Controller('api/v1/exceptions')
export class ExceptionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What does not agree or did not arrive, and why; the newest first', operationId: 'listExceptions' })
  @Answer(200, 'Exceptions', 'a page of exceptions')
  list(@Query() asked: ExceptionsDto, @Req() request: AskedRequest): Promise<{ data: ExceptionReport[]; nextCursor: string | null }> {
    const { supplier, type, location, sku, owner, shadow } = asked;
    const states = asked.status?.includes('all') ? ['all'] : (asked.status ?? []);
    const before = cursorOf(asked.cursor, isId(idPattern('exc')));
    return paged(
      asked.limit,
      (limit) =>
        reportExceptions(
          this.gateway.db.pool,
          seesOf(request),
          states,
          { supplier, type, location, sku, owner, shadow: shadow === 'only' },
          { before, limit },
        ),
      (e) => e.id,
    );
  }
}
