import type { PoolClient } from 'pg';
import { quoted } from './tables';

/** Tables in any order: what one refers to in another may come after it. Made again they are checked, all at once. */
export async function withoutForeignKeys<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) "drop", format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) "make"
from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { drop } of rows) await client.query(drop);
  const done = await work();
  for (const { make } of rows) await client.query(make);
  return done;
}

/**
 * Fills a table without its keys and indexes, and makes them when it is full: row by row they take several times as long. In one
 * transaction, so that nobody ever sees it without them; what breaks a key is an error all the same.
 */
export async function withoutIndexes<T>(client: PoolClient, table: string, work: () => Promise<T>): Promise<T> {
  const name = `public.${quoted(table)}`;
  const { rows } = await client.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %I', $1::text, conname) "drop", format('alter table %s add constraint %I %s', $1::text, conname, pg_get_constraintdef(oid)) "make"
from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u')
union all select format('drop index public.%I', c.relname), pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = $1::regclass and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    [name],
  );
  for (const { drop } of rows) await client.query(drop);
  const done = await work();
  for (const { make } of rows) await client.query(make);
  return done;
}
