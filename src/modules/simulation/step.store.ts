import type { PoolClient } from 'pg';
import { columnsOf, FACTS, SAID } from './past.store';

/** Every instant at which something was told, in order; `after` and `until` as texts, to the microsecond. */
export async function instantsOf(client: PoolClient, after: string, until: string): Promise<string[]> {
  const each = [
    ...FACTS.flatMap(({ table }) => ['known_from', 'known_to'].map((c) => `select ${c} at from past.${table}`)),
    'select known_from from past.document',
    'select taken_up_at from past.parked_line',
  ];
  const { rows } = await client.query<{ at: string }>(
    `select distinct to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') at from (${each.join(' union ')}) x where x.at > $1 and x.at <= $2 order by 1`,
    [after, until],
  );
  return rows.map((r) => r.at);
}

export type Columns = ReadonlyMap<string, string>;
export async function allColumns(client: PoolClient): Promise<Columns> {
  const out = new Map<string, string>();
  for (const { table } of [...FACTS, ...SAID]) out.set(table, await columnsOf(client, table));
  return out;
}

/** What was known at the beginning. Nothing of it is noted as touched: everything is looked at then. */
export async function begin(client: PoolClient, columns: Columns, at: string): Promise<void> {
  for (const { table } of FACTS) {
    const names = columns.get(table)!;
    await client.query(
      `insert into ${table} (${names}) overriding system value select ${names} from past.${table} where known_from <= $1 and (known_to is null or known_to > $1)`,
      [at],
    );
  }
  await client.query('insert into movement_key (key, item_id, moved_from, id) select key, item_id, moved_from, id from movement');
  for (const { table } of SAID) {
    const names = columns.get(table)!;
    await client.query(`insert into ${table} (${names}) select ${names} from past.${table} where known_from <= $1`, [at]);
  }
  await client.query(
    `update shipment s set current = not exists (select 1 from shipment n where n.supplier_id = s.supplier_id and n.reference = s.reference and n.version > s.version)`,
  );
  await client.query('update parked_line set taken_up_at = null where taken_up_at > $1', [at]);
  await advance(client, `known_from <= $1`, at);
  await client.query('analyze');
}

/** What was told at one instant: facts, corrections and withdrawals, and documents, with the notes of what that touches. */
export async function step(client: PoolClient, columns: Columns, at: string, unread: readonly string[]): Promise<void> {
  for (const { table, key } of FACTS) {
    const names = columns.get(table)!;
    const same = key.map((k) => `t.${k} = h.${k}`).join(' and ');
    await client.query(`delete from ${table} t using past.${table} h where h.known_to = $1 and h.known_from < $1 and ${same}`, [at]);
    await client.query(
      `insert into ${table} (${names}) select ${names} from past.${table} where known_from = $1 and (known_to is null or known_to > $1) on conflict do nothing`,
      [at],
    );
    if (table === 'feed_statement')
      await client.query(
        `insert into touched (kind, at, location_id, ref) select distinct 'watermark', $1::timestamptz, l.id, h.kind from past.feed_statement h
left join location l on l.code = h.location where $1 in (h.known_from, h.known_to)`,
        [at],
      );
    else
      await client.query(
        `insert into touched (kind, at, item_id, location_id) select distinct 'pair', $1::timestamptz, item_id, location_id from past.${table} where $1 in (known_from, known_to)`,
        [at],
      );
  }
  await client.query(`delete from movement_key k using past.movement h where h.known_to = $1 and k.key = h.key`, [at]);
  await client.query(
    `insert into movement_key (key, item_id, moved_from, id) select key, item_id, moved_from, id from past.movement
where known_from = $1 and (known_to is null or known_to > $1) on conflict do nothing`,
    [at],
  );
  await advance(client, 'known_from = $1', at);
  await documents(client, columns, at, 'receipt_id <> all ($2::uuid[])', unread);
}

/** Documents of deliveries, as they are read now; and what waited for a name until this instant. */
export async function documents(
  client: PoolClient,
  columns: Columns,
  at: string,
  which: string,
  receipts: readonly string[],
): Promise<void> {
  const given = [at, receipts];
  for (const { table } of SAID) {
    const names = columns.get(table)!;
    const of = table === 'document' ? which : `document_id in (select id from past.document where ${which})`;
    await client.query(
      `insert into ${table} (${names}) select ${names} from past.${table} where known_from = $1 and ${of} on conflict do nothing`,
      given,
    );
  }
  await takeUp(client, at);
  const newer = `from shipment n where n.supplier_id = s.supplier_id and n.reference = s.reference and n.version > s.version`;
  await client.query(
    `update shipment s set current = not exists (select 1 ${newer}) from past.shipment h
where h.known_from = $1 and s.supplier_id = h.supplier_id and s.reference = h.reference`,
    [at],
  );
  await client.query(
    `insert into touched (supplier_id, kind, ref, at) select supplier_id, 'document', id::text, $1::timestamptz from past.document
where known_from = $1 and ${which} order by ordinal`,
    given,
  );
}

/** What waited for a name waits until somebody said it. */
async function takeUp(client: PoolClient, at: string): Promise<void> {
  await client.query(
    'update parked_line p set taken_up_at = null from past.parked_line h where h.known_from = $1 and p.document_id = h.document_id and p.n = h.n and p.taken_up_at > $1',
    [at],
  );
  await client.query(
    `with taken as (update parked_line p set taken_up_at = h.taken_up_at from past.parked_line h
  where h.taken_up_at = $1 and p.document_id = h.document_id and p.n = h.n returning p.document_id)
insert into touched (supplier_id, kind, ref, at) select d.supplier_id, 'document', d.id::text, $1::timestamptz from document d
where d.id in (select document_id from taken)`,
    [at],
  );
}

/** How far the buyer's data reach, by the facts of these rows and by what the feed said of itself. */
async function advance(client: PoolClient, which: string, at: string): Promise<void> {
  const newest = await client.query(
    `insert into location_watermark as w (location_id, newest_fact)
select x.location_id, max(least(x.at, x.known_from)) from (
  select location_id, counted_at at, counted_at - case when said_date is null then interval '0' else interval '1 day' end since, known_from
  from past.stock_count where ${which}
  union all select location_id, greatest(moved_to, posted_at), greatest(moved_from, posted_from), known_from from past.movement where ${which}) x
where x.since <= x.known_from group by 1
on conflict (location_id) do update set newest_fact = excluded.newest_fact where excluded.newest_fact > w.newest_fact returning 1`,
    [at],
  );
  if (newest.rowCount! > 0)
    await client.query(
      `insert into touched (kind, at, location_id) select distinct 'watermark', $1::timestamptz, x.location_id from (
  select location_id from past.stock_count where ${which} union select location_id from past.movement where ${which}) x`,
      [at],
    );
  await client.query('delete from feed_watermark');
  await client.query(`insert into feed_watermark (location, kind, complete_through, mode, imported_at)
select distinct on (location, kind) location, kind, complete_through, mode, imported_at from feed_statement order by location, kind, complete_through desc`);
}
