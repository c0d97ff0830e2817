import type { PoolClient } from 'pg';
import { PLANNED_EACH_TIME } from '../../database/prepared';
import { collectDue, wasJudged } from './judged-pairs.store';
import { FEW } from './tables.store';
import { LEVEL, levelOf } from './terms.sql';

/** Touched since the last look; due as well; every one; or those of one supplier. */
export type Which = 'every' | 'due' | 'touched' | { readonly supplierId: string };

/**
 * The pairs to compare (item, location and supplier), with the terms that hold now: the more specific program wins field by
 * field. `touched` since the last look; `due` as well, of which the clock alone may have changed what was found; or `every` one
 * that a report or a program speaks of.
 */
export async function collectPairs(client: PoolClient, what: Which, now: string): Promise<number> {
  const kinds = await kindsTouched(client);
  if (typeof what === 'object') await client.query(OF_SUPPLIER, [what.supplierId]);
  else if (what === 'every' || (what === 'due' && !(await wasJudged(client)))) await client.query(ALL);
  else {
    if (kinds.has('document')) await client.query(OF_DOCUMENTS);
    if (kinds.has('pair')) await client.query(OF_PAIRS);
    if (kinds.has('item') || kinds.has('item_unit')) await client.query(OF_ITEMS);
    if (kinds.has('program')) await client.query(OF_PROGRAMS);
    if (kinds.has('watermark') || kinds.has('location')) await client.query(REACHED);
    if (kinds.has('related')) await client.query(RELATED);
    if (what === 'due') await collectDue(client, now);
  }
  const chained = await client.query(CHAINS);
  if (chained.rowCount! > 0) await client.query(CHAINED);
  const { rows } = await client.query<{ n: number }>('select count(*)::int n from pair_found');
  const many = rows[0]!.n > FEW;
  await client.query(many ? PROGRAMS_NOW : PROGRAMS_OF_FOUND, [now]);
  const beside = await client.query(TOLERANCE_NOW, [now]);
  if (many) await client.query(`${PLANNED_EACH_TIME}; analyze pair_found, program_now`);
  const pairs = await client.query(agreed(beside.rowCount! > 0));
  if (many) await client.query('analyze pair');
  await client.query(TERMS);
  if (many) await client.query('analyze pair_terms');
  return pairs.rowCount!;
}

const programsNow = (which: string): string => `
insert into program_now
select (row_number() over ())::int n, x.*, i.id item_id, l.id location_id, ${levelOf('x')}
from (
  select distinct on (supplier_id, sku, location) supplier_id, sku, location, terms from program
  where valid_from <= $1::timestamptz and (valid_to is null or valid_to > $1::timestamptz)${which}
  order by supplier_id, sku, location, valid_from desc) x
left join item i on i.sku = x.sku left join location l on l.code = x.location`;
const PROGRAMS_NOW = programsNow('');
const PROGRAMS_OF_FOUND = programsNow(` and supplier_id in (select supplier_id from pair_found)
    and sku in (select i.sku from item i where i.id in (select item_id from pair_found) union all select '*')`);

/** Tolerances of a class, for all suppliers and over these for one, beside the programs of each; and those of the house. */
const TOLERANCE_NOW = `
insert into tolerance_now
with held as materialized (select distinct on (supplier, class) * from tolerance
  where valid_from <= $1::timestamptz and (valid_to is null or valid_to > $1::timestamptz) order by supplier, class, valid_from desc),
beside as (
  select u.id supplier_id, c.class, coalesce(a.terms, '{}') || coalesce(s.terms, '{}') terms, ${LEVEL.class} level
  from (select distinct class from held where class <> '') c cross join supplier u
  left join held a on a.supplier = '' and a.class = c.class left join held s on s.supplier = u.code and s.class = c.class
  where coalesce(a.terms, s.terms) is not null
  union all select null, null, terms, ${LEVEL.house} from held where supplier = '' and class = '')
select (row_number() over ())::int, supplier_id, class, terms, level from beside where exists (select 1 from tolerance)`;

/**
 * Each pair with the programs that speak of it; what these say together is worked out once for each combination. The number of a
 * pair stands for its three names in what follows, and is in their order, so that whatever goes by it finds its rows side by side.
 */
