import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';

@Controller()
export class HealthController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** The process is alive. */
  @Get('health')
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** It can work: the database answers. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    try {
      await this.gateway.db.pool.query('select 1');
      return { status: 'ready' };
    } catch {
      throw new ServiceUnavailableException('the database does not answer');
    }
  }
}
