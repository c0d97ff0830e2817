import { absolute, add, compare as order, divide, type Fraction, isZero, multiply, negate, ZERO } from '../canonical/quantity';
import { LOOKS_BACK_DAYS, type MovementFact, type PairView, type Statement } from '../rules/pair-view';
import { distance } from './book';
import { toleranceAt } from './compare';
import { standing } from './supersede';

export interface Period {
  readonly from: number;
  readonly to: number;
}
/** What the supplier says it moved, and the periods that it may mean by it. */
export interface Flow {
  readonly statement: Statement;
  readonly periods: readonly Period[];
}
/** What was booked in a period: at least, and at most, since the edges are as uncertain as the clocks. */
export interface Booked {
  readonly low: Fraction;
  readonly high: Fraction;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONGER_THAN_A_DAY = 26 * HOUR; // the longest day has 25
const CLOCKS = 15 * 60_000; // so far two clocks may be apart, as around any instant (contract section 2)

/**
 * The newest statement of a measure that counts over time. A period that was told is meant. A list that bears one day and a
 * column "sold" may mean that day or all since the report before: both are tried, since only what fits neither is wrong.
 */
export function flowOf(view: PairView, measure: string): Flow | undefined {
  const statement = standing(view.statements, measure);
  if (!statement) return undefined;
  const own = { from: statement.from, to: statement.to };
  const instant = statement.asOf?.includes('T') ?? false;
  if (!instant && (statement.edi || own.to - own.from > LONGER_THAN_A_DAY)) return { statement, periods: [own] };
  const before = previousReport(view, statement);
  const since = before === undefined ? [] : [{ from: before.to + 1, to: statement.to }];
  return { statement, periods: instant ? since : [own, ...since] };
}

/** The report before it that speaks of the same pair. */
export function previousReport(view: PairView, s: Statement): Statement | undefined {
  const earlier = view.statements.filter((o) => o.document.id !== s.document.id && !o.supplyFact && o.to < s.from);
  return earlier.reduce<Statement | undefined>((last, o) => (last && last.to >= o.to ? last : o), undefined);
}

/** How far back the facts of a view are whole. */
export const wholeSince = (view: PairView): number => {
  const latest = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
  return Math.min(latest?.from ?? view.now, view.now) - LOOKS_BACK_DAYS * DAY;
};

export interface Common {
  readonly period: Period; // the part that both sides speak of
  readonly share: Fraction; // of the whole
}

/**
 * The part of a period that the buyer's data cover: from the first that is known of the pair to the watermark. Undefined where
 * it is less than half: what is left would be a guess.
 */
export function commonPart(view: PairView, p: Period): Common | undefined {
  if (view.watermark === null || p.from < wholeSince(view) || p.to <= p.from) return undefined;
  const first = Math.min(...view.counts.map((c) => c.at), ...view.movements.map((m) => m.from));
  const from = Math.max(p.from, first);
  const to = Math.min(p.to, view.watermark);
  const length = p.to - p.from;
  if (!((to - from) * 2 >= length)) return undefined;
  return { period: { from, to }, share: to - from >= length - CLOCKS ? { n: 1n, d: 1n } : { n: BigInt(to - from), d: BigInt(length) } };
}

/** What the supplier's number comes to in the common part, and by how much a part may be lumpier than the whole: a day of it. */
export function prorated(q: Fraction, whole_: Period, common: Common): { readonly quantity: Fraction; readonly uncertain: Fraction } {
  if (common.share.n === common.share.d) return { quantity: q, uncertain: ZERO };
  const days = BigInt(Math.max(1, Math.round((whole_.to - whole_.from) / DAY)));
  return { quantity: rounded(multiply(q, common.share)), uncertain: divide(q, { n: days, d: 1n }) };
}

/** A share of a number that was told in pieces has no more digits than anybody reads. */
const rounded = (q: Fraction): Fraction => ({ n: (q.n * 1000n) / q.d, d: 1000n });

/** The sum of what `of` makes of each movement in a period (undefined: it is none of these); what stands at an edge may be in it or not. */
export function bookedIn(view: PairView, p: Period, of: (m: MovementFact) => Fraction | undefined): Booked {
  const ledger = view.terms?.basis === 'ledger';
  let low = ZERO;
  let high = ZERO;
  for (const m of view.movements) {
    const quantity = of(m);
    if (quantity === undefined || isZero(quantity)) continue;
    const from = ledger ? m.postedFrom : m.from;
    const to = ledger ? m.postedTo : m.to;
    if (to < p.from - CLOCKS || from > p.to + CLOCKS) continue;
    const surely = from >= p.from + CLOCKS && to <= p.to - CLOCKS;
    if (surely || quantity.n < 0n) low = add(low, quantity);
    if (surely || quantity.n > 0n) high = add(high, quantity);
  }
  return { low, high };
}

const LEAVES = ['transfer_out', 'scrap', 'return_to_supplier'];

/**
 * What was used by the buyer's books: the issues at least, less what customers brought back; and at most with what left by other
 * ways, which a supplier may count as used.
 */
export function usageIn(view: PairView, p: Period): Booked {
  const used = bookedIn(view, p, (m) => (m.kind === 'usage' ? negate(m.signed) : undefined));
  const back = bookedIn(view, p, (m) => (m.kind === 'customer_return' ? negate(m.signed) : undefined));
  const left = bookedIn(view, p, (m) => (LEAVES.includes(m.kind) ? negate(m.signed) : undefined));
  return { low: add(used.low, back.low), high: add(used.high, left.high) };
}

export const receiptsIn = (view: PairView, p: Period): Booked =>
  bookedIn(view, p, (m) => (m.kind === 'receipt' || m.kind === 'transfer_in' ? m.signed : undefined));

/** What left by customers, or back to the supplier: a report that says "returned" may mean either, or both. */
export function returnsIn(view: PairView, p: Period): readonly Booked[] {
  const by = (kinds: readonly string[]): Booked => bookedIn(view, p, (m) => (kinds.includes(m.kind) ? absolute(m.signed) : undefined));
  return [by(['customer_return']), by(['return_to_supplier']), by(['customer_return', 'return_to_supplier'])];
}

/** A number that counts over time, beside what was booked in the part of its period that both sides speak of. */
export interface FlowCompared {
  readonly statement: Statement;
  readonly period: Period;
  readonly quantity: Fraction; // of what was said, the share that falls into that part
  readonly booked: Booked;
  readonly distance: Fraction;
  readonly tolerance: Fraction;
}

/** Of what may be meant, that which comes nearest; undefined where the buyer's data do not cover the period. */
export function flowCompared(
  view: PairView,
  { statement, periods }: Flow,
  bookedOf: (view: PairView, p: Period) => readonly Booked[],
): FlowCompared | undefined {
  const found = periods.flatMap((period) => {
    const common = commonPart(view, period);
    if (!common) return [];
    const { quantity, uncertain } = prorated(statement.quantity, period, common);
    return bookedOf(view, common.period).map((booked) => ({
      statement,
      period: common.period,
      quantity,
      booked,
      distance: distance(booked, quantity),
      tolerance: add(toleranceAt(view, booked.high), uncertain),
    }));
  });
  const [first, ...rest] = found;
  return first && rest.reduce((a, b) => (order(absolute(b.distance), absolute(a.distance)) < 0 ? b : a), first);
}