const agreed = (byClass: boolean): string => `
insert into pair
select (row_number() over (order by q.item_id, q.location_id, q.supplier_id))::int n, q.*,
  coalesce(a.n, 0) a, coalesce(b.n, 0) b, coalesce(c.n, 0) c, coalesce(d.n, 0) d, ${byClass ? 'coalesce(e.n, 0)' : '0'} e
from (select item_id, location_id, supplier_id, bool_or(direct) direct from pair_found group by 1, 2, 3) q
left join (select * from program_now where level = ${LEVEL.program}) a on a.supplier_id = q.supplier_id
left join (select * from program_now where level = ${LEVEL.location}) b on b.supplier_id = q.supplier_id and b.location_id = q.location_id
left join (select * from program_now where level = ${LEVEL.item}) c on c.supplier_id = q.supplier_id and c.item_id = q.item_id
left join (select * from program_now where level = ${LEVEL.itemAndLocation}) d on d.supplier_id = q.supplier_id and d.item_id = q.item_id
  and d.location_id = q.location_id${byClass ? OF_CLASS : ''}`;
const OF_CLASS = `
left join item i on i.id = q.item_id
left join (select * from tolerance_now where level = ${LEVEL.class}) e on e.supplier_id = q.supplier_id and e.class = i.class`;

/** Terms that the rule about thresholds has something to say about, whatever the stock. */
const CONTRADICTORY = `((t.terms->>'min')::numeric > (t.terms->>'max')::numeric or (t.terms->>'moq')::numeric > (t.terms->>'max')::numeric
  or (t.terms->>'order_multiple')::numeric = 0 or (t.terms->>'transit_days')::int > (t.terms->>'lead_time_days')::int)`;

const TERMS = `
insert into pair_terms
select x.a, x.b, x.c, x.d, x.e, t.terms, case when t.terms is null then u.terms end, coalesce(t.terms->>'compare_to' = 'available', false) available,
  coalesce((u.terms->>'tolerance_qty')::numeric, 0) tolerance_qty, coalesce((u.terms->>'tolerance_pct')::numeric, 0) / 100 tolerance_share,
  coalesce((t.terms->>'min')::numeric, 0) low, (t.terms->>'max')::numeric high, (t.terms->>'lead_time_days')::int lead_days,
  coalesce(t.terms->>'owned_by', 'buyer') = 'buyer' and coalesce(t.terms->>'basis', 'physical') = 'physical' and not coalesce(${CONTRADICTORY}, false)
    and t.terms->'stock_classes' is null plain
from (select distinct a, b, c, d, e from pair) x
left join program_now a on a.n = x.a left join program_now b on b.n = x.b left join program_now c on c.n = x.c left join program_now d on d.n = x.d
left join tolerance_now e on e.n = x.e left join tolerance_now h on h.level = ${LEVEL.house}
cross join lateral (select coalesce(h.terms, '{}') || coalesce(a.terms, '{}') || coalesce(b.terms, '{}') || coalesce(e.terms, '{}')
  || coalesce(c.terms, '{}') || coalesce(d.terms, '{}') terms) u
cross join lateral (select case when x.a + x.b + x.c + x.d > 0 then u.terms end terms) t`;

/** Joins the terms of a pair `p` as `t`. */
export const WITH_TERMS = 'join pair_terms t on t.a = p.a and t.b = p.b and t.c = p.c and t.d = p.d and t.e = p.e';

/**
 * An item that another supersedes is pooled with it: whatever happens to either, both are looked at, and both go to the pure
 * rules. The successor itself only where it is known at the place.
 */
const CHAINS = `
insert into pair_chain
with recursive chain (item_id, successor_id) as (
  select o.id, n.id from item o join item n on n.sku = o.superseded_by where o.id <> n.id
  union select c.item_id, n.id from chain c join item s on s.id = c.successor_id join item n on n.sku = s.superseded_by where n.id <> c.item_id)
select * from chain`;
const CHAINED = `
insert into pair_found select distinct c.successor_id, f.location_id, f.supplier_id, f.direct from pair_found f
join pair_chain c on c.item_id = f.item_id join item i on i.id = c.successor_id join location l on l.id = f.location_id
where exists (select 1 from stock_count k where k.item_id = i.id and k.location_id = l.id)
  or exists (select 1 from program p where p.supplier_id = f.supplier_id and p.sku = i.sku and p.location in ('*', l.code));
insert into pair_found select distinct c.item_id, f.location_id, f.supplier_id, false from pair_found f
join pair_chain c on c.successor_id = f.item_id
where exists (select 1 from stock_count k where k.item_id = c.item_id and k.location_id = f.location_id)`;

/** Which pairs are looked for: a buyer's feed touches a few of a hundred thousand, and only theirs are gathered. */
interface Among {
  readonly stock: (item: string, location: string) => string; // a condition on what lies where
  readonly supplier: (id: string) => string;
}
const any = (): string => '';
const ANY: Among = { stock: any, supplier: any };

