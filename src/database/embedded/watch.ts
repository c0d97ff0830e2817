import type { Logger } from '../../platform/logger';
import type { EmbeddedServer } from '../embedded';

const LOOK_EVERY_MS = 2_000;
const SAY_AGAIN_MS = 600_000;

/**
 * Looks whether the server of this home still lives, and starts it again when not: the machine may have run out of memory, and
 * a gateway that waits for a database which nobody starts waits for ever. Returns how to stop looking.
 */
export function watchServer(server: Pick<EmbeddedServer, 'revive'>, log: Logger): () => Promise<void> {
  let looking: Promise<void> | undefined;
  let saidAt = -SAY_AGAIN_MS;
  const look = async (): Promise<void> => {
    try {
      if (await server.revive()) log.warn('the embedded database had died and was started again; nothing that was committed is lost');
    } catch (error) {
      if (performance.now() - saidAt < SAY_AGAIN_MS) return;
      saidAt = performance.now();
      log.error(`the embedded database has died and does not start: ${(error as Error).message}`);
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
