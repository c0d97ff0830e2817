import { at, isWorkday, MINUTE, plusDays, weekday, workdaysOn } from './clock';
import type { Random } from './random';
import type { Move, Pair, Shipment, World } from './types';

const WEEK = [0, 1.1, 1, 1, 1.05, 0.85]; // Monday to Friday
const REACH = 0.9; // a supplier fills up to this share of the maximum, the way included

/** What really happens, day by day: goods are used, the supplier fills up by min and max, trucks arrive and are booked. */
export function live(world: World, random: Random): void {
  for (const pair of world.pairs) world.moves.set(pair, []);
  let shipments = 0;
  for (let d = 0; d < world.days; d++) {
    const date = plusDays(world.start, d);
    for (const pair of world.pairs) {
      const own = random.fork(`day ${pair.id} ${date}`);
      if (isWorkday(date, pair.place.calendar)) use(world, pair, date, own);
      const due = pair.supplier.shipDays.includes(weekday(date)) && isWorkday(date, pair.place.calendar);
      const shippedAt = at(date, '15:00', pair.place.zone);
      const stock = stockAt(world, pair, shippedAt);
      const way = onTheWay(world, pair, shippedAt);
      const wanted = Math.floor((pair.max * REACH - stock - way) / pair.pack) * pair.pack;
      let quantity = due && stock + way <= pair.orderAt && wanted > 0 ? wanted : 0;
      for (const h of world.happenings) quantity = h.ships?.(pair, date, quantity, stock) ?? quantity;
      if (quantity > 0) ship(world, pair, date, quantity, `${pair.supplier.code}-${7000 + ++shipments}`, own);
    }
  }
}

function use(world: World, pair: Pair, date: string, random: Random): void {
  let quantity = Math.max(1, Math.round(pair.usage * WEEK[weekday(date)]! * (0.75 + random.next() * 0.5)));
  const stock = stockAt(world, pair, at(date, '00:00', pair.place.zone));
  for (const h of world.happenings) quantity = h.usage?.(pair, date, quantity, stock) ?? quantity;
  quantity = Math.max(0, Math.min(quantity, stock)); // nobody takes what is not there
  const times = quantity > 10 ? [random.int(8, 10), random.int(11, 13), random.int(14, 15)] : [random.int(8, 15)];
  let left = quantity;
  times.forEach((hour, i) => {
    const part = i === times.length - 1 ? left : Math.floor(quantity / times.length);
    left -= part;
    if (part > 0) move(world, pair, at(date, `${String(hour).padStart(2, '0')}:${random.int(10, 50)}`, pair.place.zone), 'usage', part);
  });
}

function ship(world: World, pair: Pair, date: string, quantity: number, reference: string, random: Random): void {
  const eta = workdaysOn(date, pair.transit, pair.place.calendar);
  const shipment: Shipment = {
    ...{ reference, pair, quantity, shippedAt: at(date, '15:00', pair.place.zone), eta },
    arrivals: [{ at: at(eta, `09:${random.int(10, 50)}`, pair.place.zone), quantity, postedAfter: random.int(20, 80) * MINUTE }],
    noticeAt: at(date, '16:30', pair.place.zone),
  };
  world.shipments.push(shipment);
  for (const h of world.happenings) h.shipment?.(shipment);
  for (const a of shipment.arrivals)
    move(world, placed(world, pair, a.place), a.at, 'receipt', a.quantity, { posted: a.at + a.postedAfter, shipment, more: a.more ?? {} });
}

/** The same item where the goods really went. */
const placed = (world: World, pair: Pair, place: Pair['place'] | undefined): Pair =>
  (place && world.pairs.find((p) => p.supplier === pair.supplier && p.sku === pair.sku && p.place === place)) ?? pair;