const specific = ({ stock, supplier }: Among): string => `
select i.id, l.id, p.supplier_id from program p join item i on i.sku = p.sku join location l on l.code = p.location
where true${stock('i.id', 'l.id')}${supplier('p.supplier_id')}
union
select i.id, c.location_id, p.supplier_id from program p join item i on i.sku = p.sku
join (select distinct item_id, location_id from stock_count where true${stock('item_id', 'location_id')}) c on c.item_id = i.id
where p.location = '*'${supplier('p.supplier_id')}`;
/**
 * A program for "all of the supplier's" means what it is known for: its cross-references; and where it is the only supplier of
 * a location, all that lies there and is nobody else's. Whether it is the only one is asked of all suppliers.
 */
const ofTheSupplier = ({ stock, supplier }: Among): string => `
select x.item_id, c.location_id, x.supplier_id from item_crossref x join program p on p.supplier_id = x.supplier_id
join (select distinct item_id, location_id from stock_count where true${stock('item_id', 'location_id')}) c on c.item_id = x.item_id
join item i on i.id = x.item_id join location l on l.id = c.location_id
where p.sku in ('*', i.sku) and p.location in ('*', l.code)${supplier('x.supplier_id')}
union
select item_id, location_id, supplier_id from (
  select c.item_id, c.location_id, (array_agg(p.supplier_id))[1] supplier_id
  from (select distinct item_id, location_id from stock_count where true${stock('item_id', 'location_id')}) c
  join location l on l.id = c.location_id join program p on p.sku = '*' and p.location in ('*', l.code)
  join item i on i.id = c.item_id
  where not exists (select 1 from item_crossref x where x.item_id = c.item_id) and not exists (select 1 from program o where o.sku = i.sku)
  group by c.item_id, c.location_id having count(distinct p.supplier_id) = 1) x where true${supplier('supplier_id')}`;

/** Every pair that a supplier reported, ships, owes or delivered, or that a program names. */
function universe(among: Among): string {
  const these = among.stock('item_id', 'location_id') + among.supplier('supplier_id');
  return `
select item_id, location_id, supplier_id from observation where true${these}
union select item_id, location_id, supplier_id from shipment_line where true${these}
union select item_id, location_id, supplier_id from order_line where status = 'open'${these}
union select item_id, location_id, supplier_id from movement where supplier_id is not null and kind = 'receipt'${these}
union ${specific(among)} union ${ofTheSupplier(among)}`;
}

const found = (pairs: string): string => `insert into pair_found (item_id, location_id, supplier_id) ${pairs}`;
const ALL = found(universe(ANY));

const OF_PAIRS = found(
  universe({ ...ANY, stock: (i, l) => ` and (${i}, ${l}) in (select item_id, location_id from touched where kind = 'pair')` }),
);
const OF_ITEMS = found(
  universe({ ...ANY, stock: (i) => ` and ${i} in (select item_id from touched where kind in ('item', 'item_unit'))` }),
);
const OF_PROGRAMS = found(universe({ ...ANY, supplier: (s) => ` and ${s} in (select supplier_id from touched where kind = 'program')` }));

const OF_SUPPLIER = found(universe({ ...ANY, supplier: (s) => ` and ${s} = $1` }));

const RELATED = `insert into pair_found (item_id, location_id, supplier_id, direct)
select item_id, location_id, supplier_id, false from touched where kind = 'related'`;

/**
 * The buyer's data reach further: what could be compared in part or not at all may be now; nothing happened to the pairs
 * themselves. Whatever was reported has been judged, so that the comparisons name all of them.
 */
const REACHED = `insert into pair_found (item_id, location_id, supplier_id, direct)
select distinct c.item_id, c.location_id, c.supplier_id, false from comparison c
where exists (select 1 from touched t where t.kind in ('watermark', 'location') and (t.location_id is null or t.location_id = c.location_id))
  and exists (select 1 from observation o where o.item_id = c.item_id and o.location_id = c.location_id and o.supplier_id = c.supplier_id
    and (c.watermark is null or o.as_of_to > c.watermark))`;

/** What a document names is all of it; the universe of pairs need not be looked at. */
const OF_DOCUMENTS = `insert into pair_found (item_id, location_id, supplier_id)
select o.item_id, o.location_id, o.supplier_id from touched t join observation o on o.document_id = t.ref::uuid where t.kind = 'document'
union all select s.item_id, s.location_id, s.supplier_id from touched t join shipment_line s on s.document_id = t.ref::uuid where t.kind = 'document'`;

/** The planner is told of many notes, and when it takes those that are gone for many; of a handful it would only plan anew. */
async function kindsTouched(client: PoolClient): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ kinds: string[] | null; n: number; known: number }>(`
select array_agg(distinct kind) kinds, count(*)::int n, (select reltuples::float8 from pg_class where oid = 'touched'::regclass) known from touched`);
  const { kinds, n, known } = rows[0]!;
  if (Math.max(n, known) > FEW || known < 0) await client.query('analyze touched');
  return new Set(kinds);
}
