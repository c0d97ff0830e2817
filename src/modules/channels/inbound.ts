import type { Authentication } from '../../domain/mail/authentication';
import { type AskTxt, txtByDns } from '../../platform/dns-txt';
import type { Logger } from '../../platform/logger';
import { keep } from '../documents/keep';
import type { Keeping } from '../documents/keep';
import type { Trust } from '../suppliers/trust';
import type { Inbound } from './channel';
import { judgeSender } from './mail/judge-sender';
import { outcomeOf, unsortedSince } from './outcome.store';

const SAY_AGAIN_MS = 3_600_000;

/** `ask`: the keys of signatures, by DNS unless said otherwise. */
export function inboundOf(services: Keeping & { readonly log: Logger; readonly trust: Trust; readonly ask?: AskTxt }): Inbound {
  const { log, trust, ask = txtByDns() } = services;
  let saidAt = -Infinity;
  /** Once and not for every mail: without a network that is all of them. */
  const noticed = (auth: Authentication): void => {
    if (auth.verdict !== 'undecided' || performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    log.warn(`signatures of mails cannot be checked, since DNS does not tell their keys (${auth.said}); they are tried again for a day`);
  };
  return {
    keep: async (arrival, also) => {
      const kept = await keep(services, arrival, also);
      const sender = arrival.sender && { sender: arrival.sender.verdict, senderSaid: arrival.sender.said };
      if (kept.fresh) log.info({ receiptId: kept.receiptId, channel: arrival.channel, ...sender }, `kept ${arrival.name}`);
      return kept;
    },
    receive: (pieces) => services.storage.receive(pieces),
    outcome: (channel, key) => outcomeOf(services.db.pool, channel, key),
    unsorted: (channel, since) => unsortedSince(services.db.pool, channel, since),
    note: (message, ids) => log.warn({ ...ids }, message),
    judge: async (mail) => {
      const auth = await judgeSender({ trust, ask }, mail);
      noticed(auth);
      return auth;
    },
  };
}
