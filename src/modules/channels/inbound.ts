import type { Logger } from '../../platform/logger';
import { keep } from '../documents/keep';
import type { Keeping } from '../documents/keep';
import type { Trust } from '../suppliers/trust';
import type { Inbound } from './channel';
import { outcomeOf, unsortedSince } from './outcome.store';

export const inboundOf = (services: Keeping & { readonly log: Logger; readonly trust: Trust }): Inbound => ({
  keep: async (arrival, also) => {
    const kept = await keep(services, arrival, also);
    if (kept.fresh) services.log.info({ receiptId: kept.receiptId, channel: arrival.channel }, `kept ${arrival.name}`);
    return kept;
  },
  outcome: (channel, key) => outcomeOf(services.db.pool, channel, key),
  unsorted: (channel, since) => unsortedSince(services.db.pool, channel, since),
  note: (message, ids) => services.log.warn({ ...ids }, message),
  authserv: services.trust.authserv_ids,
});
