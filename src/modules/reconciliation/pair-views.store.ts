import type { PoolClient } from 'pg';
import { negate, parseDecimal, parseFraction, type Fraction } from '../../domain/canonical/quantity';
import type { OwnerClass } from '../../domain/canonical/vocabulary';
import { Terms, toleranceSource, unchangedSince } from '../../domain/items/terms';
import { USAGE_DAYS } from '../../domain/ledger/usage';
import { LOOKS_BACK_DAYS, type MovementFact, type OpenAbout, type PairView, type Statement } from '../../domain/rules/pair-view';
import { groupedBy } from '../../domain/rules/at';
import { ON_ORDER } from '../replenishment/on-order.sql';
import { programsOf, type ProgramRow } from '../suppliers/suppliers.store';
import { type Calendars, calendarsOf } from './calendars.store';
import { type Columns, columnsOf, rowsOf } from './columns';
import { WATERMARK } from './feed-views.store';
import { millis } from './millis';
import { type MatchedLines, stockKey } from './incoming';
import { agreedThen, putOrdered } from './measured.store';
import { FEW } from './tables.store';

const exact = (text: string): Fraction => parseDecimal(text) ?? { n: 0n, d: 1n };

interface CountRow {
  readonly at: number;
  readonly quantity: string;
  readonly basis: 'physical' | 'system';
  readonly status: string;
  readonly ref: string | null;
  readonly toldAt: number;
  readonly owner: string | null;
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
  readonly toldAt: number;
  readonly owner: string | null;
}
type StatementRow = Omit<Statement, 'quantity' | 'document'> & {
  readonly quantity: string;
  readonly documentId: string;
  readonly file: string;
};
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
  readonly terms: string | null;
  readonly tolerances: string | null;
  readonly itemClass: string | null;
  readonly watermark: number | null;
  readonly counts: Columns<CountRow>;
  readonly movements: Columns<MovementRow>;
  readonly used: string;
  readonly statements: Columns<StatementRow>;
  readonly orders: { order: string; open: string; dueTo: number | null; orderedAt: number }[];
  readonly demand: { from: number; to: number; quantity: string }[];
  readonly countedForAnother: boolean;
  readonly othersDiffer: { supplier: string; distance: string }[];
  readonly factsAt: number | null;
  readonly direct: boolean;
  readonly open: OpenAbout[];
  readonly successors: string[];
}

const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]')`;

/** With what is asked of its terms for every row: whose stock it is, and whether what the supplier owns there goes into the number of what is ours. */
const PAIR = `select n.*, t.terms, t.tolerances, coalesce(t.terms->>'owned_by' = 'supplier', false) consigned,
    t.terms->>'owned_by' is distinct from 'supplier' and coalesce(t.terms->'stock_classes' ? 'consigned', false) consigned_in,
    coalesce((t.terms->>'min')::numeric, '-infinity') low
  from pair_left n join pair_terms t on t.a = n.a and t.b = n.b and t.c = n.c and t.d = n.d and t.e = n.e
  where n.n > $1 and n.n <= $2 offset 0`;

/** Stock that the supplier owns is compared with the buyer's count of that supplier's stock, and with no other, unless the program puts both into one number. */
const owned = (alias: string): string => {
  const theirs = `${alias}.owner = 'supplier' and (${alias}.supplier_id is null or ${alias}.supplier_id = p.supplier_id)`;
  return `case when p.consigned then ${theirs} when p.consigned_in then ${alias}.owner = 'buyer' or ${theirs} else ${alias}.owner = 'buyer' end`;
};
const OWNER = (alias: string): string => `case when p.consigned_in then ${alias}.owner end`;

/**
 * History that no rule needs is left out: what stands before the last count of each status before the as-of, provided that it
 * was above min, since a shortage is traced back to its beginning. Stock set aside in a status that is never counted needs it all.
 */
const SINCE = `case when exists (select 1 from movement m where m.item_id = p.item_id and m.location_id = p.location_id
  and (m.status <> 'unrestricted' or m.to_status is not null)) then '-infinity' else least(s.first - interval '${LOOKS_BACK_DAYS} days', coalesce((select min(x.at) from (
  select max(a.counted_at) at from stock_count a where a.item_id = p.item_id and a.location_id = p.location_id and ${owned('a')}
    and a.counted_at <= s.first and (a.status <> 'unrestricted' or a.quantity > p.low)
  group by a.status, a.owner) x), '-infinity')) end`;

