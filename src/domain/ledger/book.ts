import { add, compare, type Fraction, maximum, minimum, negate, subtract, ZERO } from '../canonical/quantity';
import type { CountFact, MovementFact } from '../rules/pair-view';

/** The buyer's book over a span of time: the least and the greatest that it can have been, and what it was at its turns. */
export interface Band {
  readonly low: Fraction;
  readonly high: Fraction;
  readonly values: readonly Fraction[];
}

interface Change {
  readonly from: number; // when it counts: by the movement, or in a ledger by the posting
  readonly to: number;
  readonly fact: MovementFact;
  readonly quantity: Fraction;
}
/** A count: what the book leans on. */
export interface Anchor {
  readonly at: number;
  readonly quantity: Fraction;
  readonly system: boolean;
}
interface Stream {
  readonly anchors: readonly Anchor[]; // oldest first
  readonly changes: readonly Change[];
}
/** What a roll comes to: what is certain, and what may have happened by then or not. */
export interface Roll {
  readonly sure: Fraction;
  readonly maybe: readonly Fraction[];
}

/** Which stock is meant by the supplier's measure: on hand is all that lies there, available what may be used. */
const STATUSES = {
  on_hand: ['unrestricted', 'quality', 'blocked', 'receiving', 'committed'],
  available: ['unrestricted'],
  damaged: ['blocked'],
  set_aside: ['quality', 'blocked'],
  committed: ['committed'],
} as const;
export type Balance = keyof typeof STATUSES;
const ORDERINGS = 6; // so many doubtful movements are tried in all their orders; beyond, only the extremes are kept

export interface BookOptions {
  readonly measure: Balance;
  readonly statuses?: readonly string[]; // in place of those of the measure
  readonly ledger: boolean; // by the posting, not by the movement
}
/** What is added to the stock at an instant (shipments on the way, where the supplier's number includes them), and its turns. */
export interface Added {
  readonly turns: readonly number[];
  readonly at: (t: number) => readonly Fraction[]; // every sum that it may be
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
    const owners = [...new Set(counts.map((c) => c.owner ?? null))];
    // Each owner's stock was counted at a time of its own.
    this.streams = owners.flatMap((owner) =>
      owners.length === 1
        ? streamsOf(counts, real, options)
        : streamsOf(
            counts.filter((c) => (c.owner ?? null) === owner),
            real.filter((m) => (m.owner ?? null) === owner),
            options,
          ),
    );
  }

  get known(): boolean {
    return this.streams.length > 0;
  }

  /** Over [from, to]; exact where the buyer's instants are. */
  over(from: number, to: number, added?: Added): Band | undefined {
    if (!this.known) return undefined;
    const turns = new Set([from, to]);
    const turn = (t: number): void => {
      if (t > from && t <= to) turns.add(t).add(Math.max(from, t - 1));
    };
    for (const s of this.streams) {
      for (const a of s.anchors) turn(a.at);
      for (const c of s.changes) {
        turn(c.from);
        turn(c.to);
      }
    }
    added?.turns.forEach(turn);
    const distinct = new Map<string, Fraction>();
    for (const t of turns) {
      const book = this.streams.map((s) => valuesAt(s, t)).reduce(sums);
      for (const value of added ? sums(book, added.at(t)) : book) {
        distinct.set(`${value.n}/${value.d}`, value);
      }
    }
    const values = [...distinct.values()];
    return { low: values.reduce(minimum), high: values.reduce(maximum), values };
  }
}

export const statusesOf = ({ statuses, measure }: BookOptions): readonly string[] => statuses ?? STATUSES[measure];

