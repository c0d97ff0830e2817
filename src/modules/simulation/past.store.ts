import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What is taken over as it is now: masters and terms have no history that could be gone back to. */
const MASTERS = [
  ...[
    'item',
    'item_unit',
    'location',
    'calendar_day',
    'supplier',
    'item_crossref',
    'location_crossref',
    'unit_crossref',
    'program',
    'tolerance',
    'report_schedule',
  ],
  ...['program_version', 'mapping_version', 'mapping_head', 'setting', 'receipt', 'document_release', 'shipment_write_off'],
];

/** Facts have known instants: when each version was told, and when another one took its place. `kind` is that of its revisions. */
export const FACTS = [
  { table: 'stock_count', kind: 'count', key: ['item_id', 'counted_at', 'id'] },
  { table: 'movement', kind: 'movement', key: ['item_id', 'moved_from', 'id'] },
  { table: 'order_line', kind: 'order', key: ['po', 'line'] },
  { table: 'demand', kind: 'demand', key: ['item_id', 'from_at', 'location_id', 'to_at'] },
  { table: 'feed_statement', kind: 'feed', key: ['location', 'kind', 'complete_through'] },
] as const;

/** A line that waited for a name is there from when it was taken up. */
const TAKEN_UP = {
  at: 'coalesce(k.taken_up_at, d.received_at)',
  join: 'join document d on d.id = t.document_id left join parked_line k on k.document_id = t.document_id and k.n = t.n',
};
const WITH_IT = { at: 'd.received_at', join: 'join document d on d.id = t.document_id' };
/** What documents said, as they are read now, by the instant from which it was known. */
export const SAID = [
  { table: 'document', at: 'd.received_at', join: 'join document d on d.id = t.id' },
  { table: 'document_issue', ...WITH_IT },
  { table: 'parked_line', ...WITH_IT },
  { table: 'observation', ...TAKEN_UP },
  { table: 'shipment', ...WITH_IT },
  { table: 'shipment_line', ...TAKEN_UP },
] as const;

/**
 * Everything that was known up to `until` into the schema `past` of a scratch database, each row with the instants between which it
 * was known; the masters into their own tables. Read in one snapshot, so that nothing is half there.
 */
export async function takeOver(present: PoolClient, scratch: PoolClient, until: string): Promise<void> {
  const limit = `'${new Date(until).toISOString()}'::timestamptz`;
  await present.query('begin isolation level repeatable read read only');
  try {
    for (const table of MASTERS)
      await copy(
        present,
        scratch,
        `select ${await columnsOf(present, table, 't')} from ${table} t`,
        `${table} (${await columnsOf(present, table)})`,
      );
    await scratch.query('create schema past');
    for (const { table, kind } of FACTS) {
      await scratch.query(
        `create table past.${table} as select t.*, null::timestamptz known_from, null::timestamptz known_to from ${table} t with no data`,
      );
      const [columns, old] = [await columnsOf(present, table, 't'), await columnsOf(present, table, 'r')];
      await copy(
        present,
        scratch,
        `select ${columns}, t.imported_at, null::timestamptz from ${table} t where t.imported_at <= ${limit}
union all select ${old}, r.imported_at, f.replaced_at from fact_revision f, jsonb_populate_record(null::${table}, f.before) r
where f.kind = '${kind}' and r.imported_at <= ${limit}`,
        `past.${table} (${await columnsOf(present, table)}, known_from, known_to)`,
      );
      await scratch.query(
        `create index on past.${table} (known_from); create index on past.${table} (known_to) where known_to is not null; analyze past.${table}`,
      );
    }
    for (const { table, at, join } of SAID) {
      await scratch.query(`create table past.${table} as select t.*, null::timestamptz known_from from ${table} t with no data`);
      const columns = await columnsOf(present, table, 't');
      const named = await columnsOf(present, table);
      await copy(
        present,
        scratch,
        `select ${columns}, ${at} from ${table} t ${join} where d.current and ${at} <= ${limit}`,
        `past.${table} (${named}, known_from)`,
      );
      await scratch.query(`create index on past.${table} (known_from); analyze past.${table}`);
    }
  } finally {
    await present.query('rollback');
  }
}

/** In the order of the present's table: a scratch database is of the same version, and may have been made column by column. */
export async function columnsOf(client: PoolClient, table: string, alias?: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) "name" from pg_attribute where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map((r) => (alias === undefined ? r.name : `${alias}.${r.name}`)).join(', ');
}

async function copy(from: PoolClient, to: PoolClient, query: string, target: string): Promise<void> {
  await pipeline(from.query(copyTo(`copy (${query}) to stdout`)), to.query(copyFrom(`copy ${target} from stdin`)));
}
