import type { PoolClient } from 'pg';
import { exact } from '../../domain/canonical/quantity';
import { compare } from '../../domain/ledger/compare';
import type { CountFact, MovementFact, PairView, StockBeside } from '../../domain/rules/pair-view';
import { millis } from './millis';

interface Row {
  readonly n: number;
  readonly owner: string;
  readonly supplier: string | null;
  readonly counts: (Omit<CountFact, 'quantity'> & { quantity: string })[];
  readonly movements: (Omit<MovementFact, 'signed'> & { signed: string })[];
}
interface Wanted {
  readonly n: number; // of the view
  readonly sku: string;
  readonly place: string;
  readonly owner: string;
  readonly supplier: string;
  readonly others: boolean; // the stock of the other owners, not of this one
  readonly at: string;
}

/**
 * Stock beside the pairs that differ: of other owners at the same place, and of the items whose own number, or whose number at
 * the supplier, differs by leading zeros only.
 */
export async function stockBeside(client: PoolClient, views: readonly PairView[]): Promise<ReadonlyMap<PairView, readonly StockBeside[]>> {
  const out = new Map<PairView, StockBeside[]>();
  if (views.length === 0) return out;
  const here = views.map((v, n) => wantedOf(v, n, v.sku, v.location, true));
  const owners = (await booksOf(client, here)).map((r) => ({
    n: r.n,
    what: 'owner' as const,
    name: r.owner === 'buyer' ? '' : (r.supplier ?? 'another'),
    row: r,
  }));
  const twins = await twinsOf(client, views);
  const ofTwins = twins.map((t, n) => ({ ...wantedOf(views[t.n]!, n, t.sku, views[t.n]!.location, false) }));
  const items = (await booksOf(client, ofTwins)).map((r) => ({ n: twins[r.n]!.n, what: 'item' as const, name: twins[r.n]!.sku, row: r }));
  for (const { n, what, name, row } of [...owners, ...items]) {
    const view = views[n]!;
    if (!out.has(view)) out.set(view, []);
    out.get(view)!.push({ what, name, ...factsOf(row) });
  }
  return out;
}

/** The same items at other places, whatever was reported of them. */
export async function stockAtPlaces(
  client: PoolClient,
  views: readonly PairView[],
): Promise<ReadonlyMap<PairView, readonly StockBeside[]>> {
  const places = await placesOf(client, views);
  const wanted = places.map((p, n) => wantedOf(views[p.n]!, n, views[p.n]!.sku, p.place, false));
  const out = new Map<PairView, StockBeside[]>();
  for (const row of await booksOf(client, wanted)) {
    const { n, place } = places[row.n]!;
    const view = views[n]!;
    if (!out.has(view)) out.set(view, []);
    out.get(view)!.push({ what: 'place', name: place, ...factsOf(row) });
  }
  return out;
}

const wantedOf = (v: PairView, n: number, sku: string, place: string, others: boolean): Wanted => ({
  n,
  sku,
  place,
  owner: v.owner,
  supplier: v.supplier,
  others,
  at: new Date(compare(v).window![0]).toISOString(),
});

const factsOf = (row: Row): Pick<StockBeside, 'counts' | 'movements'> => ({
  counts: row.counts.map((c) => ({ ...c, quantity: exact(c.quantity) })),
  movements: row.movements.map((m) => ({ ...m, signed: exact(m.signed) })),
});

