import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import type { AskedRequest } from './door';
import { EventsDto } from './events.dto';
import { Needs } from './needs';
import { News } from './news';

const BEAT_MS = 20_000; // what stands between may drop what says nothing
const AGAIN_MS = 3_000;

/** Says that something changed, never what: who hears it asks for what they may see. */
@ApiTags('health')
@Controller('api/v1/events')
export class EventsController {
  private readonly news: News;
  private readonly open = new Set<() => void>();

  constructor(@Inject(GATEWAY) gateway: Gateway, @Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.news = new News(gateway);
    // The server waits for what is open, and a screen that somebody left open stays open.
    (host.httpAdapter.getInstance() as FastifyInstance).addHook('preClose', async () => this.open.forEach((end) => end()));
  }

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Server-sent events: `change` whenever something changed', operationId: 'listenToEvents' })
  @ApiResponse({ status: 200, description: 'events until the time is over', content: { 'text/event-stream': {} } })
  listen(@Query() { seconds }: EventsDto, @Req() request: AskedRequest, @Res() reply: FastifyReply): void {
    const headers = Object.entries(reply.getHeaders()).flatMap(([k, v]) => (v === undefined ? [] : ([[k, v]] as const)));
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...Object.fromEntries(headers), 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    raw.write(`retry: ${AGAIN_MS}\n\n`);
    const leave = this.news.listen((mark) => raw.write(`event: change\nid: ${mark}\ndata: ${JSON.stringify({ mark })}\n\n`));
    const beat = setInterval(() => raw.write(':\n\n'), BEAT_MS);
    // It ends and is asked for anew, through the door: a session that is over must not go on hearing.
    const over = setTimeout(() => raw.end(), seconds * 1000);
    const end = (): void => void raw.end();
    this.open.add(end);
    raw.once('close', () => {
      leave();
      clearInterval(beat);
      clearTimeout(over);
      this.open.delete(end);
    });
    request.raw.once('error', end);
  }
}
