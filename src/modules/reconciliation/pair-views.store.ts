import type { PoolClient } from 'pg';
import { workdays } from '../../domain/canonical/calendar';
import { parseDecimal, parseFraction, type Fraction } from '../../domain/canonical/quantity';
import type { OwnerClass } from '../../domain/canonical/vocabulary';
import { Terms, unchangedSince } from '../../domain/items/terms';
import type { PairView, Statement } from '../../domain/rules/pair-view';
import { programsOf, type ProgramRow } from '../suppliers/suppliers.store';
import { type Calendars, calendarsOf } from './calendars.store';
import { WATERMARK } from './feed-views.store';
import { millis } from './millis';
import type { MatchedLines } from './incoming';

const exact = (text: string): Fraction => parseDecimal(text) ?? { n: 0n, d: 1n };

interface CountRow {
  readonly at: number;
  readonly quantity: string;
  readonly basis: 'physical' | 'system';
  readonly status: string;
  readonly ref: string | null;
}
interface MovementRow {
  readonly from: number;
  readonly to: number;
  readonly postedFrom: number;
  readonly postedTo: number;
  readonly kind: string;
  readonly signed: string;
  readonly status: string;
  readonly toStatus: string | null;
  readonly countRef: string | null;
}
interface PairRow {
  readonly supplierId: string;
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly locationKind: string;
  readonly timezone: string;
  readonly uom: string;
  readonly unitCost: string | null;
  readonly currency: string | null;
  readonly classA: boolean;
  readonly discontinued: boolean;
  readonly units: { uom: string; n: string; d: string }[];
  readonly terms: Record<string, unknown> | null;
  readonly watermark: number | null;
  readonly counts: CountRow[];
  readonly movements: MovementRow[];
  readonly statements: (Omit<Statement, 'quantity'> & { quantity: string })[];
  readonly orders: { order: string; open: string; dueTo: number | null; orderedAt: number }[];
  readonly direct: boolean;
  readonly openTypes: string[];
}

const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]')`;

/** Stock that the supplier owns is compared with the buyer's count of that supplier's stock, and with no other. */
const owned = (alias: string): string =>
  `case when p.terms->>'owned_by' = 'supplier' then ${alias}.owner = 'supplier' and (${alias}.supplier_id is null or ${alias}.supplier_id = p.supplier_id) else ${alias}.owner = 'buyer' end`;

/** History beyond what a comparison can need: the last count before the as-of anchors the book, older ones say nothing. */
const SINCE = `coalesce((select max(a.counted_at) from stock_count a where a.item_id = p.item_id and a.location_id = p.location_id
  and a.counted_at <= s.first), '-infinity')`;

/** Everything that the pure rules may look at, for the pairs that SQL could not settle; `batch` of them at a time. */
export async function* pairViews(client: PoolClient, now: number, shipments: MatchedLines, batch = 2000): AsyncGenerator<PairView[]> {
  const calendars = await calendarsOf(client);
  const programs = new Map<string, ProgramRow[]>();
  await client.query(`
create temp table pair_queue on commit drop as select row_number() over (order by item_id, location_id, supplier_id) n, p.* from pair_left p;
create index on pair_queue (n)`);
  for (let from = 0; ; from += batch) {
    const { rows } = await client.query<PairRow>(QUERY, [from, from + batch, now]);
    if (rows.length === 0) return;
    for (const id of new Set(rows.map((r) => r.supplierId))) if (!programs.has(id)) programs.set(id, await programsOf(client, [id]));
    yield rows.map((r) => viewOf(r, now, shipments, calendars, programs.get(r.supplierId)!));
    if (rows.length < batch) return;
  }
}

