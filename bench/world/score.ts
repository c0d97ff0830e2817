import { DIVERGENCES, type Allowed, type Expected, type Span, type Truth } from './truth';

/** An exception as `exceptions --json` tells it, as far as it is judged here. */
export interface Raised {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly reported: string | null;
  readonly expected: { readonly low: string; readonly high: string } | null;
  readonly cause: { readonly code: string; readonly evidence?: readonly string[] } | null;
  readonly opened_at: string;
  readonly resolved_at: string | null;
  readonly last?: boolean; // false: it came again later, and the row tells of that
}
export interface Verdict {
  readonly expected: Expected;
  readonly raised: Raised | undefined;
  readonly cause: 'right' | 'wrong' | null; // null: the facts do not single it out, or nothing was raised
  readonly healed: 'right' | 'wrong' | null; // null: nothing heals it within the world
}
export interface Score {
  readonly verdicts: readonly Verdict[];
  readonly alarms: readonly Raised[]; // false ones
}

const SLACK = 60_000;
const within = (at: number, { from, by }: Span): boolean => at >= from - SLACK && at <= by + SLACK;
const same = (asked: string | null | undefined, is: string | null): boolean => asked === undefined || asked === is;
const sameScope = (e: Expected | Allowed, r: Raised): boolean =>
  same(e.supplier, r.supplier) && same(e.sku, r.sku) && same(e.location, r.location);

/** What was raised against what had to be: each to one of the other, the nearest in time first. */
export function score(truth: Truth, raised: readonly Raised[]): Score {
  const left = new Set(raised);
  const verdicts = truth.expected.map((expected): Verdict => {
    const found = [...left]
      .filter((r) => isOf(expected.types, r) && sameScope(expected, r) && within(Date.parse(r.opened_at), expected))
      .sort((a, b) => Date.parse(a.opened_at) - Date.parse(b.opened_at))[0];
    if (found) left.delete(found);
    return { expected, raised: found, cause: causeOf(expected, found), healed: healedOf(expected, found) };
  });
  const alarms = [...left].filter((r) => !truth.allowed.some((a) => isAllowed(a, r)));
  return { verdicts, alarms };
}

/** A divergence and the flip of a decision are one row, whose type is that of its last spell. */
const isOf = (types: readonly string[], r: Raised): boolean =>
  types.includes(r.type) || (r.last === false && DIVERGENCES.includes(r.type) && types.some((t) => DIVERGENCES.includes(t)));

const isAllowed = (a: Allowed, r: Raised): boolean =>
  (a.types.length === 0 || isOf(a.types, r)) && sameScope(a, r) && within(Date.parse(r.opened_at), a);

function causeOf({ causes }: Expected, raised: Raised | undefined): Verdict['cause'] {
  if (!causes || !raised || raised.last === false) return null;
  return raised.cause && causes.includes(raised.cause.code) ? 'right' : 'wrong';
}
function healedOf({ heal }: Expected, raised: Raised | undefined): Verdict['healed'] {
  if (!heal || !raised) return null;
  return raised.resolved_at !== null && within(Date.parse(raised.resolved_at), heal) ? 'right' : 'wrong';
}
