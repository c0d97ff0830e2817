import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { claimable, claimed, type ClaimAction, type ClaimLine, move } from '../../domain/claims/claim';
import { RefusedError } from '../../platform/errors';
import type { Sees } from '../access/sees';
import { writeEvents } from '../exceptions/desk.store';
import { sendClaim } from './claim-out';
import * as store from './claims.store';
import type { ClaimWays } from './settings';

export interface Claiming {
  readonly db: Database;
  readonly claimWays: ClaimWays;
}
interface By {
  readonly by: string;
  readonly reason: string;
}
const bare = (id: string): string => id.replace(/^(clm|exc)_/, '');

/**
 * Makes a claim of a receipt that is not what was announced, with the evidence as it stands now: what is posted or read anew later
 * changes nothing of it. Throws RefusedError; undefined where nobody sees such an exception.
 */
export async function makeClaim(
  { db }: Pick<Claiming, 'db'>,
  sees: Sees,
  exception: string,
  { by, reason, lines: meant }: By & { readonly lines?: readonly number[] | undefined },
  now: string,
): Promise<store.ClaimReport | undefined> {
  return inTransaction(db.pool, async (client) => {
    const of = await store.claimedOf(client, sees, bare(exception));
    if (!of) return undefined;
    if (of.type !== 'RECEIPT_VARIANCE') throw new RefusedError('claim.type', `${of.type} is nothing to claim; a RECEIPT_VARIANCE is`);
    if (of.status === 'resolved') throw new RefusedError('claim.over', 'it is resolved; open it again to claim it');
    const live = await store.liveClaim(client, of.id);
    if (live !== undefined) throw new RefusedError('claim.already', `clm_${live} claims it already`);
    const lines = linesOf(of, meant);
    const evidence = evidenceOf(of);
    const id = await store.insertClaim(client, of, lines, evidence, { author: by, reason }, now);
    const [made] = await store.reportClaims(client, sees, { ids: [id] });
    await tell(client, made!, 'claim_made', by, reason, now);
    return made;
  });
}

function linesOf(of: store.Claimed, meant: readonly number[] | undefined): ClaimLine[] {
  if (of.difference === null || of.itemId === null) throw new RefusedError('claim.nothing', 'it says no number that could be claimed');
  const { kinds = [], damaged = null } = of.details;
  const all = claimable({ kinds, difference: of.difference, damaged });
  const unknown = meant?.find((n) => !all.some((l) => l.line === n));
  if (unknown !== undefined) throw new RefusedError('claim.line', `it has no line ${unknown}: ${all.map((l) => `${l.line} ${l.kind}`).join(', ') || 'none'}`); // prettier-ignore
  if (all.length === 0) throw new RefusedError('claim.nothing', `nothing of it is the supplier's to make good (${kinds.join(', ')})`);
  return meant ? all.filter((l) => meant.includes(l.line)) : all;
}

const evidenceOf = (of: store.Claimed): store.Evidence => ({
  ...{ exception: of.exception, message: of.message, shipment: of.details.shipment ?? '', kinds: of.details.kinds ?? [], uom: of.uom },
  ...{ announced: of.reported ?? '0', received: of.expected ?? '0', difference: of.difference! },
  ...{ announced_in: of.announced_in, received_by: of.received_by },
});

/** Sent, settled or withdrawn; the same again is answered as it was. Throws RefusedError; undefined where nobody sees such a claim. */
export async function actOnClaim(
  { db, claimWays }: Claiming,
  sees: Sees,
  id: string,
  action: ClaimAction,
  { by, reason }: By,
  now: string,
): Promise<store.ClaimReport | undefined> {
  return inTransaction(db.pool, async (client) => {
    const to = await store.lockClaim(client, id);
    const shown = async (): Promise<store.ClaimReport | undefined> => (await store.reportClaims(client, sees, { ids: [id] }))[0];
    const claim = await shown();
    if (!claim || !to) return undefined;
    const moved = move(claim.state, action, reason);
    if ('as' in moved) return claim;
    if ('refused' in moved) throw new RefusedError(moved.refused, moved.detail);
    const sent = action.do === 'send' ? await sendClaim(client, claimWays, claim, to, now) : undefined;
    const outcome = action.do === 'settle' ? action.outcome : undefined;
    await store.writeClaim(client, id, { state: moved.state, author: by, reason: reason || null, outcome, sent }, now);
    const after = (await shown())!;
    await tell(client, after, `claim_${moved.state}`, by, reason, now);
    return after;
  });
}

/** Told on the exception, in its history. */
async function tell(client: PoolClient, c: store.ClaimReport, what: string, by: string, reason: string, now: string): Promise<void> {
  const why = [`claim ${c.n}`, claimed(c.lines, c.sku, c.evidence.uom), c.state === 'sent' ? `by ${c.way} to ${c.target}` : '', c.state === 'settled' ? c.outcome : ''].filter(Boolean).join(', '); // prettier-ignore
  const event = { exception_id: bare(c.exception), what, details: { claim: c.id, why }, author: by, ...(reason === '' ? {} : { reason }) };
  await writeEvents(client, [event], now);
}
