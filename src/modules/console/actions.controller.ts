import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { alertSettings } from '../alerts/settings';
import { actOn, type Done, type Meant } from '../exceptions/act';
import { actionOf } from '../exceptions/asked-action';
import { eventsOf, type ExceptionEvent, type ExceptionReport, reportExceptions } from '../exceptions/exceptions.store';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { ActionDto, ActionsDto } from './actions.dto';
import { Answer } from './asked';
import { Needs } from './needs';
import { authorOf, seesOf } from './who';
import { ExceptionIdDto } from './exceptions.dto';
import { versionSeen } from './if-match';
import { jsonBody } from './json-body';
import type { AskedRequest } from './door';
import { notFound, Problem } from './problems';

type Shown = ExceptionReport & { events: ExceptionEvent[] };

@ApiTags('exceptions')
@Controller('api/v1/exceptions')
export class ActionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One exception, and what happened to it; its version is the ETag', operationId: 'getException' })
  @Answer(200, 'Exception', 'the exception with its events')
  async one(
    @Param() { id }: ExceptionIdDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shown> {
    return this.shown(id, request, reply);
  }

  @Post('actions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'The same done to many exceptions, each with its own outcome', operationId: 'actOnExceptions' })
  @ApiBody({ type: ActionsDto })
  @Answer(200, 'Acted', 'what became of each, in the order in which they were named')
  async many(@Req() request: AskedRequest): Promise<{ outcomes: Done[] }> {
    const { ids, versions, ...asked } = await jsonBody(request, ActionsDto);
    if (versions !== undefined && versions.length !== ids.length)
      throw new Problem(400, 'wrong-request', `versions: expected one for each of the ${ids.length} ids, and there are ${versions.length}`);
    const meant = ids.map((id, n) => ({ id, version: versions?.[n] }));
    return { outcomes: await this.act(meant, asked, request) };
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'What a person does to an exception: acknowledge, wait, snooze, wake, assign, comment, resolve, reopen',
    operationId: 'actOnException',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the version that was seen; 412 where it is another one by now' })
  @ApiBody({ type: ActionDto })
  @Answer(200, 'Exception', 'the exception as it is then')
  @Answer(409, 'Problem', 'it cannot be done to it as it is')
  @Answer(412, 'Problem', 'it changed since')
  async did(
    @Param() { id }: ExceptionIdDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shown> {
    const seen = versionSeen(request, VERSIONS);
    const [done] = await this.act(
      [{ id, version: seen === undefined ? undefined : Number(seen) }],
      await jsonBody(request, ActionDto),
      request,
    );
    if (done && !done.done) throw problemOf(done);
    return this.shown(id, request, reply);
  }

  private async act(meant: readonly Meant[], asked: ActionDto, request: AskedRequest): Promise<Done[]> {
    const { by, reason, shipment, do: what, until, percent, to, code } = asked;
    const action = actionOf({ do: what, until, percent, to, code }, alertSettings(this.gateway.config.settings)?.timezone ?? 'UTC');
    const now = wallClock.now();
    const deed = { action, by: authorOf(request, by), reason: reason ?? '', shipment };
    const done = await actOn(this.gateway.db, seesOf(request), meant, deed, now, this.gateway.alerts.changed(false));
    if (what === 'resolve' || what === 'reopen') await evaluateNow(this.gateway, 'touched', now);
    return done;
  }

  private async shown(id: string, request: AskedRequest, reply: FastifyReply): Promise<Shown> {
    const [exception] = await reportExceptions(this.gateway.db.pool, seesOf(request), ['all'], { id });
    if (!exception) throw notFound(`exception ${id}`);
    void reply.header('etag', `"${exception.version}"`);
    return { ...exception, events: await eventsOf(this.gateway.db.pool, id) };
  }
}

const VERSIONS = { form: /^\s*"?(\d{1,15})"?\s*$/, example: '17' };

function problemOf({ id, code, detail }: Extract<Done, { done: false }>): Problem {
  if (code === 'exception.unknown') return notFound(`exception ${id}`);
  const errors = [{ code, detail }];
  return code === 'exception.changed' ? new Problem(412, 'changed', detail, { errors }) : new Problem(409, 'refused', detail, { errors });
}
