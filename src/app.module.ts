import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { GATEWAY } from './gateway.token';
import { AuditService } from './modules/access/audit/audit.service';
import { PollingService } from './modules/channels/polling.service';
import { RelayService } from './modules/outbox/relay.service';
import type { Gateway } from './modules/pipeline/gateway';
import { WorkingService } from './modules/pipeline/working.service';
import { NightlyService } from './modules/retention/nightly.service';

/** What a process does: web answers HTTP, poll looks into channels, work reads and compares. */
export type Role = 'web' | 'poll' | 'work';
export const ROLES: readonly Role[] = ['web', 'poll', 'work'];

@Global()
@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** The controllers are given by who loaded them: a process that answers no HTTP starts without the console. */
  static of(gateway: Gateway, roles: readonly Role[], controllers: readonly Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [ScheduleModule.forRoot()],
      controllers: [...controllers],
      providers: [
        { provide: GATEWAY, useValue: gateway },
        ...(roles.includes('poll') ? [PollingService] : []),
        ...(roles.includes('work') ? [WorkingService, RelayService, AuditService, NightlyService] : []),
      ],
      exports: [GATEWAY],
    };
  }

  /** After the services have let go of it. */
  async onApplicationShutdown(): Promise<void> {
    await this.gateway.close();
  }
}