/** Of one pair, newest first: a report a day with ten measures for as long as a rule looks back. */
const STATEMENTS = 400;

/** So many at first, for the chains of items, which must not be parted; then fewer, for shorter pauses. */
const FIRST = 2000;
const NEXT = 1000;

/**
 * Everything that the pure rules may look at, for the pairs that SQL could not settle; some of them at a time, so that neither
 * the memory nor a pause grows with the report.
 */
export async function* pairViews(client: PoolClient, now: number, shipments: MatchedLines, start = 0): AsyncGenerator<PairView[]> {
  const calendars = await calendarsOf(client);
  let programs = new Map<string, ProgramsOfItem>();
  for (let from = start, to = start + (start === 0 ? FIRST : NEXT); ; [from, to] = [to, to + NEXT]) {
    const { rows } = await client.query<PairRow>(QUERY, [from, to, now]);
    if (rows.length === 0) return;
    if (rows.length <= FEW) programs = await ofItems(client, rows);
    else
      for (const id of new Set(rows.map((r) => r.supplierId)))
        if (!programs.has(id)) programs.set(id, byItem(await programsOf(client, [id])));
    const views = pooled(rows, (r) =>
      viewOf(r, termsBy(r.terms), termsBy(r.tolerances), now, shipments, calendars, programs.get(r.supplierId)!(r.sku)),
    );
    await putOrdered(client, views, now);
    yield views;
    if (rows.length < to - from) return;
  }
}

const MEASURE = `case when p.terms->>'compare_to' = 'available' then 'available' else 'on_hand' end`;

/**
 * What is open of an order and the supplier has not refused: as the buyer said it, less what was received since; where the buyer
 * does not say, what was not received against it. An order that was told open and then came is no cover any more.
 */
const LEFT = `greatest(0, coalesce(r.open_quantity - came.since, r.quantity - came.quantity))`;
const OPEN = `least(${LEFT}, case when r.confirmed_quantity is not null then greatest(0, r.confirmed_quantity - (r.quantity - ${LEFT})) end)`;
const CAME = `cross join lateral (select coalesce(sum(m.signed), 0) quantity, coalesce(sum(m.signed) filter (where m.posted_at > r.imported_at), 0) since
  from movement m where m.item_id = r.item_id and m.location_id = r.location_id
  and m.kind = 'receipt' and m.po = r.po and coalesce(m.po_line, r.line) = r.line) came`;

/** What moved since, in one reading (what an ownership transfer takes from the one owner it gives to the other): the movements themselves, what was used lately, and when the last of them was told. */
const MOVED = `select ${columnsOf(
  ['from', 'to', 'postedFrom', 'postedTo', 'kind', 'signed', 'status', 'toStatus', 'countRef', 'toldAt', 'owner'],
  ` filter (where (x.own or x.kind = 'ownership_transfer') and (x.moved_to >= k.since or x.posted_at >= k.since))`,
)} movements,
  sum(- x.amount) filter (where x.own and x.kind = 'usage' and x.moved_from > to_timestamp($3 / 1000.0) - interval '${USAGE_DAYS} days'
    and x.moved_to <= to_timestamp($3 / 1000.0)) used,
  max(x.imported_at) filter (where x.moved_from >= k.since) facts_at
  from (select m.moved_from, m.moved_to, m.posted_at, m.imported_at, m.own, m.signed amount, ${millis('m.moved_from')} "from", ${millis('m.moved_to')} "to",
    ${millis('m.posted_from')} "postedFrom", ${millis('m.posted_at')} "postedTo", m.kind, (case when m.own then m.signed else - m.signed end)::text signed,
    m.status, m.to_status "toStatus", m.count_ref "countRef", ${millis('m.imported_at')} "toldAt", ${OWNER('m')} "owner"
    from (select m.*, ${owned('m')} own from movement m where m.item_id = p.item_id and m.location_id = p.location_id
      and (m.moved_to >= k.since or m.posted_at >= k.since or m.moved_from > to_timestamp($3 / 1000.0) - interval '${USAGE_DAYS} days')) m
    order by m.moved_from) x`;

