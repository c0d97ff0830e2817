import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { reportThresholds, type ThresholdReport } from '../replenishment/thresholds';
import { Answer, Text } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, PageDto, paged } from './page.dto';
import { seesOf } from './who';

export class ThresholdsDto extends PageDto {
  @Text('with this supplier (code)') supplier?: string;
  @Text('at this location (code)') location?: string;
  @Text('of this item') sku?: string;
}

type Key = readonly [supplier: string, location: string, sku: string];
const isKey = (value: unknown): value is Key =>
  Array.isArray(value) && value.length === 3 && value.every((v) => typeof v === 'string' && v.length <= 200 && !v.includes('\0'));

@ApiTags('reorders')
@Controller('api/v1/thresholds')
export class ThresholdsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary: 'What is agreed of each pair, since when and by whom, what the supplier says of it, and what usage speaks for',
    operationId: 'listThresholds',
  })
  @Answer(200, 'Thresholds', 'a page of pairs, by supplier, place and item')
  list(@Query() asked: ThresholdsDto, @Req() request: AskedRequest): Promise<{ data: ThresholdReport[]; nextCursor: string | null }> {
    const { supplier, location, sku } = asked;
    const after = cursorOf(asked.cursor, isKey);
    return paged(
      asked.limit,
      (limit) => reportThresholds(this.gateway.db.pool, seesOf(request), { supplier, location, sku, after, limit }, wallClock.now()),
      (t): Key => [t.supplier, t.location, t.sku],
    );
  }
}
