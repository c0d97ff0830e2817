import 'reflect-metadata';
import { AppModule, type Role } from './app.module';
import { plannedChannels } from './modules/channels/settings';
import { createHttp } from './modules/console/http';
import { trustOf } from './modules/suppliers/trust';
import { type Gateway, openGateway } from './modules/pipeline/gateway';
import type { Config } from './platform/config';
import { CrosscountError } from './platform/errors';

export interface Running {
  readonly gateway: Gateway;
  readonly url: string | null;
  readonly stop: () => Promise<void>;
}

/** Starts the gateway in this process, in the roles given; several processes may share one database. */
export async function serve(config: Config, roles: readonly Role[]): Promise<Running> {
  trustOf(config.settings);
  plannedChannels(config); // a wrong setting stops the start before anything is opened
  const gateway = await openGateway(config, { supervise: true, reads: roles.includes('work') });
  let close = gateway.close;
  try {
    const app = await createHttp(AppModule.of(gateway, roles), gateway);
    close = () => app.close(); // which lets go of the gateway after everything that runs on it
    const web = roles.includes('web');
    if (web) await app.listen(config.port, config.host).catch((error: Error) => fail(error, config));
    else await app.init();
    const http = app.getHttpAdapter().getInstance();
    return {
      gateway,
      url: web ? await app.getUrl() : null,
      // Requests first: what is being handed over has to find the queue open.
      stop: async () => {
        if (web) await http.close();
        await app.close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function fail(error: NodeJS.ErrnoException, { host, port }: Config): never {
  if (error.code === 'EADDRINUSE')
    throw new CrosscountError('port.in-use', `port ${port} of ${host} is taken by another program; set CROSSCOUNT_PORT to a free one`);
  if (error.code === 'EACCES') throw new CrosscountError('port.denied', `this account may not listen on port ${port}; take one above 1023`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    throw new CrosscountError('host.unknown', `CROSSCOUNT_HOST is ${host}, which is no address of this machine`);
  throw error;
}
