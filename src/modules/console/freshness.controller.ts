import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { DEAD } from '../../platform/queues';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { type Freshness, freshnessRows } from './freshness.store';
import { Needs } from './needs';
import { seesOf } from './who';

@ApiTags('health')
@Controller('api/v1/freshness')
export class FreshnessController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'How fresh what is shown is: sources, what waits, our own data', operationId: 'getFreshness' })
  @Answer(200, 'Freshness', 'as of now')
  async freshness(@Req() request: AskedRequest): Promise<Freshness> {
    const { db, jobs } = this.gateway;
    const [rows, queues] = await Promise.all([freshnessRows(db.pool, seesOf(request)), jobs.counts()]);
    const live = queues.filter((q) => q.queue !== DEAD);
    const queue = {
      waiting: live.reduce((n, q) => n + q.waiting, 0),
      oldest_seconds: Math.round(Math.max(0, ...live.map((q) => q.oldest))),
      given_up: queues.find((q) => q.queue === DEAD)?.waiting ?? 0,
    };
    return { now: wallClock.now(), ...rows, queue };
  }
}
