import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { type ComparisonReport, reportComparisons } from '../reconciliation/comparisons.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { seesOf } from './who';
import { ComparisonsDto } from './comparisons.dto';
import { cursorOf, paged } from './page.dto';

type Pair = readonly [supplier: string, sku: string, location: string, owner: string];
const isPair = (value: unknown): value is Pair =>
  Array.isArray(value) && value.length === 4 && value.every((v) => typeof v === 'string' && !v.includes('\0'));

@ApiTags('comparisons')
@Controller('api/v1/comparisons')
export class ComparisonsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Every pair that was or should have been compared', operationId: 'listComparisons' })
  @Answer(200, 'Comparisons', 'a page of pairs, by supplier, item and location')
  list(@Query() asked: ComparisonsDto, @Req() request: AskedRequest): Promise<{ data: ComparisonReport[]; nextCursor: string | null }> {
    const { supplier, sku, location, state } = asked;
    const after = cursorOf(asked.cursor, isPair);
    return paged(
      asked.limit,
      (limit) => reportComparisons(this.gateway.db.pool, seesOf(request), { supplier, sku, location, state }, { after, limit }),
      (c): Pair => [c.supplier, c.sku, c.location, c.owner],
    );
  }
}
