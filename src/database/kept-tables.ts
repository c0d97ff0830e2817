import type { PoolClient } from 'pg';
import { SAMPLED_LIGHTLY } from './transaction';

/** So many hold a few hundred narrow rows: to delete those takes less than to plan anew. */
const PAGES = 8;

/**
 * Temporary tables that a connection makes once and every transaction finds empty. To make and drop them each time takes longer
 * than to deal with the ten lines of a mail; and `on commit delete rows` cuts every one of them with its index at every commit,
 * filled or not. So they are emptied when they are opened: few rows are deleted, a table of more than a few pages is truncated,
 * upon which everything that was prepared with it is planned anew.
 * Analysed empty, so that the planner goes by the size they have and takes a handful of rows for a handful; whoever fills one
 * with many analyses it then.
 */
export async function openTables(client: PoolClient, definitions: string, pages: Readonly<Record<string, number>> = {}): Promise<void> {
  await client.query(SAMPLED_LIGHTLY);
  const names = [...definitions.matchAll(/create temp table (\w+)/g)].map((m) => m[1]!);
  const { rows } = await client.query<{ name: string; rows: 'none' | 'few' | 'many' }>(
    `select relname "name", case when size = 0 then 'none' when size <= coalesce(($2::jsonb->>relname)::int, ${PAGES}) * current_setting('block_size')::int then 'few' else 'many' end "rows"
from pg_class cross join pg_relation_size(oid) size where relnamespace = pg_my_temp_schema() and relname = any ($1)`,
    [names, JSON.stringify(pages)],
  );
  if (rows.length === 0) return void (await client.query(`${definitions}; analyze ${names.join(', ')}`));
  const of = (size: 'few' | 'many'): string[] => rows.filter((r) => r.rows === size).map((r) => r.name);
  const many = of('many').join(', ');
  const empty = [...of('few').map((name) => `delete from ${name}`), ...(many ? [`truncate ${many}; analyze ${many}`] : [])];
  if (empty.length > 0) await client.query(empty.join('; '));
}
