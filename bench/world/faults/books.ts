import { at, DAY, HOUR, plusDays, weekday } from '../clock';
import { effect, move, stockAt } from '../ledger';
import type { Kind } from '../plan';
import { moveRow } from '../feed';
import { comparableAt, healedByBooking, importAfter, lineOf, reconcileAfter, scope, type Allowed } from '../truth';
import type { Move, Pair, Report, Shipment, World } from '../types';

/** Where no night's count of the system repeats or mends what was booked. */
const ROLLED = (p: Pair): boolean => p.place.counting !== 'nightly' && p.supplier.code === 'NORD';
const anything = (pair: Pair, from: number, by: number): Allowed => ({ types: [], ...scope(pair), from, by });

/** The goods are here, and booked a day and a half later: the supplier, who counts, has them at once. */
export const unpostedReceipt: Kind = {
  name: 'receipt booked late',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.code === 'RHEIN' && p.usage >= 6);
    if (!pair) return undefined;
    const day = plan.day(5);
    let late: Move | undefined;
    let truck: Shipment | undefined;
    return {
      name: 'receipt booked late',
      shipment(s) {
        if (truck || s.pair !== pair || s.eta < day) return;
        truck = s;
        s.arrivals[0]!.postedAfter = 34 * HOUR;
      },
      facts(world) {
        late = truck && world.moves.get(pair)!.find((m) => m.shipment === truck);
      },
      truth(world) {
        if (!late) return {};
        const between = world.reports.find(
          (r) => r.supplier === pair.supplier && r.asOf.from > late!.at && r.receivedAt < late!.posted && r.sent && r.usable,
        );
        const line = between && lineOf(between, pair);
        const allowed = [
          {
            types: ['ASN_OVERDUE', 'REPLENISHMENT_MISSING', 'COUNT_DIVERGENCE', 'DECISION_FLIP'],
            ...scope(pair),
            from: late.at,
            by: late.posted + DAY,
          },
        ];
        if (!line || !plan.isQuiet(between!)) return { allowed };
        const booked = importAfter(world, late.posted);
        const by = comparableAt(world, pair, between!);
        if (by >= late.posted || late.quantity < 2 * Math.max(pair.toleranceQty, line.truth * (pair.tolerancePct / 100)) + 2)
          return { allowed };
        const healed = healedByBooking(world, pair, booked);
        const heal = healed === undefined ? {} : { heal: { from: booked, by: healed } };
        const types = ['COUNT_DIVERGENCE', 'DECISION_FLIP'];
        const expected = {
          fault: 'receipt booked late',
          types,
          ...scope(pair),
          from: between!.receivedAt,
          by,
          causes: ['UNPOSTED_RECEIPT'],
        };
        return { expected: [{ ...expected, ...heal }], allowed };
      },
    };
  },
};

/** The buyer books ten times what was taken, and takes it back three days later: its book is below zero meanwhile. */
export const bookNegative: Kind = {
  name: 'book below zero',
  plan(plan) {
    const pair = plan.pair(ROLLED);
    if (!pair) return undefined;
    let day = plan.day(6);
    while (weekday(day) > 2) day = plusDays(day, 1);
    const when = at(day, '12:05', pair.place.zone);
    let wrong: Move | undefined;
    const undone = (world: World): number => importAfter(world, when + 3 * DAY);
    return {
      name: 'book below zero',
      facts(world) {
        wrong = move(world, pair, when, 'usage', stockAt(world, pair, when) + 6 * pair.toleranceQty + 60, { real: false });
      },
      batches(batches, world) {
        const batch = batches.find((b) => b.at === undone(world));
        if (batch && wrong) batch.rows['movements']!.push({ ...moveRow(wrong), void: 'yes' });
      },
      truth(world) {
        if (!wrong) return {};
        const [by, end] = [importAfter(world, wrong.posted), undone(world)];
        const expected = {
          fault: 'book below zero',
          types: ['BUYER_RECORD_SUSPECT'],
          sku: pair.sku,
          location: pair.place.code,
          from: by,
          by,
        };
        // A delivery may lift the book to zero, or within the tolerance of it, before the booking is taken back.
        const lifted =
          world.imports.find((i) => i > by && i < end && stockAt(world, pair, i) + effect(wrong!) >= -pair.toleranceQty) ?? end;
        return {
          expected: [{ ...expected, ...(end <= world.end ? { heal: { from: lifted, by: reconcileAfter(world, end) } } : {}) }],
          allowed: [anything(pair, by, end + 2 * DAY)],
        };
      },
    };
  },
};