function streamsOf(counts: readonly CountFact[], movements: readonly MovementFact[], options: BookOptions): Stream[] {
  const moved = changesByStatus(movements, options.ledger);
  const statuses = statusesOf(options);
  // Whatever was counted, what is set aside of it was not left out unseen.
  const whole = statuses.includes('unrestricted') ? counts.filter((c) => statuses.includes(c.status)) : counts;
  const first = whole.reduce((least, c) => Math.min(least, c.at), Infinity);
  return statuses
    .map((status) => {
      const anchors = anchorsOf(counts.filter((c) => c.status === status));
      const changes = moved.get(status) ?? [];
      // Stock that a count of the rest left out was not there; what was set aside since still lies in the place.
      const none = anchors.length === 0 && changes.length > 0 && Number.isFinite(first);
      return { anchors: none ? [{ at: first, quantity: ZERO, system: false }] : anchors, changes };
    })
    .filter((s) => s.anchors.length > 0);
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

/** What each movement gave to a status or took from it. */
function changesByStatus(movements: readonly MovementFact[], ledger: boolean): ReadonlyMap<string, readonly Change[]> {
  const out = new Map<string, Change[]>();
  const put = (status: string, fact: MovementFact, quantity: Fraction): void => {
    const change = ledger ? { from: fact.postedFrom, to: fact.postedTo, fact, quantity } : { from: fact.from, to: fact.to, fact, quantity };
    const known = out.get(status);
    if (known) known.push(change);
    else out.set(status, [change]);
  };
  for (const m of movements) {
    put(m.status, m, m.signed);
    if (m.kind === 'status_change' && m.toStatus !== null && m.toStatus !== m.status) put(m.toStatus, m, negate(m.signed));
  }
  return out;
}

/** At one instant: rolled forward from the count before, and back from the one after where there is one. */
function valuesAt(s: Stream, t: number): readonly Fraction[] {
  const before = s.anchors.findLast((a) => a.at <= t);
  const after = s.anchors.find((a) => a.at > t);
  return [...(before ? outcomes(forward(s, before, t)) : []), ...(after ? outcomes(back(s, after, t)) : [])];
}

/** What a count of the system contains is decided by the posting; what a count of the shelf contains by the movement. */
const heldFrom = (a: Anchor, { fact }: Pick<Change, 'fact'>): number => (a.system ? fact.postedFrom : fact.from);
export const heldTo = (a: Anchor, { fact }: Pick<Change, 'fact'>): number => (a.system ? fact.postedTo : fact.to);

function forward(s: Stream, anchor: Anchor, t: number): Roll {
  let sure = anchor.quantity;
  const maybe: Fraction[] = [];
  for (const c of s.changes) {
    if (heldTo(anchor, c) <= anchor.at || c.from > t) continue;
    if (heldFrom(anchor, c) > anchor.at && c.to <= t) sure = add(sure, c.quantity);
    else maybe.push(c.quantity);
  }
  return { sure, maybe };
}

function back(s: Stream, anchor: Anchor, t: number): Roll {
  let sure = anchor.quantity;
  const maybe: Fraction[] = [];
  for (const c of s.changes) {
    if (heldFrom(anchor, c) > anchor.at || c.to <= t) continue;
    if (heldTo(anchor, c) <= anchor.at && c.from > t) sure = subtract(sure, c.quantity);
    else maybe.push(negate(c.quantity));
  }
  return { sure, maybe };
}

/** Every value that it may have been, or the least and the greatest where these are too many. */
export function outcomes({ sure, maybe }: Roll): readonly Fraction[] {
  if (maybe.length <= ORDERINGS) return maybe.reduce<readonly Fraction[]>((all, q) => [...all, ...all.map((v) => add(v, q))], [sure]);
  const some = (sign: (q: Fraction) => boolean): Fraction => maybe.filter(sign).reduce(add, sure);
  return [some((q) => q.n < 0n), some((q) => q.n > 0n)];
}

function sums(a: readonly Fraction[], b: readonly Fraction[]): readonly Fraction[] {
  const [x, y] = a.length * b.length <= 1 << ORDERINGS ? [a, b] : [extremes(a), extremes(b)];
  return x.flatMap((v) => y.map((w) => add(v, w)));
}
const extremes = (v: readonly Fraction[]): readonly Fraction[] => [v.reduce(minimum), v.reduce(maximum)];

/** Zero inside the band, else the signed way from its nearest edge. */
export function distance(band: Pick<Band, 'low' | 'high'>, value: Fraction): Fraction {
  if (compare(value, band.low) < 0) return subtract(value, band.low);
  return compare(value, band.high) > 0 ? subtract(value, band.high) : ZERO;
}