/** From the last count before the as-of; what an ownership transfer takes from the one owner it gives to the other. */
const BOOKS = `
select r.n, o.owner, s.code supplier,
  (select json_agg(json_build_object('at', ${millis('c.counted_at')}, 'quantity', c.quantity::text, 'basis', c.basis, 'status', c.status, 'ref', c.count_ref)
     order by c.counted_at) from stock_count c where c.item_id = i.id and c.location_id = l.id and c.owner = o.owner
     and c.supplier_id is not distinct from o.supplier_id and c.counted_at >= k.since) counts,
  coalesce((select json_agg(json_build_object('from', ${millis('m.moved_from')}, 'to', ${millis('m.moved_to')}, 'postedFrom', ${millis('m.posted_from')},
     'postedTo', ${millis('m.posted_at')}, 'kind', m.kind, 'signed', (case when m.owner = o.owner then m.signed else - m.signed end)::text,
     'status', m.status, 'toStatus', m.to_status, 'countRef', m.count_ref) order by m.moved_from) from movement m
     where m.item_id = i.id and m.location_id = l.id and (m.moved_to >= k.since or m.posted_at >= k.since)
     and (m.owner = o.owner and (o.owner = 'buyer' or o.supplier_id is null or m.supplier_id is null or m.supplier_id = o.supplier_id)
       or m.owner <> o.owner and m.kind = 'ownership_transfer')), '[]') movements
from jsonb_to_recordset($1::jsonb) r (n int, sku text, place text, owner text, supplier text, others boolean, at timestamptz)
join item i on i.sku = r.sku join location l on l.code = r.place
cross join lateral (select distinct c.owner, c.supplier_id from stock_count c where c.item_id = i.id and c.location_id = l.id) o
left join supplier s on s.id = o.supplier_id
cross join lateral (select coalesce(min(x.at), '-infinity') since from (select max(c.counted_at) at from stock_count c
  where c.item_id = i.id and c.location_id = l.id and c.owner = o.owner and c.supplier_id is not distinct from o.supplier_id
    and c.counted_at <= r.at group by c.status) x) k
where r.others <> (o.owner = r.owner and (o.owner = 'buyer' or s.code is null or s.code = r.supplier))`;

async function booksOf(client: PoolClient, wanted: readonly Wanted[]): Promise<Row[]> {
  if (wanted.length === 0) return [];
  const { rows } = await client.query<Row>(BOOKS, [JSON.stringify(wanted)]);
  return rows;
}

/** An item number has no more digits than a GTIN. */
const DIGITS = 14;

async function twinsOf(client: PoolClient, views: readonly PairView[]): Promise<{ readonly n: number; readonly sku: string }[]> {
  const { rows } = await client.query<{ n: number; sku: string }>(
    `with pair as (select p.n, p.sku, i.id item_id, s.id supplier_id
  from jsonb_to_recordset($1::jsonb) p (n int, sku text, supplier text) join item i on i.sku = p.sku join supplier s on s.code = p.supplier)
select p.n, t.sku from pair p
cross join generate_series(0, ${DIGITS} - length(ltrim(p.sku, '0'))) z join item t on t.sku = repeat('0', z) || ltrim(p.sku, '0')
where p.sku ~ '^[0-9]+$' and t.sku <> p.sku
union
select p.n, t.sku from pair p join item_crossref a on a.supplier_id = p.supplier_id and a.item_id = p.item_id and a.value ~ '^[0-9]+$'
cross join generate_series(0, ${DIGITS} - length(ltrim(a.value, '0'))) z
join item_crossref b on b.supplier_id = a.supplier_id and b.qualifier = a.qualifier and b.value = repeat('0', z) || ltrim(a.value, '0')
join item t on t.id = b.item_id where b.item_id <> a.item_id`,
    [JSON.stringify(views.map((v, n) => ({ n, sku: v.sku, supplier: v.supplier })))],
  );
  return rows;
}

async function placesOf(client: PoolClient, views: readonly PairView[]): Promise<{ readonly n: number; readonly place: string }[]> {
  const { rows } = await client.query<{ n: number; place: string }>(
    `select distinct p.n, l.code place from jsonb_to_recordset($1::jsonb) p (n int, sku text, location text) join item i on i.sku = p.sku
join stock_count c on c.item_id = i.id join location l on l.id = c.location_id
where l.code <> p.location and l.kind in ('own', 'hub', 'third_party')`,
    [JSON.stringify(views.map((v, n) => ({ n, sku: v.sku, location: v.location })))],
  );
  return rows;
}
