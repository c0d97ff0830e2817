import type { Pool } from 'pg';
import { MASTER_CHECKS } from '.';
import type { MasterCheck } from './check';

/** What one check found: how often, and the first of them. */
export interface MasterProblem extends Omit<MasterCheck, 'sql'> {
  readonly found: number;
  readonly shown: readonly { readonly subject: string; readonly detail: string }[];
}

/** The checks that found something, as the masters hold at an instant; at most `most` findings of each are shown. */
export async function checkMasters(db: Pool, now: string, most: number): Promise<MasterProblem[]> {
  const out: MasterProblem[] = [];
  for (const { sql, ...check } of MASTER_CHECKS) {
    // Not every check asks for the instant; named once more, its type is known in each.
    const { rows } = await db.query<{ subject: string; detail: string; found: number }>(
      `with found as (${sql}) select *, count(*) over ()::int found from found where $1::timestamptz is not null limit $2`,
      [now, most],
    );
    if (rows.length > 0) out.push({ ...check, found: rows[0]!.found, shown: rows.map(({ subject, detail }) => ({ subject, detail })) });
  }
  return out;
}
