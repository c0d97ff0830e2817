import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { GATEWAY } from './gateway.token';
import { PollingService } from './modules/channels/polling.service';
import { ComparisonsController } from './modules/console/comparisons.controller';
import { DocumentsController } from './modules/console/documents.controller';
import { ExceptionsController } from './modules/console/exceptions.controller';
import { FeedController } from './modules/console/feed.controller';
import { HealthController } from './modules/console/health.controller';
import { LookupsController } from './modules/console/lookups.controller';
import { UploadsController } from './modules/console/uploads.controller';
import { RelayService } from './modules/outbox/relay.service';
import type { Gateway } from './modules/pipeline/gateway';
import { WorkingService } from './modules/pipeline/working.service';

/** What a process does: web answers HTTP, poll looks into channels, work reads and compares. */
export type Role = 'web' | 'poll' | 'work';
export const ROLES: readonly Role[] = ['web', 'poll', 'work'];

const CONTROLLERS = [
  HealthController,
  DocumentsController,
  ExceptionsController,
  ComparisonsController,
  UploadsController,
  FeedController,
  LookupsController,
];

@Global()
@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  static of(gateway: Gateway, roles: readonly Role[]): DynamicModule {
    return {
      module: AppModule,
      imports: [ScheduleModule.forRoot()],
      controllers: roles.includes('web') ? CONTROLLERS : [],
      providers: [
        { provide: GATEWAY, useValue: gateway },
        ...(roles.includes('poll') ? [PollingService] : []),
        ...(roles.includes('work') ? [WorkingService, RelayService] : []),
      ],
      exports: [GATEWAY],
    };
  }

  /** After the services have let go of it. */
  async onApplicationShutdown(): Promise<void> {
    await this.gateway.close();
  }
}
