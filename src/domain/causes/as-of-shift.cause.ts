import { DateTime } from 'luxon';
import { absolute, compare as order, type Fraction, subtract } from '../canonical/quantity';
import { bookOf } from '../ledger/compare';
import type { PairView, Statement } from '../rules/pair-view';
import { zoneOf } from '../canonical/zone';
import {
  accident,
  asOfText,
  type Differing,
  type Explanation,
  gaps,
  type Hypothesis,
  localTime,
  type Shared,
  shown,
  signedText,
  within,
} from './cause';

/** Another moment that the number may be of, and how it lies to the one that was said. */
interface Suspect {
  readonly name: string; // the same for all lines of a report
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

const DAYS_BEFORE = 7; // an older number would be of another report
const DAYS_AFTER = 2;
const HOUR = 3_600_000;

/** The number is right for another moment: a day off or some days, some hours, the other end of the day, or the clock of another zone. */
export const asOfShift: Hypothesis = {
  code: 'AS_OF_SHIFT',
  test(view, c) {
    if (view.terms?.basis === 'including_in_transit') return []; // what was on the way at another moment is not the book's to say
    const book = bookOf(view);
    const reach = Math.min(c.statement.receivedAt, view.watermark ?? c.statement.to);
    const known = new Map<string, Shared[]>(c.band.values.map((v) => [key(v), []]));
    const gap = gaps(c)
      .map((g) => g.gap)
      .reduce((a, b) => (order(absolute(a), absolute(b)) <= 0 ? a : b));
    const found: Found[] = [];
    let tried = 0;
    for (const s of suspects(view, c)) {
      const to = Math.min(s.to, reach);
      if (s.from > to) continue;
      // A book that was counted anew has not moved: what it said before was never true.
      const moved = movedBetween(view, Math.min(s.from, c.window![0]), Math.max(to, c.window![1]));
      if (moved.length === 0) continue;
      const name: Shared = { key: `AS_OF_SHIFT|${s.name}`, words: `the numbers are what our book said ${s.words}` };
      const values = book.over(s.from, to)?.values ?? [];
      for (const v of values) known.get(key(v))?.push(name);
      const fresh = values.filter((v) => !known.has(key(v)));
      tried += fresh.length;
      for (const value of fresh) {
        const shared = [name];
        known.set(key(value), shared);
        const left = absolute(subtract(c.statement.quantity, value));
        if (order(left, absolute(gap)) < 0)
          found.push({ suspect: { ...s, to }, value, left, chance: accident(tried, left, gap), shared, moved });
      }
    }
    return worthTelling(found, c).map((f) => explanation(f, view, c));
  },
};

interface Found {
  readonly suspect: Suspect;
  readonly value: Fraction;
  readonly left: Fraction;
  readonly chance: Fraction;
  readonly shared: readonly Shared[];
  readonly moved: PairView['movements'];
}

/** Those that explain, else the nearest miss: a book has many values, and to put each into words takes its time. */
function worthTelling(found: readonly Found[], c: Differing): readonly Found[] {
  const explaining = found.filter((f) => within(f.left, c.tolerance));
  if (explaining.length > 0 || found.length === 0) return explaining;
  return [found.reduce((a, b) => (order(a.left, b.left) <= 0 ? a : b))];
}

const explanation = ({ suspect: s, value, moved, ...f }: Found, view: PairView, c: Differing): Explanation => ({
  left: f.left,
  chance: f.chance,
  lacks: true,
  shared: f.shared,
  cause: {
    code: 'AS_OF_SHIFT',
    text: `the number is what our book said ${s.words}: ${shown(value)} ${view.uom}`,
    evidence: [
      `reported ${shown(c.statement.quantity)} ${view.uom} as of ${asOfText(c.statement, view)}`,
      `book ${shown(value)} ${view.uom} between ${localTime(s.from, view)} and ${localTime(s.to, view)}`,
      told(moved, view),
    ],
  },
});

const key = (f: Fraction): string => `${f.n}/${f.d}`;

let last: { readonly of: string; readonly suspects: readonly Suspect[] } | undefined; // all lines of a report are of one moment

function suspects(view: PairView, { statement: s }: Differing): readonly Suspect[] {
  const of = [view.timezone, s.from, s.to, s.asOf].join();
  if (last?.of !== of) last = { of, suspects: suspectsOf(view, s) };
  return last.suspects;
}

/** The likeliest first. */
function suspectsOf(view: PairView, { from, to, asOf }: Statement): Suspect[] {
  const zone = view.timezone;
  const shifted = (by: { days?: number; minutes?: number }, name: string, words: string): Suspect => {
    const move = (ms: number): number =>
      DateTime.fromMillis(ms, { zone: zoneOf(zone) })
        .plus(by)
        .toMillis();
    return { name, words, from: move(from), to: move(to) };
  };
  const days = (n: number): Suspect => {
    const many = Math.abs(n) === 1 ? 'a day' : `${Math.abs(n)} days`;
    return shifted({ days: n }, `${n} days`, `${many} ${n < 0 ? 'earlier' : 'later'}`);
  };
  const out = [days(-1)];
  if (asOf !== null && asOf.length > 10) {
    const day = DateTime.fromMillis(Date.parse(asOf), { zone: zoneOf(zone) });
    const { offset } = day;
    if (offset !== 0) {
      out.push(
        shifted({ minutes: offset }, 'zone +', `at that hour in UTC`),
        shifted({ minutes: -offset }, 'zone −', `at that hour if it is written in UTC`),
      );
    }
    const end = (d: DateTime, name: string, words: string): Suspect => ({ name, words, from: d.toMillis(), to: d.toMillis() });
    out.push(end(day.startOf('day'), 'start of day', 'when that day began'), end(day.endOf('day'), 'end of day', 'when that day ended'));
  }
  if (asOf !== null && asOf.length > 10) {
    const at = Date.parse(asOf);
    for (let h = 1; h < 24; h++) out.push({ name: `${-h} hours`, words: h === 1 ? 'an hour earlier' : `${h} hours earlier`, from: at - h * HOUR, to: at - h * HOUR }); // prettier-ignore
    out.push({ name: 'within a day', words: 'within the day before', from: at - 24 * HOUR, to: at });
  }
  for (let n = 2; n <= DAYS_BEFORE; n++) out.push(days(-n));
  for (let n = 1; n <= DAYS_AFTER; n++) out.push(days(n));
  return out;
}

const movedBetween = (view: PairView, from: number, to: number): PairView['movements'] =>
  view.movements.filter((m) => m.to >= from && m.from <= to && m.signed.n !== 0n);

const MOST_TOLD = 6;

function told(moved: PairView['movements'], view: PairView): string {
  const last = moved.slice(-MOST_TOLD).map((m) => `${m.kind} ${signedText(m.signed)} on ${localTime(m.to, view)}`);
  return `moved in that time: ${last.join(', ')}${moved.length > MOST_TOLD ? `, and ${moved.length - MOST_TOLD} more` : ''}`;
}
