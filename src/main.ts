import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type Role } from './app.module';
import { plannedChannels } from './modules/channels/settings';
import { type Gateway, openGateway } from './modules/pipeline/gateway';
import type { Config } from './platform/config';

export interface Running {
  readonly gateway: Gateway;
  readonly url: string | null;
  readonly stop: () => Promise<void>;
}

/** Starts the gateway in this process, in the roles given; several processes may share one database. */
export async function serve(config: Config, roles: readonly Role[]): Promise<Running> {
  plannedChannels(config); // a wrong setting stops the start before anything is opened
  const gateway = await openGateway(config, { supervise: true, reads: roles.includes('work') });
  try {
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(gateway, roles), new FastifyAdapter(), {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    if (roles.includes('web')) await app.listen(config.port, config.host);
    else await app.init();
    return { gateway, url: roles.includes('web') ? await app.getUrl() : null, stop: () => app.close() };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}
