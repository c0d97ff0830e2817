import { add, compare, type Fraction, maximum, minimum, negate, subtract, ZERO } from '../canonical/quantity';
import type { CountFact, MovementFact } from '../rules/pair-view';

/** The buyer's book over a span of time: the least and the greatest that it can have been, and what it was at its turns. */
export interface Band {
  readonly low: Fraction;
  readonly high: Fraction;
  readonly values: readonly Fraction[];
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly postedFrom: number;
  readonly postedTo: number;
  readonly quantity: Fraction;
}
interface Anchor {
  readonly at: number;
  readonly quantity: Fraction;
  readonly system: boolean;
}
interface Stream {
  readonly anchors: readonly Anchor[]; // oldest first
  readonly changes: readonly Change[];
}

/** Which stock is meant by the supplier's measure: on hand is all that lies there, available what may be used. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  on_hand: ['unrestricted', 'quality', 'blocked', 'receiving', 'committed'],
  available: ['unrestricted'],
};

export interface BookOptions {
  readonly measure: 'on_hand' | 'available';
  readonly ledger: boolean; // by the posting, not by the movement
}

/**
 * B* of exceptions.md E1. Counts anchor it, movements roll it forward and back; where a later count exists the band spans both
 * rolls. Where the buyer says no more than a day, every order of that day's movements is within the band. Undefined when
 * nothing was ever counted.
 */
export class Book {
  private readonly streams: readonly Stream[];

  constructor(counts: readonly CountFact[], movements: readonly MovementFact[], options: BookOptions) {
    const refs = new Set(counts.map((c) => c.ref).filter((r) => r !== null));
    // A count's own correction is in the count already; applied again it would take the difference twice.
    const real = movements.filter((m) => m.countRef === null || !refs.has(m.countRef));
    this.streams = STATUSES[options.measure]!.map((status) => ({
      anchors: anchorsOf(counts.filter((c) => c.status === status)),
      changes: real.flatMap((m) => changesOf(m, status, options.ledger)),
    })).filter((s, i) => i === 0 || s.anchors.length > 0);
  }

  get known(): boolean {
    return this.streams[0]!.anchors.length > 0;
  }

  /** Over [from, to]; exact where the buyer's instants are. */
  over(from: number, to: number): Band | undefined {
    if (!this.known) return undefined;
    const turns = new Set([from, to]);
    for (const s of this.streams) {
      for (const a of s.anchors) if (a.at > from && a.at <= to) turns.add(a.at).add(Math.max(from, a.at - 1));
      for (const c of s.changes) for (const t of [c.from, c.to]) if (t > from && t <= to) turns.add(t).add(Math.max(from, t - 1));
    }
    const values: Fraction[] = [];
    for (const t of [...turns].sort((a, b) => a - b)) {
      let low = ZERO;
      let high = ZERO;
      for (const s of this.streams) {
        const [l, h] = at(s, t);
        low = add(low, l);
        high = add(high, h);
      }
      values.push(low, high);
    }
    const distinct = values.filter((v, i) => values.findIndex((o) => compare(o, v) === 0) === i);
    return { low: distinct.reduce(minimum), high: distinct.reduce(maximum), values: distinct };
  }
}

/** Counts of one moment (lots, pallets) are one count. */
function anchorsOf(counts: readonly CountFact[]): Anchor[] {
  const out: { at: number; quantity: Fraction; system: boolean }[] = [];
  for (const c of [...counts].sort((a, b) => a.at - b.at)) {
    const last = out.at(-1);
    if (last?.at === c.at) last.quantity = add(last.quantity, c.quantity);
    else out.push({ at: c.at, quantity: c.quantity, system: c.basis === 'system' });
  }
  return out;
}

function changesOf(m: MovementFact, status: string, ledger: boolean): Change[] {
  const span = { from: ledger ? m.postedFrom : m.from, to: ledger ? m.postedTo : m.to, postedFrom: m.postedFrom, postedTo: m.postedTo };
  if (m.kind === 'status_change') {
    const size = m.signed.n < 0n ? negate(m.signed) : m.signed;
    if (m.status === status) return [{ ...span, quantity: negate(size) }];
    return m.toStatus === status ? [{ ...span, quantity: size }] : [];
  }
  return m.status === status ? [{ ...span, quantity: m.signed }] : [];
}

/** At one instant: rolled forward from the count before, and back from the one after where there is one. */
function at(s: Stream, t: number): [Fraction, Fraction] {
  if (s.anchors.length === 0) return [ZERO, ZERO];
  const before = s.anchors.findLast((a) => a.at <= t);
  const after = s.anchors.find((a) => a.at > t);
  const spans: [Fraction, Fraction][] = [];
  if (before) spans.push(forward(s, before, t));
  if (after) spans.push(back(s, after, t));
  return [spans.map((x) => x[0]).reduce(minimum), spans.map((x) => x[1]).reduce(maximum)];
}

function forward(s: Stream, anchor: Anchor, t: number): [Fraction, Fraction] {
  let low = anchor.quantity;
  let high = anchor.quantity;
  for (const c of s.changes) {
    // What a count of the system contains is decided by the posting; what a count of the shelf contains by the movement.
    const mayBeNew = anchor.system ? c.postedTo > anchor.at : c.to > anchor.at;
    const surelyNew = anchor.system ? c.postedFrom > anchor.at : c.from > anchor.at;
    if (!mayBeNew || c.from > t) continue;
    [low, high] = apply(low, high, c.quantity, surelyNew && c.to <= t);
  }
  return [low, high];
}

function back(s: Stream, anchor: Anchor, t: number): [Fraction, Fraction] {
  let low = anchor.quantity;
  let high = anchor.quantity;
  for (const c of s.changes) {
    const mayBeIn = anchor.system ? c.postedFrom <= anchor.at : c.from <= anchor.at;
    const surelyIn = anchor.system ? c.postedTo <= anchor.at : c.to <= anchor.at;
    if (!mayBeIn || c.to <= t) continue;
    [low, high] = apply(low, high, negate(c.quantity), surelyIn && c.from > t);
  }
  return [low, high];
}

function apply(low: Fraction, high: Fraction, quantity: Fraction, sure: boolean): [Fraction, Fraction] {
  if (sure) return [add(low, quantity), add(high, quantity)];
  return quantity.n < 0n ? [add(low, quantity), high] : [low, add(high, quantity)];
}

/** Zero inside the band, else the signed way from its nearest edge. */
export function distance(band: Band, value: Fraction): Fraction {
  if (compare(value, band.low) < 0) return subtract(value, band.low);
  return compare(value, band.high) > 0 ? subtract(value, band.high) : ZERO;
}