/** What the supplier said of the pair, the newest first. */
const STATED = `select o.measure, o.quantity::text quantity, ${millis('o.as_of_from')} "from", ${millis('o.as_of_to')} "to",
    coalesce(d.said->>'date', d.said->>'at') "asOf", ${millis('o.received_at')} "receivedAt", d.supply_fact "supplyFact",
    d.header ? 'envelope' edi, 'doc_' || d.id "documentId", d.file || coalesce('/' || d.within, '') file, o.place
    from observation o join document d on d.id = o.document_id and d.current
    where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
    and o.as_of_to >= s.first - interval '${LOOKS_BACK_DAYS} days' and o.received_at <= to_timestamp($3 / 1000.0)
    order by o.as_of_to desc, o.received_at desc, o.n limit ${STATEMENTS}`;

const COUNTED = `select ${millis('c.counted_at')} at, c.quantity::text quantity, c.basis, c.status, c.count_ref ref, ${millis('c.imported_at')} "toldAt", ${OWNER('c')} "owner"
    from stock_count c where c.item_id = p.item_id and c.location_id = p.location_id and ${owned('c')} and c.counted_at >= k.since order by c.counted_at`;

/** `offset 0` keeps what is worked out once of a pair from being worked out anew wherever it is named. */
const QUERY = `
select u.id "supplierId", u.code supplier, i.sku, l.code as location, l.kind "locationKind", l.timezone, i.uom, i.unit_cost::text "unitCost", i.currency,
  coalesce(i.class = 'A', false) "classA", p.direct, (i.status = 'discontinued' or i.superseded_by is not null) discontinued, p.terms::text terms, p.tolerances::text tolerances, i.class "itemClass",
  ${list('select f.uom, f.factor_n::text n, f.factor_d::text d from item_unit f where f.item_id = p.item_id and f.uom <> i.uom')} units,
  ${millis('w.watermark')} watermark,
  (select ${columnsOf(['at', 'quantity', 'basis', 'status', 'ref', 'toldAt', 'owner'])} from (${COUNTED}) x) counts,
  v.movements, coalesce(v.used, 0)::text used,
  (select ${columnsOf(['measure', 'quantity', 'from', 'to', 'asOf', 'receivedAt', 'supplyFact', 'edi', 'documentId', 'file', 'place'])} from (${STATED}) x) statements,
  ${list(`select r.po || ' ' || r.line "order", ${OPEN}::text open,
    ${millis('coalesce(r.promised_to, r.due_to)')} "dueTo", ${millis('r.ordered_at')} "orderedAt" from order_line r ${CAME}
    where r.item_id = p.item_id and r.location_id = p.location_id and r.supplier_id = p.supplier_id and r.status = 'open'
    union all select a."order", a.open::text, null, ${millis('a.placed_at')} from (${ON_ORDER} and r.item_id = p.item_id and r.location_id = p.location_id
      and r.supplier_id = p.supplier_id) a where a.open > 0`)} orders,
  ${list(`select ${millis('n.from_at')} "from", ${millis('n.to_at')} "to", n.quantity::text quantity from demand n
    where n.item_id = p.item_id and n.location_id = p.location_id and n.to_at > to_timestamp($3 / 1000.0)`)} demand,
  exists (select 1 from stock_count c where c.item_id = p.item_id and c.location_id = p.location_id and not (${owned('c')})) "countedForAnother",
  ${list(`select u.code supplier, c.distance::text distance from comparison c join supplier u on u.id = c.supplier_id
    where c.item_id = p.item_id and c.location_id = p.location_id and c.supplier_id <> p.supplier_id and c.state = 'differs'`)} "othersDiffer",
  ${millis('greatest(v.facts_at, (select max(c.imported_at) from stock_count c where c.item_id = p.item_id and c.location_id = p.location_id))')} "factsAt",
  ${list(`select e.type, e.cause->>'code' cause, e.reported, ${millis('e.as_of_to')} "asOfTo", ${millis('e.last_seen_at')} "lastSeenAt" from supply_exception e
    where e.status <> 'resolved' and e.item_id = p.item_id and e.location_id = p.location_id and e.supplier_id = p.supplier_id`)} open,
  array(select n.sku from pair_chain k join item n on n.id = k.successor_id where k.item_id = p.item_id) successors
from (${PAIR}) p
join item i on i.id = p.item_id join location l on l.id = p.location_id join supplier u on u.id = p.supplier_id
left join (${WATERMARK}) w on w.location_id = p.location_id
cross join lateral (select least((select o.as_of_from from observation o join document d on d.id = o.document_id and d.current and not d.supply_fact
  where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id and o.measure = ${MEASURE}
    and o.received_at <= to_timestamp($3 / 1000.0) order by o.as_of_to desc, o.as_of_from limit 1), to_timestamp($3 / 1000.0)) first offset 0) s
cross join lateral (select ${SINCE} since offset 0) k
cross join lateral (${MOVED}) v
order by p.n`;

