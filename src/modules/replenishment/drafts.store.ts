import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { Drafted, Undrafted } from '../../domain/replenishment/inputs';
import { uuidv7 } from '../../platform/ids';
import { type Numbers, numbersOf, type Seen, shownNumbers, versionOf } from './numbers';

interface Live {
  readonly id: string;
  readonly key: string;
  readonly state: string;
  readonly version: string;
  readonly set: string | null;
  readonly over: boolean; // put aside until a day that has come
}
export interface Settled {
  readonly drafted: number;
  readonly moved: number;
  readonly closed: number;
}

const BETWEEN = '\t';
const keyOf = (d: { readonly supplier: string; readonly sku: string; readonly location: string }): string =>
  [d.supplier, d.sku, d.location].join(BETWEEN);

/** Those of the pairs that are looked at (the temporary table `pair`), locked in one order, so that no two wait for each other. */
const LIVE = `
select r.id, s.code || e'\\t' || i.sku || e'\\t' || l.code "key", r.state, r.version, r.set_quantity::text "set",
  r.state = 'deferred' and r.deferred_until <= $1::timestamptz "over"
from reorder r join supplier s on s.id = r.supplier_id join item i on i.id = r.item_id join location l on l.id = r.location_id
where r.state in ('open', 'deferred', 'declined')
  and exists (select 1 from pair p where p.item_id = r.item_id and p.location_id = r.location_id and p.supplier_id = r.supplier_id)
order by r.id for update of r`;

/**
 * Not where something happened to the pair after the look began, an approval above all: the sum knows nothing of it yet, and would
 * ask for what has just been ordered. The note of it is there, and the next look decides.
 */
const INSERT = `
insert into reorder (id, supplier_id, item_id, location_id, state, quantity, version, numbers, unit_cost, currency, drafted_at, recalculated_at)
select r.id, s.id, i.id, l.id, 'open', (r.numbers->>'quantity')::numeric, r.version, r.numbers, (r.numbers->>'unit_cost')::numeric,
  r.numbers->>'currency', $2, $2
from jsonb_to_recordset($1::jsonb) r (id uuid, supplier text, sku text, location text, version text, numbers jsonb)
join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.location
where not exists (select 1 from touched t where t.kind = 'pair' and t.item_id = i.id and t.location_id = l.id and t.supplier_id = s.id
  and not exists (select 1 from touched_claimed c where c.id = t.id)) returning id`;

const UPDATE = `
update reorder d set quantity = (r.numbers->>'quantity')::numeric, version = r.version, numbers = r.numbers,
  unit_cost = (r.numbers->>'unit_cost')::numeric, currency = r.numbers->>'currency', recalculated_at = $2,
  state = case when r.wakes then 'open' else d.state end, deferred_until = case when r.wakes then null else d.deferred_until end
from jsonb_to_recordset($1::jsonb) r (id uuid, version text, numbers jsonb, wakes boolean) where d.id = r.id`;

const VERSIONS = `
insert into reorder_version (reorder_id, version, numbers, at)
select r.id, r.version, r.shown, $2 from jsonb_to_recordset($1::jsonb) r (id uuid, version text, shown jsonb)
on conflict do nothing`;

const CLOSE = `
update reorder d set state = 'closed', closed_why = r.why, recalculated_at = $2
from jsonb_to_recordset($1::jsonb) r (id uuid, why text) where d.id = r.id`;

const EVENTS = `
insert into reorder_event (reorder_id, at, what, details)
select r.id, $2, r.what, r.details from jsonb_to_recordset($1::jsonb) r (id uuid, what text, details jsonb)`;

/** Why nothing is drafted where something may be due, for the pairs that are looked at; what is known again is taken off. */
const GAPS_GONE = `
delete from reorder_gap g using pair p where g.item_id = p.item_id and g.location_id = p.location_id and g.supplier_id = p.supplier_id
  and not exists (select 1 from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, location text, why text)
    join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.location
    where s.id = g.supplier_id and i.id = g.item_id and l.id = g.location_id and r.why = g.why)`;
const GAPS = `
insert into reorder_gap (supplier_id, item_id, location_id, why, says, since)
select s.id, i.id, l.id, r.why, r.says, $2 from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, location text, why text, says text)
join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.location
on conflict (supplier_id, item_id, location_id) do update set says = excluded.says`;

/**
 * The drafts of the pairs that were just looked at: new ones, others recalculated where they stand, and those closed that are due
 * no longer. In the transaction that judged the pairs, by a handful of statements however many there are. `numbers` holds all
 * sources; a version is kept for each set of numbers that somebody may have seen.
 */
export async function settleDrafts(client: PoolClient, found: readonly (Drafted | Undrafted)[], now: string): Promise<Settled> {
  const due = new Map(found.flatMap((d) => ('reckoned' in d ? [[keyOf(d), d] as const] : [])));
  const gaps = new Map(found.flatMap((d) => ('reckoned' in d ? [] : [[keyOf(d), d] as const])));
  const { rows: live } = await client.query<Live>(LIVE, [now]);
  const known = new Set(live.map((r) => r.key));
  const meant = [...due].filter(([key]) => !known.has(key)).map(([, d]) => freshOf(d));
  const { rows: put } = meant.length === 0 ? { rows: [] } : await client.query<{ id: string }>(INSERT, [jsonb(meant), now]);
  const inserted = new Set(put.map((r) => r.id));
  const fresh = meant.filter((d) => inserted.has(d.id));
  const kept = live.filter((r) => due.has(r.key)).map((r) => keptOf(r, numbersOf(due.get(r.key)!)));
  const gone = live.filter((r) => !due.has(r.key)).map(({ id, key }) => ({ id, why: gaps.get(key)?.says ?? 'it is due no longer' }));
  const moved = kept.filter((k) => k.moved);
  const events = [
    ...fresh.map(({ id, version, numbers }) => ({ id, what: 'drafted', details: { version, sum: numbers.sum } })),
    ...moved.map(({ id, version, numbers }) => ({ id, what: 'recalculated', details: { version, sum: numbers.sum } })),
    ...kept.filter((k) => k.wakes).map(({ id }) => ({ id, what: 'awake', details: {} })),
    ...gone.map(({ id, why }) => ({ id, what: 'closed', details: { why } })),
  ];
  const write = (sql: string, rows: readonly object[]): Promise<unknown> =>
    rows.length === 0 ? Promise.resolve() : client.query(sql, [jsonb(rows), now]);
  await write(UPDATE, kept);
  await write(VERSIONS, [...fresh, ...moved]);
  await write(CLOSE, gone);
  await write(EVENTS, events);
  await client.query(GAPS_GONE, [jsonb([...gaps.values()])]);
  await write(GAPS, [...gaps.values()]);
  return { drafted: fresh.length, moved: moved.length, closed: gone.length };
}

interface Row {
  readonly id: string;
  readonly version: string;
  readonly numbers: Numbers;
  readonly shown: Seen;
}
function freshOf(d: Drafted): Row & { readonly supplier: string; readonly sku: string; readonly location: string } {
  const numbers = numbersOf(d);
  return {
    id: uuidv7(),
    supplier: d.supplier,
    sku: d.sku,
    location: d.location,
    version: versionOf(numbers, null),
    numbers,
    shown: shownNumbers(numbers, null),
  };
}

function keptOf(r: Live, numbers: Numbers): Row & { readonly moved: boolean; readonly wakes: boolean } {
  const version = versionOf(numbers, r.set);
  return { id: r.id, version, numbers, shown: shownNumbers(numbers, r.set), moved: version !== r.version, wakes: r.over };
}
