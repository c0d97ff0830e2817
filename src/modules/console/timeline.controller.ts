import { applyDecorators, Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsOptional, Matches } from 'class-validator';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import type { TimelineReport } from '../timeline/report';
import { timeline } from '../timeline/timeline';
import { Answer, Code } from './asked';
import { INSTANT } from './documents.dto';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { notFound, Problem } from './problems';
import { seesOf } from './who';

const DAY = 86_400_000;
const LONGEST_DAYS = 800;
const Instant = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date-time', description }),
    IsOptional(),
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(INSTANT, { message: '$property must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' }),
  );

export class TimelineDto {
  @Code('of this supplier (code)') supplier: string;
  @Code('of this item') sku: string;
  @Code('at this location (code)') location: string;
  @Instant('from this instant on; ninety days before the end if absent') from?: string;
  @Instant('up to this instant; now if absent') to?: string;
}

@ApiTags('comparisons')
@Controller('api/v1/timeline')
export class TimelineController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary:
      'Both sides of an item at a location over time: our book, what the supplier reported, what moved and was announced, each with where it was said',
    operationId: 'getTimeline',
  })
  @Answer(200, 'Timeline', 'how it stands, and all that happened in that time, the oldest first')
  async one(@Query() { supplier, sku, location, ...asked }: TimelineDto, @Req() request: AskedRequest): Promise<TimelineReport> {
    const now = wallClock.now();
    const to = Date.parse(asked.to ?? now);
    const from = asked.from === undefined ? to - 90 * DAY : Date.parse(asked.from);
    if (from >= to) throw new Problem(400, 'wrong-request', 'from must lie before to');
    if (to - from > LONGEST_DAYS * DAY) throw new Problem(400, 'wrong-request', `more than ${LONGEST_DAYS} days cannot be shown at once`);
    const found = await timeline(this.gateway.db.pool, seesOf(request), { supplier, sku, location }, { from, to }, now);
    if (!found) throw notFound(`item ${sku} of ${supplier} at ${location}`);
    return found;
  }
}