const QUERY = `
select u.id "supplierId", u.code supplier, i.sku, l.code as location, l.kind "locationKind", l.timezone, i.uom, i.unit_cost::text "unitCost", i.currency,
  coalesce(i.class = 'A', false) "classA", p.direct, (i.status = 'discontinued' or i.superseded_by is not null) discontinued, p.terms,
  ${list('select f.uom, f.factor_n::text n, f.factor_d::text d from item_unit f where f.item_id = p.item_id and f.uom <> i.uom')} units,
  ${millis('w.watermark')} watermark,
  ${list(`select ${millis('c.counted_at')} at, c.quantity::text quantity, c.basis, c.status, c.count_ref ref from stock_count c
    where c.item_id = p.item_id and c.location_id = p.location_id and ${owned('c')} and c.counted_at >= k.since order by c.counted_at`)} counts,
  ${list(`select ${millis('m.moved_from')} "from", ${millis('m.moved_to')} "to", ${millis('m.posted_from')} "postedFrom", ${millis('m.posted_at')} "postedTo",
    m.kind, m.signed::text signed, m.status, m.to_status "toStatus", m.count_ref "countRef" from movement m
    where m.item_id = p.item_id and m.location_id = p.location_id and ${owned('m')} and (m.moved_to >= k.since or m.posted_at >= k.since)
    order by m.moved_from`)} movements,
  ${list(`select o.measure, o.quantity::text quantity, ${millis('o.as_of_from')} "from", ${millis('o.as_of_to')} "to",
    coalesce(d.said->>'date', d.said->>'at') "asOf", ${millis('o.received_at')} "receivedAt", d.supply_fact "supplyFact",
    json_build_object('id', 'doc_' || d.id, 'file', d.file || coalesce('/' || d.within, '')) document, o.place
    from observation o join document d on d.id = o.document_id and d.current
    where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
    and o.received_at <= to_timestamp($3 / 1000.0) order by o.as_of_to desc, o.received_at desc, o.n limit 60`)} statements,
  ${list(`select r.po || ' ' || r.line "order", coalesce(r.open_quantity, r.quantity)::text open,
    ${millis('coalesce(r.promised_to, r.due_to)')} "dueTo", ${millis('r.ordered_at')} "orderedAt" from order_line r
    where r.item_id = p.item_id and r.location_id = p.location_id and r.supplier_id = p.supplier_id and r.status = 'open'`)} orders,
  array(select e.type from supply_exception e where e.status <> 'resolved' and e.item_id = p.item_id and e.location_id = p.location_id
    and e.supplier_id = p.supplier_id) "openTypes"
from pair_queue p join item i on i.id = p.item_id join location l on l.id = p.location_id join supplier u on u.id = p.supplier_id
left join (${WATERMARK}) w on w.location_id = p.location_id
cross join lateral (select least((select min(o.as_of_from) from (select as_of_from from observation o where o.item_id = p.item_id
  and o.location_id = p.location_id and o.supplier_id = p.supplier_id order by o.as_of_to desc limit 60) o), to_timestamp($3 / 1000.0)) first) s
cross join lateral (select ${SINCE} since) k
where p.n > $1 and p.n <= $2 order by p.n`;

function viewOf(r: PairRow, now: number, shipments: MatchedLines, calendars: Calendars, programs: readonly ProgramRow[]): PairView {
  const terms = r.terms ? Terms.parse(r.terms) : null;
  const isWorkday = workdays(calendars.get(terms?.calendar ?? '') ?? new Map());
  const since = terms ? unchangedSince(programs, r.sku, r.location, new Date(now).toISOString(), ['min']) : undefined;
  const owner: OwnerClass = terms?.owned_by ?? 'buyer';
  const incoming = shipments.get(`${r.supplier}|${r.sku}|${r.location}`) ?? [];
  return {
    ...r,
    now,
    owner,
    terms,
    thresholdsSince: since === undefined ? null : Date.parse(since),
    workdays: isWorkday,
    units: r.units.map((u) => ({ uom: u.uom, factor: parseFraction(`${u.n}/${u.d}`)! })),
    counts: r.counts.map((c) => ({ ...c, quantity: exact(c.quantity) })),
    movements: r.movements.map((m) => ({ ...m, signed: exact(m.signed) })),
    statements: r.statements.map((s) => ({ ...s, quantity: exact(s.quantity) })),
    orders: r.orders.map((o) => ({ ...o, open: exact(o.open) })),
    incoming,
  };
}
