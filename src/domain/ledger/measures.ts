import { absolute, compare as order, type Fraction, maximum, minimum, text, ZERO } from '../canonical/quantity';
import { once } from '../canonical/once';
import { timeAt } from '../rules/at';
import type { MovementFact, PairView, Statement } from '../rules/pair-view';
import { type Balance, type Band, Book, distance } from './book';
import { bookOptions, coveredOf, isWide, toleranceOf } from './compare';
import { type Booked, flowCompared, flowOf, type Period, receiptsIn, returnsIn, usageIn } from './flows';
import { inTransitOver, onOrderOver, type Held } from './on-the-way';
import { standing } from './supersede';

/** What a supplier said of a pair beside its balance, held against what the buyer has of the same period or moment. */
export interface Measured {
  readonly measure: string;
  readonly state: 'agreed' | 'differs' | 'weak' | 'uncomparable';
  readonly reason: string | null;
  readonly statement: Statement;
  readonly window: readonly [number, number]; // the part of its time that both sides speak of
  readonly compared: Fraction; // the share of what was said that falls into it
  readonly band: Pick<Band, 'low' | 'high'> | null;
  readonly distance: Fraction;
  readonly tolerance: Fraction;
  readonly ours: readonly string[]; // of what our number is made up
}

const SHOWN = 6;
const some = (all: readonly string[]): readonly string[] =>
  all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];

/** Each measure at its newest as-of. None of these raises anything by itself but what the catalogue has a code for. */
export const measuresOf = once((view: PairView): readonly Measured[] =>
  MEASURES.flatMap(([measure, of]) => {
    const said = standing(view.statements, measure);
    return said ? [of(view, said)] : [];
  }),
);

type Measure = (view: PairView, s: Statement) => Measured;

const cannot = (s: Statement, reason: string): Measured => ({
  measure: s.measure,
  state: 'uncomparable',
  reason,
  statement: s,
  window: [s.from, s.to],
  compared: s.quantity,
  band: null,
  distance: ZERO,
  tolerance: ZERO,
  ours: [],
});

function against(
  s: Statement,
  window: readonly [number, number],
  { band, ours }: Held,
  tolerance: Fraction,
  compared = s.quantity,
): Measured {
  const off = distance(band, compared);
  const state = order(absolute(off), tolerance) > 0 ? 'differs' : isWide(band, tolerance) ? 'weak' : 'agreed';
  const reason = state === 'weak' ? 'our own number may have been anything in a wide band' : null;
  return { measure: s.measure, state, reason, statement: s, window, compared, band, distance: off, tolerance, ours: some(ours) };
}

/** Counted over time: sold, received, returned. */
const flow =
  (bookedOf: (view: PairView, p: Period) => readonly Booked[], kinds: readonly string[]): Measure =>
  (view, s) => {
    if (view.locationKind === 'supplier') return cannot(s, "it lies in the supplier's own warehouse");
    const told = flowOf(view, s.measure);
    if (!told || told.periods.length === 0) return cannot(s, 'neither the report nor one before it says since when it counts');
    const c = flowCompared(view, told, bookedOf);
    if (!c) return cannot(s, reasonOf(view, told.periods));
    const window = [c.period.from, c.period.to] as const;
    return against(c.statement, window, { band: c.booked, ours: movementsIn(view, c.period, kinds) }, c.tolerance, c.quantity);
  };

function reasonOf(view: PairView, periods: readonly Period[]): string {
  if (view.watermark === null) return 'the buyer has never said anything about the location';
  if (view.counts.length + view.movements.length === 0) return 'the buyer has neither counted nor moved it';
  const until = view.watermark;
  return periods.every((p) => (p.from + p.to) / 2 > until)
    ? "the buyer's data do not reach the end of its period"
    : "the buyer's data do not cover half of its period";
}

const movementsIn = (view: PairView, p: Period, kinds: readonly string[]): string[] =>
  view.movements.filter((m) => kinds.includes(m.kind) && m.to >= p.from && m.from <= p.to).map((m) => told(m, view));
const told = (m: MovementFact, view: PairView): string =>
  `${m.kind} of ${text(absolute(m.signed))} ${view.uom}, ${timeAt(m.from, view.timezone)}`;

/** Stock of a status of ours at the as-of. */
const stock =
  (balances: readonly Balance[], missing: string): Measure =>
  (view, s) => {
    const window = coveredOf(view, s);
    if (typeof window === 'string') return cannot(s, window);
    const bands = balances.flatMap((measure) => {
      const band = new Book(view.counts, view.movements, { measure, ledger: bookOptions(view).ledger }).over(...window);
      return band ? [{ measure, band }] : [];
    });
    if (bands.length === 0) return cannot(s, missing);
    const band = {
      low: bands.map((b) => b.band.low).reduce(minimum),
      high: bands.map((b) => b.band.high).reduce(maximum),
    };
    const ours = bands.map((b) => `${b.measure.replace('_', ' ')} by our counts: ${text(b.band.low)} to ${text(b.band.high)} ${view.uom}`);
    return against(s, window, { band, ours }, toleranceOf(view, band, distance(band, s.quantity)));
  };

/** By papers: ship notices, orders. */
const way =
  (held: (view: PairView, window: readonly [number, number]) => Held, has: (view: PairView) => boolean, missing: string): Measure =>
  (view, s) => {
    const window = coveredOf(view, s);
    if (typeof window === 'string') return cannot(s, window);
    if (!has(view)) return cannot(s, missing);
    const ours = held(view, window);
    return against(s, window, ours, toleranceOf(view, ours.band, distance(ours.band, s.quantity)));
  };

/** What was agreed at that moment; two that agreed have the same number in their files, so that no tolerance is due. */
const threshold =
  (measure: 'min' | 'max'): Measure =>
  (view, s) => {
    const agreed = view.agreedThen?.[measure] ?? [];
    const values = agreed.map((a) => a.value);
    if (values.length === 0) return cannot(s, `no ${measure} was agreed for it at that moment`);
    const band = { low: values.reduce(minimum), high: values.reduce(maximum) };
    const ours = agreed.map((a) => `${measure} ${text(a.value)} ${view.uom} by the program since ${timeAt(a.since, view.timezone)}`);
    return {
      ...against(s, [s.from, s.to], { band, ours }, ZERO),
      state: distance(band, s.quantity).n === 0n ? 'agreed' : 'differs',
      reason: null,
    };
  };

const MEASURES: readonly (readonly [measure: string, of: Measure])[] = [
  ['sold', flow((v, p) => [usageIn(v, p)], ['usage', 'customer_return', 'transfer_out', 'scrap', 'return_to_supplier'])],
  ['received', flow((v, p) => [receiptsIn(v, p)], ['receipt', 'transfer_in'])],
  ['returned', flow(returnsIn, ['customer_return', 'return_to_supplier'])],
  ['in_transit', way(inTransitOver, (v) => v.incoming.length > 0, 'no ship notice of it has come')],
  ['on_order', way(onOrderOver, (v) => (v.ordered ?? []).length > 0, 'the buyer has told of no order of it')],
  ['damaged', stock(['damaged', 'set_aside'], 'the buyer counts no blocked stock of it')],
  ['committed', stock(['committed'], 'the buyer counts no committed stock of it')],
  ['min', threshold('min')],
  ['max', threshold('max')],
];
