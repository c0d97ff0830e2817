import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import { cadences, type CadenceReport } from '../suppliers/cadence.store';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { seesOf } from './who';
import { CadencesDto } from './cadences.dto';
import { cursorOf, paged } from './page.dto';

type Place = readonly [supplier: string, document: string];
const isPlace = (value: unknown): value is Place => Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === 'string');
const isBehind = ({ supplier, document }: CadenceReport, [s, d]: Place): boolean => supplier > s || (supplier === s && document > d);

@ApiTags('masters')
@Controller('api/v1/cadences')
export class CadencesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary:
      'When reports come of suppliers for whom nothing says when they are due, as rows of report_schedules; nothing of it is applied',
    operationId: 'listCadences',
  })
  @Answer(200, 'Cadences', 'a page of habits, by supplier and document')
  list(@Query() asked: CadencesDto, @Req() request: AskedRequest): Promise<{ data: CadenceReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isPlace);
    return paged(
      asked.limit,
      async (limit) => {
        const found = await cadences(this.gateway.db.pool, seesOf(request), asked.supplier); // a few: those that nobody has a schedule for
        return found.filter((c) => !after || isBehind(c, after)).slice(0, limit);
      },
      (c): Place => [c.supplier, c.document],
    );
  }
}
