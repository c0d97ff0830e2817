import type { Config } from '../platform/config';
import { type Key, keysOf, makeKeys } from '../platform/vault';
import type { Output } from './command';

/** By which secrets are sealed; the first one is made where there is none. */
export function keysOrNew(config: Config, out: Output): readonly Key[] {
  if (config.key === undefined && makeKeys(config.keyFile))
    out.message(`${config.keyFile} was made: keep a copy where no copy of the database is; without it no secret opens`);
  return keysOf(config.key, config.keyFile);
}