type Extra = Partial<Pick<Move, 'posted' | 'shipment' | 'more' | 'real' | 'booked'>> & { readonly place?: Move['place'] | undefined };
export function move(world: World, pair: Pair, when: number, kind: string, quantity: number, extra: Extra = {}): Move {
  const list = world.moves.get(pair)!;
  const made: Move = {
    ...{
      id: `M${pair.id}-${list.length + 1}`,
      pair,
      at: when,
      posted: when + 4 * MINUTE,
      kind,
      quantity,
      real: true,
      booked: true,
      more: {},
    },
    ...extra,
    place: extra.place ?? pair.place,
  };
  list.push(made);
  return made;
}

const INTO = new Set(['receipt', 'transfer_in', 'customer_return', 'adjustment']);
export const effect = (m: Move): number => (INTO.has(m.kind) === (m.more['reverses'] === undefined) ? m.quantity : -m.quantity);

/** What truly lies there. */
export function stockAt(world: World, pair: Pair, when: number): number {
  let sum = pair.initial;
  for (const m of world.moves.get(pair)!) if (m.real && m.at <= when && m.place === pair.place) sum += effect(m);
  return sum;
}
/** What is on the road: shipped, not yet arrived, and not told to be all. */
export function onTheWay(world: World, pair: Pair, when: number): number {
  return world.shipments.filter((s) => s.pair === pair && s.shippedAt <= when).reduce((sum, s) => sum + rest(s, when), 0);
}
function rest(s: Shipment, when: number): number {
  const come = s.arrivals.filter((a) => a.at <= when);
  if (come.some((a) => a.more?.['final'] === 'yes')) return 0;
  return Math.max(
    0,
    come.reduce((left, a) => left - a.quantity, s.quantity),
  );
}
/** The least and the most that truly lay there in a span, and every value. */
export function valuesOver(world: World, pair: Pair, from: number, to: number): number[] {
  const turns = world.moves
    .get(pair)!
    .filter((m) => m.real && m.at > from && m.at <= to)
    .map((m) => m.at);
  return [...new Set([from, ...turns, to])].map((t) => stockAt(world, pair, t) + (includesWay(pair) ? onTheWay(world, pair, t) : 0));
}
export const consigned = (pair: Pair): boolean => pair.supplier.terms['owned_by'] === 'supplier';
export const includesWay = (pair: Pair): boolean => pair.supplier.terms['basis'] === 'including_in_transit';

/** Counts as the places take them: by the system each night, by hand on Sundays, or once at the beginning. */
export function count(world: World): void {
  for (const pair of world.pairs) {
    world.counts.push({ pair, at: at(plusDays(world.start, -1), '08:00', pair.place.zone), quantity: pair.initial, basis: 'physical' });
    for (let d = 0; d < world.days; d++) {
      const date = plusDays(world.start, d);
      if (pair.place.counting === 'nightly') {
        const when = at(date, '22:30', pair.place.zone);
        counted(world, pair, when, 'system');
      } else if (pair.place.counting === 'weekly' && weekday(date) === 7) {
        const when = at(date, '10:00', pair.place.zone);
        counted(world, pair, when, 'physical');
      }
    }
  }
}
/** What is blocked is counted apart. */
function counted(world: World, pair: Pair, when: number, basis: 'physical' | 'system'): void {
  const known = (m: Move): number => (basis === 'system' ? m.posted : m.at);
  const blocked = world.moves.get(pair)!.reduce((n, m) => n + (m.more['status'] === 'blocked' && known(m) <= when ? effect(m) : 0), 0);
  const whole = basis === 'system' ? bookedBy(world, pair, when) : stockAt(world, pair, when);
  world.counts.push({ pair, at: when, quantity: whole - blocked, basis });
  if (blocked > 0) world.counts.push({ pair, at: when, quantity: blocked, basis, status: 'blocked' });
}

/** What the buyer's system says at an instant: all that was booked by then. */
export function bookedBy(world: World, pair: Pair, when: number): number {
  let sum = pair.initial;
  for (const m of world.moves.get(pair)!) if (m.booked && m.posted <= when && m.place === pair.place) sum += effect(m);
  return sum;
}
