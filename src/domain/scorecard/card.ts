/** One thing that a measure looked at: of `of` things `good` were as they should be. */
export interface Case {
  readonly good: number;
  readonly of: number; // 0: left out, for the reason in `said`
  readonly at: string; // instant
  readonly what: string; // 'shipment 4711', 'BRK-2210'
  readonly location: string | null; // code; null where it is of no single place
  readonly said: string; // what was compared, with both numbers
  readonly document: string | null; // doc_… that says so
  readonly place: string | null;
  readonly hours?: number; // that an answer took
}
/** A figure of a card; its cases are the list behind it. */
export interface Figure {
  readonly good: number;
  readonly of: number;
  readonly left_out: number; // cases that could not be judged, or were not the one's who is judged
  readonly percent: string | null; // one decimal, cut off and not rounded up: 99.96 is not 100; null where nothing was judged
  readonly median_hours: string | null;
}

export function figureOf(cases: readonly Case[]): Figure {
  const good = cases.reduce((n, c) => n + c.good, 0);
  const of = cases.reduce((n, c) => n + c.of, 0);
  const hours = cases.flatMap((c) => (c.of > 0 && c.hours !== undefined ? c.hours : [])).sort((a, b) => a - b);
  return {
    ...{ good, of, left_out: cases.filter((c) => c.of === 0).length, percent: of === 0 ? null : percentOf(good, of) },
    median_hours: hours.length === 0 ? null : ((hours[(hours.length - 1) >> 1]! + hours[hours.length >> 1]!) / 2).toFixed(1),
  };
}

function percentOf(good: number, of: number): string {
  const tenths = Math.floor((good * 1000) / of);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** One week of a figure. */
export interface Week {
  readonly from: string; // instant
  readonly good: number;
  readonly of: number;
  readonly percent: string | null; // null where nothing was judged: no share, and no nought
}
const WEEK_MS = 7 * 86_400_000;

/** The weeks of a period, the last one ending with it. None where all cases stand in one of them: that is no course of time. */
export function weeksOf(cases: readonly Case[], from: string, to: string): Week[] {
  const [first, end] = [Date.parse(from), Date.parse(to)];
  const weeks = Array.from({ length: Math.ceil((end - first) / WEEK_MS) }, (_, i) => end - (i + 1) * WEEK_MS).reverse();
  const all = weeks.map((start) => {
    const own = cases.filter(({ at }) => Date.parse(at) >= start && Date.parse(at) < start + WEEK_MS);
    const { good, of, percent } = figureOf(own);
    return { from: new Date(Math.max(start, first)).toISOString(), good, of, percent };
  });
  return all.filter((w) => w.of > 0).length > 1 ? all : [];
}
