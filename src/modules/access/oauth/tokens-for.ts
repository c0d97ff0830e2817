import type { Database } from '../../../database/open';
import { wallClock } from '../../../platform/clock';
import type { Config } from '../../../platform/config';
import { dialerOf } from '../../../platform/dialer/dialer';
import type { Logger } from '../../../platform/logger';
import { keysOf } from '../../../platform/vault';
import type { SignInNamed } from './named';
import { TokenSource } from './token-source';

export interface OfGateway {
  readonly db: Database;
  readonly config: Config;
  readonly log: Logger;
}

/** The tokens of a sign-in. All that bear its name share one, through the database. */
export const tokensFor = ({ db, config, log }: OfGateway, { name, auth, user }: Omit<SignInNamed, 'scope'>): TokenSource =>
  new TokenSource(name, auth, user, {
    pool: db.pool,
    keys: () => keysOf(config.key, config.keyFile),
    dialer: dialerOf(config.settings),
    log,
    clock: wallClock,
  });
