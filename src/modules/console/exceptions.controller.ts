import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { eventsOf, type ExceptionEvent, type ExceptionReport, reportExceptions } from '../exceptions/exceptions.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import { ExceptionIdDto, ExceptionsDto } from './exceptions.dto';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';

@ApiTags('exceptions')
@Controller('api/v1/exceptions')
export class ExceptionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @ApiOperation({ summary: 'What does not agree or did not arrive, and why; the newest first', operationId: 'listExceptions' })
  @Answer(200, 'Exceptions', 'a page of exceptions')
  list(@Query() asked: ExceptionsDto): Promise<{ data: ExceptionReport[]; nextCursor: string | null }> {
    const { supplier, type, location, sku } = asked;
    const states = asked.status?.includes('all') ? ['all'] : (asked.status ?? []);
    const before = cursorOf(asked.cursor, isId(idPattern('exc')));
    return paged(
      asked.limit,
      (limit) => reportExceptions(this.gateway.db.pool, states, { supplier, type, location, sku }, { before, limit }),
      (e) => e.id,
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'One exception, and what happened to it', operationId: 'getException' })
  @Answer(200, 'Exception', 'the exception with its events')
  async one(@Param() { id }: ExceptionIdDto): Promise<ExceptionReport & { events: ExceptionEvent[] }> {
    const [exception] = await reportExceptions(this.gateway.db.pool, ['all'], { id });
    if (!exception) throw notFound(`exception ${id}`);
    return { ...exception, events: await eventsOf(this.gateway.db.pool, id) };
  }
}
