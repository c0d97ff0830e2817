import type { Pool, PoolClient } from 'pg';
import type { Verdict } from '../../domain/rules/rule';
import type { Related } from './judge';

/** One reconciliation at a time in the whole cluster: two would open the same exception, and both would fail. */
const RECONCILING = 0x63726f74;

/**
 * Remembers the notes that are there now. Their numbers are given out before the commit: a note of lower number may appear while
 * we look, and whoever took away all up to the highest would take it away unseen.
 */
export async function claimTouched(client: PoolClient, beforehand?: Beforehand): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [RECONCILING]);
  await client.query(`insert into touched_claimed select id from touched where not kind = any ($1) or id <@ $2::int8multirange`, [
    beforehand?.kinds ?? [],
    beforehand?.seen ?? '{}',
  ]);
}

/**
 * Notes of these kinds are acted upon before the claim; one that was committed since then stays for the next time. Taken away
 * with the others, what it would have released waits for ever.
 */
export interface Beforehand {
  readonly kinds: readonly string[];
  readonly seen: string; // their numbers, as ranges: a whole catalogue is one
}

/** The kinds among those that are noted now, and the numbers of their notes. */
export async function seenBeforehand(db: Pool, kinds: readonly string[]): Promise<Beforehand & { readonly found: readonly string[] }> {
  const { rows } = await db.query<{ found: string[] | null; seen: string | null }>(
    `select array_agg(distinct kind) found, range_agg(int8range(id, id, '[]'))::text seen from touched where kind = any ($1)`,
    [kinds],
  );
  return { kinds, found: rows[0]!.found ?? [], seen: rows[0]!.seen ?? '{}' };
}

export async function clearTouched(client: PoolClient): Promise<void> {
  await client.query('delete from touched t using touched_claimed c where t.id = c.id');
}

/** Pairs to be looked at once more though nothing happened to themselves. */
export async function touchRelated(client: PoolClient, related: readonly Related[], now: string): Promise<void> {
  await client.query(
    `insert into touched (item_id, location_id, supplier_id, kind, at)
select i.id, l.id, s.id, 'related', $2 from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, location text)
join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.location`,
    [JSON.stringify(related), now],
  );
}

const BY_THE_CLOCK = ['DOC_MISSING', 'BUYER_FEED_LATE', 'ASN_OVERDUE', 'RESPONSE_OVERDUE'];

/**
 * What the clock alone decides is raised by a reconciliation only (contract section 2); but a document or an import that heals
 * it does so at once.
 */
export const onlyClears = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter((v) => v.holds !== true || !BY_THE_CLOCK.includes(v.finding.type));