/** The rows that speak of an item: a supplier may have one for each of a hundred thousand. */
type ProgramsOfItem = (sku: string) => readonly ProgramRow[];
function byItem(rows: readonly ProgramRow[]): ProgramsOfItem {
  const of = groupedBy(rows, (r) => r.sku);
  const general = of.get('*') ?? [];
  return (sku) => [...general, ...(sku === '*' ? [] : (of.get(sku) ?? []))];
}

async function ofItems(client: PoolClient, rows: readonly PairRow[]): Promise<Map<string, ProgramsOfItem>> {
  const each = (of: (r: PairRow) => string): string[] => [...new Set(rows.map(of))];
  const found = groupedBy(await programsOf(client, each((r) => r.supplierId), each((r) => r.sku)), (p) => p.supplierId); // prettier-ignore
  return new Map(each((r) => r.supplierId).map((id) => [id, byItem(found.get(id) ?? [])]));
}

/** The same terms hold for thousands of pairs, and from one look to the next: they are read once. */
const TERMS_KNOWN = 10_000;
const known = new Map<string, Terms>();
function termsBy(text: string | null): Terms | null {
  if (text === null) return null;
  let terms = known.get(text);
  if (!terms) {
    if (known.size >= TERMS_KNOWN) known.clear();
    known.set(text, (terms = Terms.parse(JSON.parse(text))));
  }
  return terms;
}

function viewOf(
  r: PairRow,
  terms: Terms | null,
  tolerances: Terms | null,
  now: number,
  shipments: MatchedLines,
  calendars: Calendars,
  programs: readonly ProgramRow[],
): PairView {
  const isWorkday = calendars(terms?.calendar);
  const at = new Date(now).toISOString();
  const since = terms ? unchangedSince(programs, r.sku, r.location, at, ['min']) : undefined;
  const owner: OwnerClass = terms?.owned_by ?? 'buyer';
  const incoming = shipments.get(stockKey(r.supplier, r.sku, r.location)) ?? [];
  const view: PairView = {
    ...r,
    now,
    owner,
    terms,
    tolerances,
    toleranceSource: () => toleranceSource(programs, r.sku, r.location, at, r.itemClass),
    thresholdsSince: since === undefined ? null : Date.parse(since),
    workdays: isWorkday,
    units: r.units.map((u) => ({ uom: u.uom, factor: parseFraction(`${u.n}/${u.d}`)! })),
    counts: rowsOf(r.counts).map((c) => ({ ...c, quantity: exact(c.quantity) })),
    movements: rowsOf(r.movements).flatMap((m) => bothWays({ ...m, signed: exact(m.signed) })),
    used: exact(r.used),
    statements: rowsOf(r.statements).map(({ documentId, file, ...s }) => ({
      ...s,
      quantity: exact(s.quantity),
      document: { id: documentId, file },
    })),
    orders: r.orders.map((o) => ({ ...o, open: exact(o.open) })),
    demand: r.demand.map((d) => ({ ...d, quantity: exact(d.quantity) })),
    othersDiffer: r.othersDiffer.map((o) => ({ ...o, distance: exact(o.distance) })),
    incoming,
    openTypes: r.open.map((o) => o.type),
  };
  return view.statements.some((s) => s.measure === 'min' || s.measure === 'max') ? { ...view, ...agreedThen(view, programs) } : view;
}

/** Where the stock of both owners is in view, what the one gives the other gets. */
const bothWays = <M extends MovementFact>(m: M): M[] =>
  m.kind !== 'ownership_transfer' || m.owner == null
    ? [m]
    : [m, { ...m, owner: m.owner === 'buyer' ? 'supplier' : 'buyer', signed: negate(m.signed) }];

/** The views with those of the items that they supersede; a chain stands whole in the first batch. */
function pooled(rows: readonly PairRow[], view: (r: PairRow) => PairView): PairView[] {
  const key = (r: PairRow, sku: string): string => `${r.supplierId}|${sku}|${r.location}`;
  const former = new Map<string, PairView[]>();
  const views = rows.map((r) => {
    const predecessors: PairView[] = [];
    former.set(key(r, r.sku), predecessors);
    return { ...view(r), predecessors };
  });
  rows.forEach((r, i) => r.successors.forEach((sku) => former.get(key(r, sku))?.push(views[i]!)));
  return views;
}
