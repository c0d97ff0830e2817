import { afterWorkdays, at, dateOf, plusDays, workdaysOn } from '../clock';
import { effect, stockAt } from '../ledger';
import type { Kind } from '../plan';
import { importAfter, reconcileAfter, scope, type Expected } from '../truth';
import type { Happening, Pair, Shipment, World } from '../types';

const STEADY = (p: Pair): boolean => !['TOKAI', 'SILVA'].includes(p.supplier.code);

/** When the stock falls to the minimum and stays there, until something comes: the instant, and the booking that told it. */
function breachOf(world: World, pair: Pair, since: number): { at: number; known: number } | undefined {
  let stock = stockAt(world, pair, since);
  const moves = [...world.moves.get(pair)!].filter((m) => m.at > since).sort((a, b) => a.at - b.at);
  for (const m of moves) {
    stock += effect(m);
    if (stock <= pair.min) return { at: m.at, known: m.posted };
  }
  return undefined;
}

/** E2: the response time has run since the supplier could know. */
function missing(fault: string, world: World, pair: Pair, since: number, ends: Shipment | undefined): Expected[] {
  const breach = breachOf(world, pair, since);
  if (!breach) return [];
  const { zone, calendar } = pair.place;
  const from = afterWorkdays(Math.max(breach.at, breach.known), pair.response, zone, calendar);
  const by = reconcileAfter(world, from);
  const needed = afterWorkdays(breach.at, pair.lead, zone, calendar);
  if (by > world.end) return [];
  // What is announced before the time is up, and is there in time, is cover.
  const covers = (s: Shipment): boolean =>
    s.pair === pair &&
    s.arrivals.some((a) => a.at > breach.at) &&
    s.noticeAt !== null &&
    s.noticeAt <= by &&
    at(plusDays(s.eta, 1), '00:00', zone) - 1 <= needed;
  if (world.shipments.some(covers)) return [];
  const arrival = ends?.arrivals[0];
  const healed = arrival && importAfter(world, arrival.at + arrival.postedAfter);
  if (arrival && arrival.at <= by) return [];
  const heal = healed !== undefined && healed <= world.end ? { heal: { from: ends!.noticeAt!, by: healed } } : {};
  return [{ fault, types: ['REPLENISHMENT_MISSING'], ...scope(pair), from, by, ...heal }];
}

/** The supplier sends nothing for weeks. */
export const notReplenished: Kind = {
  name: 'replenishment missing',
  plan(plan) {
    const pair = plan.pair(STEADY);
    if (!pair) return undefined;
    const from = plusDays(plan.world.start, Math.min(4, plan.random.int(2, 6)));
    let again: string | undefined;
    let below: string | undefined;
    let first: Shipment | undefined;
    return {
      name: 'replenishment missing',
      ships(p, date, quantity, stock) {
        if (p !== pair || date < from || again) return quantity;
        if (stock <= p.min) below ??= date;
        // It answers a week after everybody could see it.
        if (!below || date < plusDays(below, 9) || quantity === 0) return 0;
        again = date;
        return quantity;
      },
      shipment: (s) => void (s.pair === pair && again && (first ??= s)),
      truth: (world) => ({
        expected: missing('replenishment missing', world, pair, at(from, '00:00', pair.place.zone), first),
        allowed: [{ types: ['PROJECTED_SHORTAGE', 'STOCKOUT', 'REPLENISHMENT_MISSING'], ...scope(pair), from: 0, by: world.end }],
      }),
    };
  },
};

/** What it sends comes weeks too late. */
export const tooLate: Kind = {
  name: 'replenishment too late',
  plan(plan) {
    const pair = plan.pair(STEADY);
    if (!pair) return undefined;
    const day = plusDays(plan.world.start, 8);
    let late: Shipment | undefined;
    return {
      name: 'replenishment too late',
      shipment(s) {
        if (late || s.pair !== pair || s.eta < day) return;
        late = s;
        const { place } = s.pair;
        s.eta = workdaysOn(dateOf(s.shippedAt, place.zone), 21, place.calendar);
        s.arrivals[0]!.at = at(s.eta, '09:30', place.zone);
      },
      truth(world) {
        if (!late) return {};
        const expected = missing('replenishment too late', world, pair, late.shippedAt, late);
        const breach = breachOf(world, pair, late.shippedAt);
        // Something is on its way, and will not do: told before the stock is at its minimum.
        if (breach && expected.length > 0 && breach.at > late.noticeAt!)
          expected.push({
            ...{ fault: 'replenishment too late', types: ['PROJECTED_SHORTAGE'], ...scope(pair) },
            ...{ from: late.noticeAt!, by: importAfter(world, breach.known) },
          });
        return { expected, allowed: [{ types: ['STOCKOUT', 'PROJECTED_SHORTAGE'], ...scope(pair), from: late.shippedAt, by: world.end }] };
      },
    };
  },
};

/** A rush takes all there is. */
export const stockout: Kind = {
  name: 'stockout',
  plan(plan) {
    const pair = plan.pair((p) => STEADY(p) && p.usage <= 20);
    if (!pair) return undefined;
    const day = plan.day(4);
    let rush: string | undefined;
    const happening: Happening = {
      name: 'stockout',
      usage(p, date, quantity, stock) {
        if (p !== pair || date < day || rush) return quantity;
        rush = date;
        return stock;
      },
      truth(world) {
        const out =
          rush && world.moves.get(pair)!.find((m) => m.at >= at(rush!, '00:00', pair.place.zone) && stockAt(world, pair, m.at) <= 0);
        if (!out) return {};
        const back = world.moves.get(pair)!.find((m) => m.at > out.at && m.kind === 'receipt');
        const by = importAfter(world, out.posted);
        const healed = back && importAfter(world, back.posted);
        const heal = healed !== undefined && healed <= world.end ? { heal: { from: back!.at, by: healed } } : {};
        const types = ['REPLENISHMENT_MISSING', 'PROJECTED_SHORTAGE', 'THRESHOLD_INVALID', 'ABOVE_MAX'];
        return {
          expected: by <= world.end ? [{ fault: 'stockout', types: ['STOCKOUT'], ...scope(pair), from: out.at, by, ...heal }] : [],
          allowed: [{ types, ...scope(pair), from: out.at, by: world.end }],
        };
      },
    };
    return happening;
  },
};
