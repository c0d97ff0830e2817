import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ReorderAction } from '../../domain/replenishment/actions';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { answerOrder, decideOn, type Done } from '../replenishment/act';
import { REORDER_STATES, type ReorderEvent, reorderEvents, type ReorderReport, reportReorders } from '../replenishment/reorders-list.store';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { neededVersion, versionSeen } from './if-match';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound, Problem } from './problems';
import { ApprovalDto, OrderAnswerDto, ReorderActionDto, ReorderIdDto, ReordersDto } from './reorders.dto';
import { authorOf, seesOf } from './who';

type Shown = ReorderReport & { events: ReorderEvent[] };

@ApiTags('reorders')
@Controller('api/v1/reorders')
export class ReordersController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary: 'What is to be ordered, each with its sum and all that goes into it; the newest first',
    operationId: 'listReorders',
  })
  @Answer(200, 'Reorders', 'a page of drafts')
  list(@Query() asked: ReordersDto, @Req() request: AskedRequest): Promise<{ data: ReorderReport[]; nextCursor: string | null }> {
    const { supplier, location, sku, state: states } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('reo')));
    return paged(
      asked.limit,
      (limit) => reportReorders(this.gateway.db.pool, seesOf(request), { supplier, location, sku, states, before, limit }),
      (r) => r.id,
    );
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One draft, and what happened to it; its version is the ETag', operationId: 'getReorder' })
  @Answer(200, 'Reorder', 'the draft with its events')
  one(@Param() { id }: ReorderIdDto, @Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Shown> {
    return this.shown(id, request, reply);
  }

  @Post('approvals')
  @HttpCode(200)
  @Needs('approve')
  @ApiOperation({
    summary: 'Order these, each with its own outcome. The same approval again is answered as it was, and orders nothing twice',
    operationId: 'approveReorders',
  })
  @ApiBody({ type: ApprovalDto })
  @Answer(200, 'ReordersDecided', 'what became of each, in the order in which they were named')
  async approve(@Req() request: AskedRequest): Promise<{ outcomes: Done[] }> {
    const { reorders, by, reason } = await jsonBody(request, ApprovalDto);
    return { outcomes: await this.decide(reorders, { do: 'approve' }, by, reason, request) };
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Needs('approve')
  @ApiOperation({
    summary: 'Order it. The same approval again is answered as it was, and orders nothing twice',
    operationId: 'approveReorder',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'the version that was seen; 412 where its numbers moved, with from and to' })
  @Answer(200, 'Reorder', 'the draft as it is then')
  @Answer(409, 'Problem', 'it cannot be approved as it is, or not by you')
  @Answer(412, 'Problem', 'its numbers moved since')
  async approveOne(
    @Param() { id }: ReorderIdDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shown> {
    const version = neededVersion(request, VERSIONS);
    return this.did([{ id, version }], { do: 'approve' }, undefined, undefined, request, reply);
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'What a person does to a draft: change, decline, defer, release, reopen', operationId: 'actOnReorder' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the version that was seen; 412 where it is another one by now' })
  @ApiBody({ type: ReorderActionDto })
  @Answer(200, 'Reorder', 'the draft as it is then')
  @Answer(409, 'Problem', 'it cannot be done to it as it is')
  @Answer(412, 'Problem', 'its numbers moved since')
  async act(@Param() { id }: ReorderIdDto, @Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Shown> {
    const asked = await jsonBody(request, ReorderActionDto);
    const version = versionSeen(request, VERSIONS);
    return this.did([{ id, version }], actionOf(asked), asked.by, asked.reason, request, reply);
  }

  @Post(':id/order')
  @HttpCode(200)
  @Needs('feed')
  @ApiOperation({
    summary: 'What your ERP answers to a requisition: the number of its order, or why there is none',
    operationId: 'answerReorder',
  })
  @ApiBody({ type: OrderAnswerDto })
  @Answer(200, 'Reorder', 'the draft as it is then; the same answer again changes nothing')
  @Answer(409, 'Problem', 'it has another number, or nothing was ordered')
  async order(
    @Param() { id }: ReorderIdDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shown> {
    const { po, refused, by } = await jsonBody(request, OrderAnswerDto);
    const now = wallClock.now();
    if (!(await answerOrder(this.gateway.db, seesOf(request), id, { po, refused }, authorOf(request, by), now)))
      throw notFound(`reorder ${id}`);
    await evaluateNow(this.gateway, 'touched', now);
    return this.shown(id, request, reply);
  }

  private async decide(
    meant: readonly { readonly id: string; readonly version?: string | undefined }[],
    action: ReorderAction,
    by: string | undefined,
    reason: string | undefined,
    request: AskedRequest,
  ): Promise<Done[]> {
    const now = wallClock.now();
    const deed = { action, by: authorOf(request, by), reason: reason ?? '' };
    const done = await decideOn(this.gateway.deciding, seesOf(request), meant, deed, now);
    if (action.do === 'approve' && done.some((d) => d.done)) await evaluateNow(this.gateway, 'touched', now);
    return done;
  }

  private async did(
    meant: Parameters<ReordersController['decide']>[0],
    action: ReorderAction,
    by: string | undefined,
    reason: string | undefined,
    request: AskedRequest,
    reply: FastifyReply,
  ): Promise<Shown> {
    const [done] = await this.decide(meant, action, by, reason, request);
    if (done && !done.done) throw problemOf(done);
    return this.shown(meant[0]!.id, request, reply);
  }

  private async shown(id: string, request: AskedRequest, reply: FastifyReply): Promise<Shown> {
    const [found] = await reportReorders(this.gateway.db.pool, seesOf(request), { ids: [id], states: REORDER_STATES });
    if (!found) throw notFound(`reorder ${id}`);
    void reply.header('etag', `"${found.version}"`);
    return { ...found, events: await reorderEvents(this.gateway.db.pool, found.id) };
  }
}

const VERSIONS = { form: /^\s*"?([0-9a-f]{12}(?:-[0-9a-f]{6})?)"?\s*$/, example: '0a1b2c3d4e5f' };

function actionOf({ do: what, quantity, until }: ReorderActionDto): ReorderAction {
  const lacks = (name: string): Problem => new Problem(400, 'wrong-request', `${what} needs ${name}`);
  if (what === 'change') {
    if (quantity === undefined) throw lacks('quantity');
    return { do: what, quantity };
  }
  if (what === 'defer') {
    if (until === undefined) throw lacks('until');
    return { do: what, until: new Date(until).toISOString() };
  }
  return { do: what };
}

function problemOf({ id, code, detail }: Extract<Done, { done: false }>): Problem {
  if (code === 'reorder.unknown') return notFound(`reorder ${id}`);
  const errors = [{ code, detail }];
  return code === 'reorder.changed' ? new Problem(412, 'changed', detail, { errors }) : new Problem(409, 'refused', detail, { errors });
}
