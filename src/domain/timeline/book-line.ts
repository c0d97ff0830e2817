import { add, type Fraction, negate, subtract, ZERO } from '../canonical/quantity';
import { type Anchor, type BookOptions, heldTo, statusesOf } from '../ledger/book';
import type { CountFact, MovementFact } from '../rules/pair-view';

/** The buyer's book after something happened. */
export interface Turn<F> {
  readonly at: number;
  readonly fact: F;
  readonly moved: Fraction | null; // what it did to the book; null where there is none
  readonly book: Fraction | null; // null: nothing of it was ever counted
}

interface Change {
  readonly at: number;
  readonly fact: MovementFact;
  readonly quantity: Fraction;
}
const isHeld = (a: Anchor, c: Change): boolean => heldTo(a, c) <= a.at;

/** The stock of one owner in one status: rolled forward from each count, and back from the first one. */
class Stream {
  value: Fraction;
  private anchor: Anchor | null = null;
  private readonly passed: Change[] = [];

  constructor(
    private readonly first: Anchor,
    changes: readonly Change[],
  ) {
    this.value = changes.filter((c) => isHeld(first, c)).reduce((sum, c) => subtract(sum, c.quantity), first.quantity);
  }

  move(c: Change): void {
    this.passed.push(c);
    const applies = this.anchor === null ? isHeld(this.first, c) : !isHeld(this.anchor, c);
    if (applies) this.value = add(this.value, c.quantity);
  }
  count(a: Anchor): void {
    this.anchor = a;
    this.value = this.passed.filter((c) => !isHeld(a, c)).reduce((sum, c) => add(sum, c.quantity), a.quantity);
  }
}

const byOf = <F extends { readonly owner?: string | null }>(f: F, status: string): string => `${f.owner ?? ''}|${status}`;

/**
 * The book of domain/ledger/book as one line: one number at each instant, for the eye. Where the buyer says no more than a day,
 * a movement stands at its end, as in the sure part of the band; what is judged is the band.
 */
export function bookLine<C extends CountFact, M extends MovementFact>(
  counts: readonly C[],
  movements: readonly M[],
  options: BookOptions,
): Turn<C | M>[] {
  const statuses = statusesOf(options);
  const refs = new Set(counts.flatMap((c) => c.ref ?? []));
  const owners = new Set(counts.map((c) => c.owner ?? ''));
  const changes = new Map<string, Change[]>();
  const ofMovement = new Map<M, [string, Change][]>();
  for (const m of movements) {
    const at = options.ledger ? m.postedTo : m.to;
    const parts: [string, Change][] = [];
    // A count's own correction is in the count already; where only one owner was counted, all stock is that one's.
    if (m.countRef === null || !refs.has(m.countRef)) {
      const owned = owners.size === 1 ? { owner: [...owners][0]! } : m;
      parts.push([byOf(owned, m.status), { at, fact: m, quantity: m.signed }]);
      if (m.kind === 'status_change' && m.toStatus !== null && m.toStatus !== m.status)
        parts.push([byOf(owned, m.toStatus), { at, fact: m, quantity: negate(m.signed) }]);
    }
    ofMovement.set(m, parts);
    for (const [key, change] of parts) {
      const known = changes.get(key);
      if (known) known.push(change);
      else changes.set(key, [change]);
    }
  }
  const streams = streamsOf(counts, changes, statuses);
  const book = (): Fraction | null => (streams.size === 0 ? null : [...streams.values()].map((s) => s.value).reduce(add));

  const out: Turn<C | M>[] = [];
  let before = book();
  const turn = (at: number, fact: C | M): void => {
    const after = book();
    out.push({ at, fact, moved: before && after && subtract(after, before), book: after });
    before = after;
  };
  for (const e of inOrder(counts, movements, options)) {
    if ('counts' in e) {
      for (const a of anchorsOf(e.counts)) streams.get(a.key)?.count(a);
      turn(e.at, e.counts[0]!);
    } else {
      for (const [key, change] of ofMovement.get(e.movement)!) streams.get(key)?.move(change);
      turn(e.at, e.movement);
    }
  }
  return out;
}

function streamsOf(counts: readonly CountFact[], changes: ReadonlyMap<string, readonly Change[]>, statuses: readonly string[]) {
  const streams = new Map<string, Stream>();
  for (const a of anchorsOf([...counts].sort((x, y) => x.at - y.at)))
    if (statuses.includes(a.key.slice(a.key.lastIndexOf('|') + 1)) && !streams.has(a.key)) streams.set(a.key, new Stream(a, changes.get(a.key) ?? [])); // prettier-ignore
  const known = counts.filter((c) => statuses.includes(c.status) || statuses.includes('unrestricted'));
  // Stock that a count of the rest left out was not there; what was set aside since still lies in the place.
  for (const key of changes.keys()) {
    const mine = known.filter((c) => (c.owner ?? '') === key.slice(0, key.lastIndexOf('|')));
    if (streams.has(key) || mine.length === 0 || !statuses.includes(key.slice(key.lastIndexOf('|') + 1))) continue;
    const none = { at: Math.min(...mine.map((c) => c.at)), quantity: ZERO, system: false };
    const stream = new Stream(none, []);
    stream.count(none);
    streams.set(key, stream);
  }
  return streams;
}

/** Counts of one moment (lots, pallets) are one count. */
function anchorsOf(counts: readonly CountFact[]): (Anchor & { readonly key: string })[] {
  const out = new Map<string, Anchor & { readonly key: string }>();
  for (const c of counts) {
    const key = byOf(c, c.status);
    const at = `${key} ${c.at}`;
    out.set(at, { key, at: c.at, quantity: add(out.get(at)?.quantity ?? ZERO, c.quantity), system: c.basis === 'system' });
  }
  return [...out.values()];
}

type Event<C, M> = { readonly at: number; readonly counts: readonly C[] } | { readonly at: number; readonly movement: M };
/** At equal instants the movement precedes the count (contract section 1). */
function inOrder<C extends CountFact, M extends MovementFact>(
  counts: readonly C[],
  movements: readonly M[],
  options: BookOptions,
): Event<C, M>[] {
  const moments = new Map<number, C[]>();
  for (const c of counts) moments.set(c.at, [...(moments.get(c.at) ?? []), c]);
  const events: Event<C, M>[] = [
    ...movements.map((movement) => ({ at: options.ledger ? movement.postedTo : movement.to, movement })),
    ...[...moments].map(([at, of]) => ({ at, counts: of })),
  ];
  return events.sort((a, b) => a.at - b.at || Number('counts' in a) - Number('counts' in b));
}
