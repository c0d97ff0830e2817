import type { Pool } from 'pg';

/** A sum of the rows of each table; what is noted at each use of a key or session, and by the queue's own clock, is left out. */
export async function sumsOfTables(pool: Pool): Promise<Record<string, string>> {
  const tables = await pool.query<{ t: string }>(
    `select format('%I.%I', schemaname, tablename) t from pg_tables where schemaname in ('public', 'jobs') and (schemaname, tablename) <> ('jobs', 'version')`,
  );
  const sums = tables.rows.map(
    ({ t }) =>
      `select '${t}' t, count(*) || ' ' || md5(string_agg(r, '|' order by r)) sum from (select (to_jsonb(x) - 'last_used_at' - 'seen_at')::text r from ${t} x) y`,
  );
  const { rows } = await pool.query<{ t: string; sum: string }>(sums.join(' union all '));
  return Object.fromEntries(rows.map((r) => [r.t, r.sum]));
}
export const changedTables = (a: Record<string, string>, b: Record<string, string>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((t) => a[t] !== b[t]).sort();
