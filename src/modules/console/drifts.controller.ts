import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { acceptDrift } from '../mappings/accept';
import { type DriftReport, reportDrifts } from '../mappings/drifts.store';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import { Needs } from './needs';
import { authorOf, seesOf } from './who';
import { DRIFT, DriftDecisionDto, DriftDto, DriftsDto } from './drifts.dto';
import { jsonBody } from './json-body';
import type { AskedRequest } from './door';
import { cursorOf, isId, paged } from './page.dto';
import { notFound, Problem } from './problems';

interface AcceptedHere {
  readonly name: string;
  readonly version: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly read_again: number;
  readonly raised: Awaited<ReturnType<typeof evaluateNow>>;
}

@ApiTags('mappings')
@Controller('api/v1/drifts')
export class DriftsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Layouts that changed, and what is proposed for the headings that are gone', operationId: 'listDrifts' })
  @Answer(200, 'Drifts', 'a page of changed layouts')
  async list(@Query() asked: DriftsDto, @Req() request: AskedRequest): Promise<{ data: DriftReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isId(DRIFT));
    return paged(
      asked.limit,
      (limit) => reportDrifts(this.gateway.db.pool, seesOf(request), { supplier: asked.supplier, after, limit }),
      (d) => d.id,
    );
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'What the columns are called now; the mapping is published anew, and what waits for it is read before the answer comes',
    operationId: 'decideDrift',
  })
  @ApiBody({ type: DriftDecisionDto })
  @Answer(200, 'DriftAccepted', 'the new version, and how many lists were read by it')
  async decide(@Param() { id }: DriftDto, @Req() request: AskedRequest): Promise<AcceptedHere> {
    const { by, reason, columns = {} } = await jsonBody(request, DriftDecisionDto);
    const { db, layouts, storage } = this.gateway;
    if ((await reportDrifts(db.pool, seesOf(request), { id })).length === 0)
      throw notFound(`changed layout ${id}; it may have been accepted already`);
    const now = wallClock.now();
    const who = { author: authorOf(request, by), reason: reason ?? '' };
    const {
      drift,
      repinned: _,
      ...done
    } = await acceptDrift(db, layouts, { id, columns: texts(columns), ...who, storage, repin: false, atConsole: true }, now);
    const raised = await evaluateNow(this.gateway, 'touched', now);
    const left = (await reportDrifts(db.pool, seesOf(request), { id }))[0]?.documents ?? 0;
    return { ...done, read_again: drift.documents - left, raised };
  }
}

function texts(columns: Readonly<Record<string, unknown>>): Record<string, string> {
  for (const [field, heading] of Object.entries(columns))
    if (typeof heading !== 'string' || heading === '' || heading.length > 1000 || heading.includes('\u0000'))
      throw new Problem(400, 'wrong-request', `columns.${field} must be a heading`);
  return columns as Record<string, string>;
}
