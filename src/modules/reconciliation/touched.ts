import type { PoolClient } from 'pg';
import type { Verdict } from '../../domain/rules/rule';

/** One reconciliation at a time in the whole cluster: two would open the same exception, and both would fail. */
const RECONCILING = 0x63726f74;

/**
 * Remembers the notes that are there now. Their numbers are given out before the commit: a note of lower number may appear while
 * we look, and whoever took away all up to the highest would take it away unseen.
 */
export async function claimTouched(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [RECONCILING]);
  await client.query('insert into touched_claimed select id from touched');
}

export async function clearTouched(client: PoolClient): Promise<void> {
  await client.query('delete from touched t using touched_claimed c where t.id = c.id');
}

const BY_THE_CLOCK = ['DOC_MISSING', 'BUYER_FEED_LATE', 'ASN_OVERDUE'];

/**
 * What the clock alone decides is raised by a reconciliation only (contract section 2); but a document or an import that heals
 * it does so at once.
 */
export const onlyClears = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter((v) => v.holds !== true || !BY_THE_CLOCK.includes(v.finding.type));
