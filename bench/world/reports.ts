import { at, dateOf, DAY, HOUR, MINUTE, plusDays, weekday } from './clock';
import { includesWay, onTheWay, stockAt } from './ledger';
import type { Pair, Place, Report, Supplier, World } from './types';

/** What each supplier reports, as it should be: its own count of each place at the moment that it speaks of. */
export function report(world: World): void {
  for (const supplier of world.suppliers) {
    let index = 0;
    for (let d = 0; d < world.days; d++) {
      const day = plusDays(world.start, d);
      if (!supplier.reportDays.includes(weekday(day))) continue;
      world.reports.push(one(world, supplier, day, index++));
    }
  }
  world.reports.sort((a, b) => a.receivedAt - b.receivedAt);
  for (const r of world.reports) for (const h of world.happenings) h.report?.(r, world);
}

function one(world: World, supplier: Supplier, day: string, index: number): Report {
  const receivedAt = at(day, supplier.reportAt, supplier.zone);
  const { asOf, sampledAt } = momentOf(supplier, day, receivedAt);
  const lines = world.pairs
    .filter((p) => p.supplier === supplier)
    .map((pair) => {
      const when = sampledAt(pair.place);
      const truth = stockAt(world, pair, when) + (includesWay(pair) ? onTheWay(world, pair, when) : 0);
      return { pair, truth, quantity: truth, uom: 'EA', ...flows(world, pair, asOf.from, asOf.to) };
    });
  return { supplier, index, day, receivedAt, asOf, sampledAt, lines, sent: true, usable: true, control: 1000 + index };
}

/** What an 852 tells of its day beside the stock: sold and received. */
function flows(world: World, pair: Pair, from: number, to: number): { sold?: number; received?: number } {
  if (pair.supplier.format !== '852') return {};
  const sum = (kind: string): number =>
    world.moves.get(pair)!.reduce((n, m) => n + (m.real && m.kind === kind && m.at >= from && m.at <= to ? m.quantity : 0), 0);
  return { sold: sum('usage'), received: sum('receipt') };
}

/** Of a date the evening counts, of an instant the instant, of nothing the hour before it is sent. */
export function momentOf(supplier: Supplier, day: string, receivedAt: number): Pick<Report, 'asOf' | 'sampledAt'> {
  const zone = supplier.places[0]!.zone;
  if (supplier.asOf === 'instant') {
    const when = at(day, supplier.asOfAt, zone);
    const asOf = { from: when - 15 * MINUTE, to: Math.min(when + 15 * MINUTE, receivedAt), date: day, at: when };
    return { asOf, sampledAt: () => when };
  }
  if (supplier.asOf === 'none') {
    const asOf = { from: receivedAt - DAY, to: receivedAt, date: dateOf(receivedAt, zone), at: receivedAt };
    return { asOf, sampledAt: () => receivedAt - HOUR };
  }
  const date = plusDays(day, -1);
  const end = at(day, '00:00', zone) - 1;
  const asOf = { from: at(date, '00:00', zone), to: Math.min(end, receivedAt), date, at: end };
  return { asOf, sampledAt: (place: Place) => at(date, '23:00', place.zone) };
}
