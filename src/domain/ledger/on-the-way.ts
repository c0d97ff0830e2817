import { add, compare as order, type Fraction, maximum, minimum, subtract, text, ZERO } from '../canonical/quantity';
import { timeAt } from '../rules/at';
import type { Incoming, OrderedLine, PairView } from '../rules/pair-view';
import type { Band } from './book';
import { mostOpen, remainder, shippedBy } from './incoming';

/** What may have been on its way, or on order, within a span of time, and of what it is made up. */
export interface Held {
  readonly band: Pick<Band, 'low' | 'high'>;
  readonly ours: readonly string[];
}
type Span = Pick<Band, 'low' | 'high'>;
const NOTHING: Span = { low: ZERO, high: ZERO };
const plus = (a: Span, b: Span): Span => ({ low: add(a.low, b.low), high: add(a.high, b.high) });

/** The widest over all instants at which something turns within the span. */
function over([from, to]: readonly [number, number], turns: readonly (number | null | undefined)[], at: (t: number) => Span): Span {
  const within = turns.filter((t): t is number => t != null && t > from && t <= to);
  return [from, to, ...within.flatMap((t) => [t, t - 1])]
    .map(at)
    .reduce((a, b) => ({ low: minimum(a.low, b.low), high: maximum(a.high, b.high) }));
}

/**
 * In transit by the ship notices: sent and not received. What is past its day may have arrived and not be booked, or never
 * come: it may be counted or not.
 */
export function inTransitOver(view: PairView, window: readonly [number, number]): Held {
  const turns = view.incoming.flatMap((i) => [
    i.shippedAt ?? i.noticedAt,
    i.shippedTo,
    i.etaTo,
    ...i.receipts.flatMap((r) => [r.from, r.to]),
  ]);
  const band = over(window, turns, (t) => view.incoming.map((i) => spanAt(i, t)).reduce(plus, NOTHING));
  const open = view.incoming.filter((i) => spanAt(i, window[1]).high.n > 0n);
  return {
    band,
    ours: open.map(
      (i) =>
        `shipment ${i.reference}: ${text(mostOpen(i, window[1]))} of ${text(i.quantity)} ${view.uom} not received` +
        (i.etaTo === null ? '' : `, due ${timeAt(i.etaTo, view.timezone)}`),
    ),
  };
}

function spanAt(i: Incoming, t: number): Span {
  if (!shippedBy(i, t)) return NOTHING;
  const doubtful = (i.shippedTo != null && i.shippedTo > t) || (i.etaTo !== null && i.etaTo < t);
  return { low: doubtful ? ZERO : remainder(i, t), high: mostOpen(i, t) };
}

/**
 * On order by the buyer's orders: ordered and not received. Whether a supplier still counts what it has shipped, or what it did
 * not confirm, its report does not say: either may hold.
 */
export function onOrderOver(view: PairView, window: readonly [number, number]): Held {
  const lines = view.ordered ?? [];
  const turns = [...lines.flatMap((o) => [o.orderedAt, o.toldAt, ...o.receipts.flatMap((r) => [r.from, r.to])])];
  const shipped = inTransitOver(view, window).band.high;
  const open = over(window, turns, (t) => lines.map((o) => openAt(o, t)).reduce(plus, NOTHING));
  return {
    band: { low: maximum(ZERO, subtract(open.low, shipped)), high: open.high },
    ours: [
      ...lines.flatMap((o) => {
        const { high } = openAt(o, window[1]);
        return high.n === 0n
          ? []
          : [`order ${o.order}: ${text(high)} of ${text(o.quantity)} ${view.uom} open, ordered ${timeAt(o.orderedAt, view.timezone)}`];
      }),
      ...(shipped.n > 0n && open.high.n > 0n ? [`of which up to ${text(shipped)} ${view.uom} were on their way`] : []),
    ],
  };
}

function openAt(o: OrderedLine, t: number): Span {
  if (o.orderedAt > t || (o.status !== 'open' && o.toldAt <= t)) return NOTHING;
  const sum = (of: (r: OrderedLine['receipts'][number]) => boolean): Fraction =>
    o.receipts.filter(of).reduce((total, r) => add(total, r.quantity), ZERO);
  const left = (of: Fraction, received: Fraction): Fraction => maximum(ZERO, subtract(of, received));
  const most = left(
    o.quantity,
    sum((r) => r.to <= t),
  );
  const least = left(
    o.quantity,
    sum((r) => r.from <= t),
  );
  const readings = [
    most,
    least,
    ...(o.confirmed === null
      ? []
      : [
          left(
            o.confirmed,
            sum((r) => r.from <= t),
          ),
        ]),
  ];
  // What the buyer's system says is open now, and what came of it since then.
  if (o.open !== null && o.status === 'open')
    readings.push(
      add(
        o.open,
        sum((r) => r.to > t),
      ),
      add(
        o.open,
        sum((r) => r.from > t),
      ),
    );
  // When it was closed, nobody told: it may have been before.
  if (o.status !== 'open') readings.push(ZERO);
  readings.sort(order);
  return { low: readings[0]!, high: readings.at(-1)! };
}
