import { z } from 'zod';
import { absolute, compare as order, type Fraction, maximum, minimum, subtract, text, ZERO } from '../canonical/quantity';
import { type Band, Book } from '../ledger/book';
import { bookOf, bookOptions, compare, isLive, onHandNow, toleranceAt } from '../ledger/compare';
import { dayAt, isoAt } from './at';
import { keyOf, scopeOf, spread } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';
import { unexplained } from './sites';

export const buyerRecordSuspectSettings = z.object({
  countedWithinDays: z
    .number()
    .int()
    .positive()
    .default(366)
    .describe('a count that is older says little: stock is counted once a year at least'),
  usageDays: z.number().int().positive().default(10).describe('so many days with usage must be known before their lack means anything'),
  timesLongestGap: z
    .number()
    .positive()
    .default(3)
    .describe('so many times the longest gap between two usages without a new one is suspect'),
  sitesWithinDays: z.number().positive().default(7).describe('so far apart may the numbers of two places be that differ the same way'),
});
export type BuyerRecordSuspectSettings = z.infer<typeof buyerRecordSuspectSettings>;

const TYPE = 'BUYER_RECORD_SUSPECT';
const DAY = 86_400_000;

interface Suspicion {
  readonly why: string;
  readonly ours?: Pick<Band, 'low' | 'high'>;
  readonly reported?: Fraction;
  readonly asOfTo?: number; // of the number that tells it
}

/**
 * BUYER_RECORD_SUSPECT: it is our own book that cannot be right, whatever suppliers say: below zero, two counts that the
 * movements between them do not join, a count that is too old, stock that stopped moving, several suppliers, or several places of
 * an item, that differ the same way. A count with its own correction mends it.
 */
export function buyerRecordSuspectBy(settings: BuyerRecordSuspectSettings): Rule<PairView> {
  return {
    types: [TYPE],
    judge(view) {
      if (view.terms === null || view.counts.length === 0 || !isLive(view, view.now)) return [];
      const key = keyOf(TYPE, view);
      const found = [
        belowZero(view),
        gap(view),
        tooOld(view, settings),
        frozen(view, settings),
        othersToo(view),
        sitesToo(view, settings),
      ].filter((s) => s !== undefined);
      const [first] = found;
      if (!first) return [{ holds: false, key, resolution: 'count_adjusted' }];
      return [
        {
          holds: true,
          finding: {
            type: TYPE,
            key,
            severity: 'high',
            message: `our book of ${view.sku} at ${view.location} is in doubt: ${found.map((f) => f.why).join('; ')}`,
            ...scopeOf(view),
            // What counts is when we were told: a movement of last week that is booked today is news, and so is a number that differs.
            asOfTo: isoAt(Math.max(view.factsAt ?? view.now, ...found.map((f) => f.asOfTo ?? 0))),
            ...(first.reported ? { reported: text(first.reported) } : {}),
            ...(first.ours ? { expected: { low: text(first.ours.low), high: text(first.ours.high) } } : {}),
            uom: view.uom,
            documents: [],
            details: { why: found.map((f) => f.why) },
          },
        },
      ];
    },
  };
}

/** Further than the tolerance: what was used and what came on one day is often booked in the wrong order. */
function belowZero(view: PairView): Suspicion | undefined {
  const book = onHandNow(view);
  if (!book || book.high.n >= 0n || order(absolute(book.high), toleranceAt(view, book.high)) <= 0) return undefined;
  return { why: `it says ${spread(book)} ${view.uom}`, ours: book };
}

/** The last two counts of a status against the movements between them (E1). The correction that a count brought with it has settled it. */
function gap(view: PairView): Suspicion | undefined {
  const { at } = view.counts.at(-1)!;
  const last = view.counts.filter((c) => c.at === at);
  const before = view.counts.filter((c) => c.at < at && last.some((l) => l.status === c.status));
  const corrected = view.movements.some((m) => m.countRef !== null && last.some((c) => c.ref === m.countRef));
  if (before.length === 0 || corrected) return undefined;
  const options = bookOptions(view);
  const rolled = new Book(before, view.movements, options).over(at, at);
  const counted = new Book([...before, ...last.filter((l) => before.some((c) => c.status === l.status))], view.movements, options).over(
    at,
    at,
  );
  if (!rolled || !counted || order(apart(rolled, counted), toleranceAt(view, counted.high)) <= 0) return undefined;
  return {
    why: `counted ${spread(counted)} ${view.uom} on ${dayAt(at, view.timezone)}, the count before it and the movements since make ${spread(rolled)}`,
    ours: rolled,
    reported: counted.high,
  };
}

