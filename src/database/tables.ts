import type { PoolClient } from 'pg';

export const MIGRATIONS_TABLE = 'schema_migration';

/** A table of ours with its columns as COPY takes them; those that the server reckons are left out. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}
export interface Sequence {
  readonly name: string;
  readonly last: string | null; // null: nothing was drawn from it yet
}

/** Every table, by name. The list of migrations is no data: whoever makes the tables writes it. */
export async function tablesOf(client: PoolClient): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname "name", array_agg(a.attname::text order by a.attnum) "columns" from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> $1 group by 1 order by 1`,
    [MIGRATIONS_TABLE],
  );
  return rows;
}

/** Where every sequence stands, those of identity columns among them. No snapshot holds them still: they may be ahead of the rows, which costs numbers. */
export async function sequencesOf(client: PoolClient): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select sequencename "name", last_value::text "last" from pg_sequences where schemaname = 'public'
  and sequencename not like $1 || '%' order by 1`,
    [MIGRATIONS_TABLE],
  );
  return rows;
}

/** The migrations that made this schema, in the order in which they ran; none where it is nobody's yet. */
export async function migrationsOf(client: PoolClient): Promise<string[]> {
  const { rows: there } = await client.query(`select 1 from pg_class where oid = to_regclass('public.' || $1)`, [MIGRATIONS_TABLE]);
  if (there.length === 0) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE} order by id`);
  return rows.map((r) => r.name);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
