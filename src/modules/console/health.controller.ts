import { Controller, Get, Header, HttpCode, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import { Metrics } from './metrics';
import { Problem } from './problems';
import { readiness } from './readiness';

/** For whoever watches the process. Open to all who reach the port: no names of suppliers or items are in it. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly metrics: Metrics;

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {
    this.metrics = new Metrics(gateway);
  }

  /** The process is alive. */
  @Get('healthz')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** It can work: the database answers, its schema is ours, the queue can be asked. */
  @Get('readyz')
  @HttpCode(200)
  async ready(): Promise<{ status: string }> {
    const errors = await readiness(this.gateway);
    if (errors.length > 0) throw new Problem(503, 'not-now', errors.map((e) => e.detail).join('; '), { errors });
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.text();
  }
}
