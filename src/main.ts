import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, type Role } from './app.module';
import { plannedChannels } from './modules/channels/settings';
import { ediOf } from './modules/suppliers/edi';
import { trustOf } from './modules/suppliers/trust';
import { sharingOf } from './modules/sharing/settings';
import { periodsOf } from './modules/retention/settings';
import { type Gateway, openGateway } from './modules/pipeline/gateway';
import type { Config } from './platform/config';
import { CrosscountError } from './platform/errors';
import { makeKeys } from './platform/vault';

export interface Running {
  readonly gateway: Gateway;
  readonly url: string | null;
  readonly keyMade: boolean; // the key that secrets are sealed with, in its file
  readonly stop: () => Promise<void>;
}

/** Starts the gateway in this process, in the roles given; several processes may share one database. */
export async function serve(config: Config, roles: readonly Role[]): Promise<Running> {
  trustOf(config.settings);
  ediOf(config.settings);
  periodsOf(config.settings);
  sharingOf(config.settings);
  plannedChannels(config); // a wrong setting stops the start before anything is opened
  // On a server that several machines share, a key of one machine would not open what another sealed: there IT sets one.
  const keyMade = config.databaseUrl === undefined && config.key === undefined && makeKeys(config.keyFile);
  const gateway = await openGateway(config, { supervise: true, reads: roles.includes('work') });
  let close = gateway.close;
  try {
    const app = await (roles.includes('web') ? listening(gateway, roles) : silent(gateway, roles));
    close = () => app.close(); // which lets go of the gateway after everything that runs on it
    await app.start();
    return { gateway, url: await app.url(), keyMade, stop: app.close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface App {
  readonly start: () => Promise<void>;
  readonly url: () => Promise<string | null>;
  readonly close: () => Promise<void>;
}

/** Loaded here and not above: of a start's time a quarter goes into the console, and who only polls or works has none. */
async function listening(gateway: Gateway, roles: readonly Role[]): Promise<App> {
  const [{ createHttp }, { CONTROLLERS }] = await Promise.all([
    import('./modules/console/http.js'),
    import('./modules/console/controllers.js'),
  ]);
  const { config } = gateway;
  const app = await createHttp(AppModule.of(gateway, roles, CONTROLLERS), gateway);
  return {
    start: async () => void (await app.listen(config.port, config.host).catch((error: Error) => fail(error, config))),
    url: () => app.getUrl(),
    // Requests first: what is being handed over has to find the queue open.
    close: async () => {
      await app.getHttpAdapter().getInstance().close();
      await app.close();
    },
  };
}

async function silent(gateway: Gateway, roles: readonly Role[]): Promise<App> {
  const app: INestApplicationContext = await NestFactory.createApplicationContext(AppModule.of(gateway, roles), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  return { start: () => Promise.resolve(), url: () => Promise.resolve(null), close: () => app.close() };
}

function fail(error: NodeJS.ErrnoException, { host, port }: Config): never {
  if (error.code === 'EADDRINUSE')
    throw new CrosscountError('port.in-use', `port ${port} of ${host} is taken by another program; set CROSSCOUNT_PORT to a free one`);
  if (error.code === 'EACCES') throw new CrosscountError('port.denied', `this account may not listen on port ${port}; take one above 1023`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    throw new CrosscountError('host.unknown', `CROSSCOUNT_HOST is ${host}, which is no address of this machine`);
  throw error;
}
