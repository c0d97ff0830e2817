import type { Logger } from '../../platform/logger';
import { keep } from '../documents/keep';
import type { Keeping } from '../documents/keep';
import type { Inbound } from './channel';
import { outcomeOf } from './outcome.store';

export const inboundOf = (services: Keeping & { readonly log: Logger }): Inbound => ({
  keep: (arrival, also) => keep(services, arrival, also),
  outcome: (channel, key) => outcomeOf(services.db.pool, channel, key),
  note: (message) => services.log.warn(message),
});
