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

/** What the buyer exports: the masters once, then at each import what was booked and counted since the one before. */
export function batchesOf(world: World): Batch[] {
  const [begin, ...imports] = world.imports as [number, ...number[]];
  const batches: Batch[] = [{ at: begin, rows: masters(world) }];
  const moves = [...world.moves.values()].flat().filter((m) => m.booked);
  let from = -Infinity;
  for (const at of [begin, ...imports]) {
    const since = from;
    const counted = world.counts.filter((c) => c.at > since && c.at <= at);
    const booked = moves.filter((m) => m.posted > since && m.posted <= at).sort((a, b) => a.posted - b.posted);
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
    from = at;
  }
  for (const h of world.happenings) h.batches?.(batches, world);
  return batches;
}

/** How far the buyer's data of a place reach after an import, as anybody could tell who reads the export. */
export function reaches(world: World, place: string, batches: readonly Batch[], at: number): number {
  let reach = -Infinity;
  for (const b of batches) {
    if (b.at > at) break;
    for (const f of b.rows['feeds'] ?? []) if (f['location'] === place) reach = Math.max(reach, Date.parse(String(f['complete_through'])));
    if (world.places.find((p) => p.code === place)!.tells) continue;
    for (const kind of ['counts', 'movements'])
      for (const r of b.rows[kind] ?? [])
        if (r['location'] === place) reach = Math.max(reach, Date.parse(String(r['counted_at'] ?? r['moved_at'])));
  }
  return reach;
}

export function importsOf(start: string, days: number): number[] {
  const instants = [Date.parse(`${plusDays(start, -1)}T12:00:00Z`)];
  for (let d = 0; d < days; d++) for (const time of ['04:45', '17:00']) instants.push(Date.parse(`${plusDays(start, d)}T${time}:00Z`));
  return instants;
}
export const reconcilesOf = (start: string, days: number): number[] =>
  Array.from({ length: days }, (_, d) => Date.parse(`${plusDays(start, d)}T10:30:00Z`));
