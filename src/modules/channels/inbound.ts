import { keep } from '../documents/keep';
import type { Keeping } from '../documents/keep';
import type { Logger } from '../../platform/logger';
import type { Inbound } from './channel';
import { outcomeOf } from './outcome.store';

export const inboundOf = (services: Keeping & { readonly log: Logger }): Inbound => ({
  keep: (arrival) => keep(services, arrival),
  outcome: (channel, key) => outcomeOf(services.db.pool, channel, key),
  note: (message) => services.log.warn(message),
});
