import { merge, NEWS, touch, type Outcome, type Staged } from '../catalog/merge';
import { nameOwners } from './owners.store';

export async function writeCounts(staged: Staged): Promise<Outcome> {
  await nameOwners(staged, 'counted_at');
  const outcome = await merge(staged, {
    kind: 'count',
    table: 'stock_count',
    key: ['item_id', 'location_id', 'counted_at', 'status', 'owner', 'supplier_id', 'lot'],
    nullable: ['supplier_id'],
    values: ['quantity', 'basis', 'count_ref', 'said_date'],
    withdraw: 'delete',
    stamp: ['imported_at', 'source'],
  });
  await touch(staged, 'pair', 'item_id, location_id', `s.item_id, s.location_id ${NEWS}`);
  await advanceWatermarks(
    staged,
    's.counted_at',
    `s.counted_at - case when s.said_date is null then interval '0' else interval '1 day' end`,
  );
  return outcome;
}

/**
 * The newest instant of any fact, per location. What lies in the future of the import is no evidence that the feed lives, and
 * would let a mistyped year cover every report to come. Of a day that is not over, what is told reaches to the import.
 */
export async function advanceWatermarks(staged: Staged, instant: string, since = instant): Promise<void> {
  const { rows } = await staged.client.query<{ location_id: string }>(
    `insert into location_watermark as w (location_id, newest_fact)
select s.location_id, max(least(${instant}, $1::timestamptz)) from feed_row s where not s.void and ${since} <= $1 group by s.location_id
on conflict (location_id) do update set newest_fact = excluded.newest_fact where excluded.newest_fact > w.newest_fact
returning location_id`,
    [staged.now],
  );
  if (rows.length === 0) return;
  const moved = rows.map((r) => r.location_id).join(', ');
  await touch(staged, 'watermark', 'location_id', `l.id from location l where l.id in (${moved})`);
}

export async function writeOrders(staged: Staged): Promise<Outcome> {
  await touchFormer(staged, 'order_line', ['po', 'line']);
  const outcome = await merge(staged, {
    kind: 'order',
    table: 'order_line',
    key: ['po', 'line'],
    values: [
      ...['supplier_id', 'item_id', 'location_id', 'ordered_at', 'due_from', 'due_to', 'promised_from', 'promised_to'],
      ...['quantity', 'confirmed_quantity', 'open_quantity', 'status', 'ship_to', 'drop_ship'],
    ],
    withdraw: 'delete',
    stamp: ['imported_at', 'source'],
  });
  await touch(staged, 'pair', 'item_id, location_id', `s.item_id, s.location_id ${NEWS} and not s.void`);
  return outcome;
}

/** A correction may move an order line to another item: then the item that it leaves is to be looked at again too. */
async function touchFormer(staged: Staged, table: string, key: readonly string[]): Promise<void> {
  const same = key.map((k) => `t.${k} = s.${k}`).join(' and ');
  await touch(
    staged,
    'pair',
    'item_id, location_id',
    `t.item_id, t.location_id from ${table} t join feed_row s on ${same} where s.void or (t.item_id, t.location_id) <> (s.item_id, s.location_id)`,
  );
}

export async function writeDemand(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'demand',
    table: 'demand',
    key: ['item_id', 'from_at', 'location_id', 'to_at'],
    values: ['quantity'],
    withdraw: 'delete',
    stamp: ['imported_at', 'source'],
  });
  await touch(staged, 'pair', 'item_id, location_id', `s.item_id, s.location_id ${NEWS}`);
  return outcome;
}

/**
 * How far the buyer's data reach. Every statement is kept by its instant and the furthest one counts: a folder that is imported
 * again holds older statements too, and they must not make the data look stale. A wrong one is taken back by `void`.
 */