/** Between two spans: zero where they touch. */
const apart = (a: Pick<Band, 'low' | 'high'>, b: Pick<Band, 'low' | 'high'>): Fraction =>
  maximum(ZERO, subtract(maximum(a.low, b.low), minimum(a.high, b.high)));

function tooOld(view: PairView, s: BuyerRecordSuspectSettings): Suspicion | undefined {
  const last = view.counts.at(-1)!.at;
  if (view.now - last <= s.countedWithinDays * DAY) return undefined;
  return { why: `it was last counted on ${dayAt(last, view.timezone)}` };
}

/** Used day by day, and then no more though there is stock: it may not be there. Not where the supplier's number agrees. */
function frozen(view: PairView, s: BuyerRecordSuspectSettings): Suspicion | undefined {
  if (view.watermark === null || compare(view).state === 'agreed') return undefined;
  const days = [...new Set(view.movements.flatMap((m) => (m.kind === 'usage' ? Math.floor(m.from / DAY) : [])))].sort((a, b) => a - b);
  if (days.length < s.usageDays) return undefined;
  const longest = Math.max(...days.slice(1).map((d, i) => d - days[i]!));
  const still = Math.floor(view.watermark / DAY) - filledOn(view, days.at(-1)!);
  const book = bookOf(view).over(view.watermark, view.watermark);
  if (still <= longest * s.timesLongestGap || !book || book.low.n <= 0n) return undefined;
  return {
    why: `${spread(book)} ${view.uom} on hand, and nothing was used for ${still} days (never longer than ${longest} before)`,
    ours: book,
  };
}

/** The day since a day on which an empty shelf was filled: nothing could be used before. */
function filledOn(view: PairView, since: number): number {
  const book = bookOf(view);
  const filled = view.movements.filter(
    (m) => m.signed.n > 0n && Math.floor(m.from / DAY) > since && (book.over(m.from - 1, m.from - 1)?.low.n ?? 1n) <= 0n,
  );
  return Math.max(since, ...filled.map((m) => Math.floor(m.from / DAY)));
}

/** Another supplier of the same stock sees it differ the same way. */
function othersToo(view: PairView): Suspicion | undefined {
  const c = compare(view);
  if (c.state !== 'differs') return undefined;
  const same = (view.othersDiffer ?? []).filter((o) => o.distance.n > 0n === c.distance.n > 0n);
  if (same.length === 0) return undefined;
  return {
    why: `${[view.supplier, ...same.map((o) => o.supplier)].join(' and ')} both report ${c.distance.n > 0n ? 'more' : 'less'} than it says`,
    ours: c.band!,
    reported: c.statement!.quantity,
    asOfTo: c.statement!.to,
  };
}

/**
 * At another place a number for the item differs the same way, and nothing explains either: what the two have in common is how we
 * book the item. What explains this one leaves no doubt about our book.
 */
function sitesToo(view: PairView, s: BuyerRecordSuspectSettings): Suspicion | undefined {
  if (!view.sitesDiffer?.length || !unexplained(view)) return undefined;
  const c = compare(view);
  const near = (at: number): boolean => Math.abs(at - c.statement!.to) <= s.sitesWithinDays * DAY;
  const same = view.sitesDiffer.filter((o) => o.distance.n > 0n === c.distance.n > 0n && near(o.asOfTo));
  if (same.length === 0) return undefined;
  const places = [...new Set([view.location, ...same.map((o) => o.location)])];
  return {
    why: `at ${places.slice(0, -1).join(', ')} and ${places.at(-1)} ${c.distance.n > 0n ? 'more' : 'less'} of it is reported than our books say, for no known reason`,
    ours: c.band!,
    reported: c.statement!.quantity,
    asOfTo: Math.max(c.statement!.to, ...same.map((o) => o.asOfTo)),
  };
}

export const buyerRecordSuspect = buyerRecordSuspectBy(buyerRecordSuspectSettings.parse({}));
