import type { PoolClient } from 'pg';
import type { Verdict } from '../../domain/rules/rule';

/** One reconciliation at a time in the whole cluster: two would open the same exception, and both would fail. */
const RECONCILING = 0x63726f74;

/** The newest note to be looked at; later ones belong to the next look. */
export async function claimTouched(client: PoolClient): Promise<string> {
  await client.query('select pg_advisory_xact_lock($1)', [RECONCILING]);
  const { rows } = await client.query<{ id: string | null }>('select max(id)::text id from touched');
  return rows[0]?.id ?? '0';
}

export async function clearTouched(client: PoolClient, upTo: string): Promise<void> {
  await client.query('delete from touched where id <= $1', [upTo]);
}

const BY_THE_CLOCK = ['DOC_MISSING', 'BUYER_FEED_LATE', 'ASN_OVERDUE'];

/**
 * What the clock alone decides is raised by a reconciliation only (contract section 2); but a document or an import that heals
 * it does so at once.
 */
export const onlyClears = (verdicts: readonly Verdict[]): Verdict[] =>
  verdicts.filter((v) => v.holds !== true || !BY_THE_CLOCK.includes(v.finding.type));
