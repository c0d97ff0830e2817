import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Sees } from '../access/sees';
import { seenItems } from '../catalog/items-list.store';
import { candidatesFor, type Meaning } from '../matching/candidates.store';
import { decide, type Decision } from '../matching/decisions';
import { type ParkedReport, parkedQuestions, reported } from '../matching/parked.store';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import { Needs } from './needs';
import { authorOf, seesOf } from './who';
import { jsonBody } from './json-body';
import type { AskedRequest } from './door';
import { cursorOf, isId, paged } from './page.dto';
import { DecisionDto, ParkedDto, QUESTION, QuestionDto } from './parked.dto';
import { notFound } from './problems';

type Decided = Omit<Decision, 'question'> & { accepted: number; parked: number; raised: Awaited<ReturnType<typeof evaluateNow>> };

@ApiTags('parked')
@Controller('api/v1/parked')
export class ParkedController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Names that nobody knows, and what each of them comes nearest to', operationId: 'listParked' })
  @Answer(200, 'Parked', 'a page of questions')
  async list(@Query() asked: ParkedDto, @Req() request: AskedRequest): Promise<{ data: ParkedReport[]; nextCursor: string | null }> {
    const { pool } = this.gateway.db;
    const after = cursorOf(asked.cursor, isId(QUESTION));
    const page = await paged(
      asked.limit,
      (limit) => parkedQuestions(pool, seesOf(request), { supplier: asked.supplier, after, limit }),
      (q) => q.id,
    );
    const candidates = await candidatesFor(pool, page.data);
    const shown = await this.seen(candidates, seesOf(request));
    return { ...page, data: page.data.map((q) => reported(q, candidates.get(q.id)?.filter(shown))) };
  }

  /** An item that comes near may be one that only another supplier has. */
  private async seen(candidates: ReadonlyMap<string, readonly Meaning[]>, sees: Sees): Promise<(m: Meaning) => boolean> {
    const skus = [...candidates.values()].flat().flatMap((m) => ('sku' in m ? [m.sku] : []));
    const seen = await seenItems(this.gateway.db.pool, sees, skus);
    return (m) => !('sku' in m) || seen.has(m.sku);
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'What an unknown name means; the lines that wait for it are taken up before the answer comes',
    operationId: 'decideParked',
  })
  @ApiBody({ type: DecisionDto })
  @Answer(200, 'Decided', 'what was written down, and how many lines it freed')
  async decide(@Param() { id }: QuestionDto, @Req() request: AskedRequest): Promise<Decided> {
    const { by, reason, ...meant } = await jsonBody(request, DecisionDto);
    const { pool } = this.gateway.db;
    if ((await parkedQuestions(pool, seesOf(request), { id })).length === 0)
      throw notFound(`question ${id}; it may have been decided already`);
    const now = wallClock.now();
    const who = { author: authorOf(request, by), reason: reason ?? '' };
    const { question, ...decision } = await decide(this.gateway.db, id, meant, who, now);
    const raised = await evaluateNow(this.gateway, 'touched', now);
    const parked = (await parkedQuestions(pool, seesOf(request), { id }))[0]?.lines ?? 0;
    return { ...decision, accepted: question.lines - parked, parked, raised };
  }
}
