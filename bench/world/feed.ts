import { CALENDARS } from './masters';
import { iso, plusDays } from './clock';
import { consigned } from './ledger';
import type { Batch, Move, Pair, World } from './types';

type Row = Record<string, string | number>;

function masters(world: World): Record<string, Row[]> {
  const { suppliers, pairs, places } = world;
  const items = new Map(pairs.map((p) => [p.sku, p]));
  return {
    suppliers: suppliers.map((s) => ({ supplier: s.code, name: s.name, edi_id: s.edi && `ZZ:${s.edi}`, timezone: s.zone })),
    locations: places.map((p) => ({ location: p.code, name: p.name, timezone: p.zone })),
    calendars: CALENDARS.flatMap((c) => c.holidays.map((date) => ({ calendar: c.code, date, working: 'no' }))),
    items: [...items.values()].map((p) => ({
      sku: p.sku,
      description: `Part ${p.sku}`,
      uom: 'EA',
      unit_cost: p.cost,
      currency: 'EUR',
      class: p.grade,
    })),
    item_units: [...items.values()].map((p) => ({ sku: p.sku, uom: 'CA', factor: p.pack })),
    unit_crossrefs: [{ supplier: '', value: 'Stk', uom: 'EA' }],
    programs: pairs.map((p) => ({
      ...{ supplier: p.supplier.code, sku: p.sku, location: p.place.code },
      ...{ min: p.min, max: p.max, lead_time_days: p.lead, transit_days: p.transit, response_days: p.response },
      ...{ calendar: p.place.calendar.code, tolerance_qty: p.toleranceQty, tolerance_pct: p.tolerancePct, order_multiple: p.pack },
      ...Object.fromEntries(
        ['managed_by', 'owned_by', 'asn', 'value_floor', 'stock_view', 'basis'].map((k) => [k, p.supplier.terms[k] ?? '']),
      ),
    })),
    report_schedules: suppliers.map((s) => ({
      ...{ supplier: s.code, document: 'stock_report', location: '' },
      cron: `${Number(s.reportAt.slice(3))} ${Number(s.reportAt.slice(0, 2))} * * ${s.reportDays.join(',')}`,
      ...{ timezone: s.zone, grace_minutes: 120 },
    })),
  };
}

/** Whose stock it is: the supplier's own is told by name. */
const owner = (pair: Pair): Row =>
  consigned(pair) ? { owned_by: 'supplier', supplier: pair.supplier.code } : { owned_by: '', supplier: '' };

export const moveRow = (m: Move): Row => ({
  ...{
    id: m.id,
    sku: m.pair.sku,
    location: m.place.code,
    moved_at: iso(m.at, m.place.zone),
    kind: m.kind,
    quantity: m.quantity,
    uom: 'EA',
  },
  ...{ posted_at: iso(m.posted, m.place.zone), ...owner(m.pair), ...(m.kind === 'receipt' ? { supplier: m.pair.supplier.code } : {}) },
  ...{ ship_notice: m.shipment?.reference ?? '', po: m.shipment ? `PO-${m.shipment.reference}` : '', ...m.more },
});

/** By the first import at or after their instant. */
function byImport<T>(world: World, facts: readonly T[], known: (fact: T) => number): Map<number, T[]> {
  const out = new Map<number, T[]>();
  for (const fact of facts) {
    const at = importAfter(world.imports, known(fact));
    if (at === undefined) continue;
    const list = out.get(at);
    if (list) list.push(fact);
    else out.set(at, [fact]);
  }
  return out;
}
function importAfter(imports: readonly number[], at: number): number | undefined {
  let [low, high] = [0, imports.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (imports[middle]! >= at) high = middle;
    else low = middle + 1;
  }
  return imports[low];
}

/** What the buyer exports: the masters once, then at each import what was booked and counted since the one before. */
export function batchesOf(world: World): Batch[] {
  const [begin, ...imports] = world.imports as [number, ...number[]];
  const batches: Batch[] = [{ at: begin, rows: masters(world) }];
  const moves = [...world.moves.values()].flat().filter((m) => m.booked);
  const counts = byImport(world, world.counts, (c) => c.at);
  const posted = byImport(world, moves, (m) => m.posted);
  for (const at of [begin, ...imports]) {
    const counted = counts.get(at) ?? [];
    const booked = (posted.get(at) ?? []).sort((a, b) => a.posted - b.posted);
    const rows: Record<string, Row[]> = at === begin ? batches[0]!.rows : {};
    rows['counts'] = counted.map((c) => ({
      ...{
        sku: c.pair.sku,
        location: c.pair.place.code,
        counted_at: iso(c.at, c.pair.place.zone),
        quantity: c.quantity,
        uom: 'EA',
        basis: c.basis,
        status: c.status ?? '',
        ...owner(c.pair),
      },
    }));
    rows['movements'] = booked.map(moveRow);
    rows['feeds'] = world.places.filter((p) => p.tells).map((p) => ({ location: p.code, complete_through: iso(at, p.zone) }));
    if (at !== begin) batches.push({ at, rows });
  }
  for (const h of world.happenings) h.batches?.(batches, world);
  return batches;
}

const reached = new WeakMap<readonly Batch[], Map<string, number[]>>();
/** How far the buyer's data of a place reach after an import, as anybody could tell who reads the export. */
export function reaches(world: World, place: string, batches: readonly Batch[], at: number): number {
  const known = reached.get(batches) ?? new Map<string, number[]>();
  reached.set(batches, known);
  const steps = known.get(place) ?? stepsOf(world, place, batches);
  known.set(place, steps);
  const last = batches.findLastIndex((b) => b.at <= at);
  return last < 0 ? -Infinity : steps[last]!;
}
function stepsOf(world: World, place: string, batches: readonly Batch[]): number[] {
  let reach = -Infinity;
  const told = world.places.find((p) => p.code === place)!.tells;
  return batches.map((b) => {
    for (const kind of told ? ['feeds'] : ['counts', 'movements'])
      for (const r of b.rows[kind] ?? [])
        if (r['location'] === place) reach = Math.max(reach, Date.parse(String(r['complete_through'] ?? r['counted_at'] ?? r['moved_at'])));
    return reach;
  });
}

export function importsOf(start: string, days: number): number[] {
  const instants = [Date.parse(`${plusDays(start, -1)}T12:00:00Z`)];
  for (let d = 0; d < days; d++) for (const time of ['04:45', '17:00']) instants.push(Date.parse(`${plusDays(start, d)}T${time}:00Z`));
  return instants;
}
export const reconcilesOf = (start: string, days: number): number[] =>
  Array.from({ length: days }, (_, d) => Date.parse(`${plusDays(start, d)}T10:30:00Z`));