/** A count of the shelf that the movements since the one before do not lead to; a week later it is right again. */
export const countsContradict: Kind = {
  name: 'counts contradict the movements',
  plan(plan) {
    const pair = plan.pair((p) => p.place.counting === 'weekly');
    if (!pair) return undefined;
    const day = plan.day(7);
    let at: number | undefined;
    let next: number | undefined;
    return {
      name: 'counts contradict the movements',
      counted(counts, world) {
        const own = counts.filter((c) => c.pair === pair);
        const i = own.findIndex((c) => c.at >= Date.parse(`${day}T00:00:00Z`) && c.basis === 'physical');
        if (i < 1 || !own[i + 1]) return;
        at = own[i]!.at;
        next = own[i + 1]!.at;
        own[i]!.quantity += Math.ceil(Math.max(pair.toleranceQty, stockAt(world, pair, at) * (pair.tolerancePct / 100)) * 3 + 4);
      },
      truth(world) {
        if (at === undefined) return {};
        const by = importAfter(world, at);
        const expected = {
          fault: 'counts contradict the movements',
          types: ['BUYER_RECORD_SUSPECT'],
          sku: pair.sku,
          location: pair.place.code,
        };
        // The next count is off the wrong one by as much: the doubt ends when two agree.
        return { expected: [{ ...expected, from: at, by }], allowed: [anything(pair, at - 3 * DAY, (next ?? at) + 9 * DAY)] };
      },
    };
  },
};

/** Usage of an afternoon that is booked three days later. */
export const unpostedUsage: Kind = {
  name: 'usage booked late',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.code === 'NORD' && p.usage >= 20);
    if (!pair) return undefined;
    let day = plan.day(6);
    while (weekday(day) > 2) day = plusDays(day, 1);
    let late: Move[] = [];
    let wrong: Report | undefined;
    return {
      name: 'usage booked late',
      usage: (p, date, quantity) => (p === pair && date === day ? quantity * 3 : quantity),
      facts(world) {
        late = world.moves
          .get(pair)!
          .filter((m) => m.kind === 'usage' && m.at >= at(day, '00:00', pair.place.zone) && m.at < at(day, '24:00', pair.place.zone));
        for (const m of late) m.posted = m.at + 54 * HOUR;
      },
      truth(world) {
        const [first] = late;
        if (!first) return {};
        wrong = world.reports.find((r) => r.supplier === pair.supplier && r.asOf.date === day && r.sent && r.usable);
        const gap = -late.reduce((sum, m) => sum + effect(m), 0);
        const booked = importAfter(world, late.at(-1)!.posted);
        const allowed = [
          {
            types: [
              'COUNT_DIVERGENCE',
              'DECISION_FLIP',
              'USAGE_DIVERGENCE',
              'THRESHOLD_INVALID',
              'REPLENISHMENT_MISSING',
              'PROJECTED_SHORTAGE',
              'ABOVE_MAX', // by a book that knows nothing of the usage
            ],
            ...scope(pair),
            from: first.at,
            by: booked + 2 * DAY,
          },
        ];
        const line = wrong && lineOf(wrong, pair);
        if (!line || !plan.isQuiet(wrong!) || gap < Math.max(pair.toleranceQty, (line.truth + gap) * (pair.tolerancePct / 100)) * 1.3 + 1)
          return { allowed };
        const by = comparableAt(world, pair, wrong!);
        const healed = healedByBooking(world, pair, booked);
        const heal = healed === undefined ? {} : { heal: { from: importAfter(world, first.posted), by: healed } };
        const own = {
          fault: 'usage booked late',
          types: ['COUNT_DIVERGENCE', 'DECISION_FLIP'],
          ...scope(pair),
          from: wrong!.receivedAt,
          by,
        };
        return { expected: by <= world.end ? [{ ...own, causes: ['UNPOSTED_USAGE'], ...heal }] : [], allowed };
      },
    };
  },
};
