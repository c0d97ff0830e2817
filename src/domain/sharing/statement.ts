import { DateTime } from 'luxon';
import { add, compare, exact, type Fraction, negate, subtract, text, ZERO } from '../canonical/quantity';
import { zoneOf } from '../canonical/zone';
import type { BookOptions } from '../ledger/book';
import { timeAt } from '../rules/at';
import type { CountFact, MovementFact } from '../rules/pair-view';
import { bookAt } from './book-at';

/** A movement with what tells it apart in the buyer's books. */
export interface StatedMovement extends MovementFact {
  readonly key: string; // the buyer's id
  readonly shipNotice: string | null;
  readonly po: string | null;
  readonly reason: string | null;
}
/** An exception that stands open about the pair. */
export interface OpenDifference {
  readonly id: string;
  readonly type: string;
  readonly reported: string | null;
  readonly difference: string | null;
}
export interface StatementPair {
  readonly sku: string;
  readonly description: string | null;
  readonly theirs: string | null;
  readonly uom: string;
  readonly owner: 'buyer' | 'supplier';
  readonly counts: readonly CountFact[];
  readonly movements: readonly StatedMovement[];
  readonly open: readonly OpenDifference[];
}

/** What stands behind a number: a movement of the month, as it was booked. */
export interface Behind {
  readonly key: string;
  readonly at: string; // by the clock of the place
  readonly kind: string;
  readonly quantity: string; // signed
  readonly refers: string; // ship notice, order, reason
}
export interface StatementLine {
  readonly sku: string;
  readonly description: string | null;
  readonly theirs: string | null;
  readonly uom: string;
  readonly owner: 'buyer' | 'supplier';
  readonly opening: string | null;
  readonly received: string;
  readonly used: string;
  readonly adjusted: string; // signed: all else that was booked
  readonly difference: string | null; // signed: what a count found and nobody booked
  readonly closing: string | null;
  readonly settle: string | null; // of consigned stock: what was taken of it
  readonly reason: string | null; // why opening or closing is not known
  readonly openingOf: readonly string[];
  readonly closingOf: readonly string[];
  readonly movements: readonly Behind[];
  readonly open: readonly OpenDifference[];
}

export interface Month {
  readonly from: number;
  readonly to: number; // its last millisecond
}
/** A month by the clock of a place; `2026-11`. */
export function monthAt(month: string, timezone: string): Month {
  const first = DateTime.fromISO(`${month}-01`, { zone: zoneOf(timezone) });
  return { from: first.toMillis(), to: first.plus({ months: 1 }).toMillis() - 1 };
}

/**
 * Opening + received - used + adjusted + difference = closing, exactly. The difference is what a count within the month, or booking
 * by another clock than that of the movement, makes of it: it is told by itself and hidden in no other number.
 */
export function statementLine(pair: StatementPair, month: Month, timezone: string, options: BookOptions): StatementLine {
  const { counts, movements, uom, owner } = pair;
  const at = { counts, movements, uom, timezone };
  const before = bookAt(at, options, month.from - 1);
  const after = bookAt(at, options, month.to);
  const booked = movements.filter((m) => isIn(m, month, options.ledger));
  const received = total(booked, (m) => m.kind === 'receipt');
  const used = negate(total(booked, (m) => m.kind === 'usage'));
  const adjusted = total(booked, (m) => m.kind !== 'receipt' && m.kind !== 'usage' && !movesWithin(m));
  const bought = negate(total(booked, (m) => m.kind === 'ownership_transfer'));
  const rolled = before.quantity === null ? null : add(subtract(add(before.quantity, received), used), adjusted);
  const difference = rolled === null || after.quantity === null ? null : subtract(after.quantity, rolled);
  const why = [
    ...(before.quantity === null ? [`opening: ${before.reason}`] : []),
    ...(after.quantity === null ? [`closing: ${after.reason}`] : []),
  ];
  return {
    ...{ sku: pair.sku, description: pair.description, theirs: pair.theirs, uom, owner, open: pair.open },
    opening: said(before.quantity),
    received: text(received),
    used: text(used),
    adjusted: text(adjusted),
    difference: said(difference),
    closing: said(after.quantity),
    settle: owner === 'supplier' ? text(add(used, bought)) : null,
    reason: why.length > 0 ? why.join('; ') : null,
    openingOf: before.of,
    closingOf: after.of,
    movements: booked.filter((m) => !movesWithin(m)).map((m) => behind(m, timezone)),
  };
}

const said = (q: Fraction | null): string | null => (q === null ? null : text(q));

/** Of stock on hand, from one status to another, nothing comes and nothing goes. */
const movesWithin = (m: MovementFact): boolean => m.kind === 'status_change';

const isIn = (m: MovementFact, { from, to }: Month, ledger: boolean): boolean =>
  ledger ? m.postedFrom >= from && m.postedTo <= to : m.from >= from && m.to <= to;

const total = (all: readonly StatedMovement[], of: (m: StatedMovement) => boolean): Fraction =>
  all.filter(of).reduce((sum, m) => add(sum, m.signed), ZERO);

const behind = (m: StatedMovement, timezone: string): Behind => ({
  key: m.key,
  at: timeAt(m.from, timezone),
  kind: m.kind,
  quantity: text(m.signed),
  refers: [m.shipNotice === null ? '' : `notice ${m.shipNotice}`, m.po === null ? '' : `order ${m.po}`, m.reason ?? ''].filter((s) => s !== '').join(', '),
}); // prettier-ignore

/** Whether there is something to say of a line at all. */
export const isQuiet = (l: StatementLine): boolean =>
  l.movements.length === 0 && l.open.length === 0 && (l.opening === null || isNothing(l.opening)) && (l.closing === null || isNothing(l.closing)); // prettier-ignore
const isNothing = (quantity: string): boolean => compare(exact(quantity), ZERO) === 0;

export const hasDifference = (l: StatementLine): boolean => l.difference !== null && !isNothing(l.difference);

/** The month before the one of an instant (epoch milliseconds), by a clock: 2026-11 on the third of December. */
export const monthBefore = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone: zoneOf(zone) })
    .minus({ months: 1 })
    .toFormat('yyyy-MM');