export async function writeFeeds(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'feed',
    table: 'feed_statement',
    key: ['location', 'kind', 'complete_through'],
    values: ['mode'],
    withdraw: 'delete',
    stamp: ['imported_at'],
  });
  await staged.client.query(`
delete from feed_watermark w using feed_row s where w.location = s.location and w.kind = s.kind
  and not exists (select 1 from feed_statement f where f.location = w.location and f.kind = w.kind)`);
  await staged.client.query(`
insert into feed_watermark as w (location, kind, complete_through, mode, imported_at)
select distinct on (f.location, f.kind) f.location, f.kind, f.complete_through, f.mode, f.imported_at
from feed_statement f where exists (select 1 from feed_row s where s.location = f.location and s.kind = f.kind)
order by f.location, f.kind, f.complete_through desc
on conflict (location, kind) do update set complete_through = excluded.complete_through, mode = excluded.mode, imported_at = excluded.imported_at
where (w.complete_through, w.mode) is distinct from (excluded.complete_through, excluded.mode)`);
  if (staged.counted) await zeroWhatIsAbsent(staged);
  await touch(
    staged,
    'watermark',
    'location_id, ref',
    `l.id, s.kind from feed_row s join feed_plan p using (n) left join location l on l.code = s.location where p.verb <> 'unchanged'`,
  );
  return outcome;
}

/**
 * A full statement makes what its counts leave out a counted zero, at the moment of that snapshot and at those locations that
 * it counted at all. Only what was known to be there is written down; all else that is absent stays unknown.
 */
async function zeroWhatIsAbsent(staged: Staged): Promise<void> {
  const { rowCount } = await staged.client.query(
    `with full_at as (
  select distinct l.id location_id, s.complete_through from feed_row s join location l on s.location in (l.code, '*')
  where not s.void and s.mode = 'full' and s.kind in ('counts', 'all')),
snapshot as (
  select f.location_id, max(c.counted_at) counted_at, min(c.basis) basis
  from full_at f join feed_counted c on c.location_id = f.location_id and c.counted_at <= f.complete_through group by f.location_id),
former as (
  select distinct on (c.item_id, c.location_id, c.status, c.owner, c.supplier_id, c.lot) c.*, s.counted_at at_snapshot, s.basis of_snapshot
  from snapshot s join stock_count c on c.location_id = s.location_id and c.counted_at < s.counted_at
  order by c.item_id, c.location_id, c.status, c.owner, c.supplier_id, c.lot, c.counted_at desc),
absent as (
  select f.item_id, f.location_id, f.at_snapshot, f.of_snapshot, f.status, f.owner, f.supplier_id, f.lot from former f
  where (f.quantity <> 0 or exists (select 1 from movement m where m.item_id = f.item_id and m.location_id = f.location_id and m.moved_to > f.counted_at))
  union
  select m.item_id, m.location_id, s.counted_at, s.basis, 'unrestricted', 'buyer', null, '' from snapshot s join movement m on m.location_id = s.location_id
  where m.owner = 'buyer' and m.moved_to <= s.counted_at
    and not exists (select 1 from stock_count c where c.item_id = m.item_id and c.location_id = m.location_id)),
added as (
  insert into stock_count (item_id, location_id, counted_at, quantity, basis, status, owner, supplier_id, lot, imported_at, source)
  select a.item_id, a.location_id, a.at_snapshot, 0, a.of_snapshot, a.status, a.owner, a.supplier_id, a.lot, $1, $2 from absent a
  where not exists (select 1 from feed_counted c where c.item_id = a.item_id and c.location_id = a.location_id and c.status = a.status
    and c.owner = a.owner and c.supplier_id is not distinct from a.supplier_id and c.lot = a.lot)
  on conflict do nothing returning item_id, location_id)
insert into touched (kind, at, item_id, location_id) select distinct 'pair', $1::timestamptz, item_id, location_id from added`,
    [staged.now, `${staged.source}: absent from the full counts`],
  );
  if (rowCount) await staged.client.query('analyze stock_count');
}
