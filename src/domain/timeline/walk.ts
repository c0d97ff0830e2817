import { add, compare, exact, type Fraction, isZero, negate, subtract, text } from '../canonical/quantity';

/** As much of a row of the ledger as is walked over; decimals as text, the oldest row first. */
export interface Walked {
  readonly kind: string;
  readonly quantity: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly superseded: boolean;
  readonly gap: string | null;
  readonly agrees: boolean | null;
}
export interface Step {
  readonly row: number;
  readonly ours: string | null;
  readonly due: string | null; // what the supplier would say, had it seen the same since they agreed
}
export interface Walk {
  readonly outcome: 'agree' | 'separate' | 'never' | 'silent';
  readonly from: number | null; // the last report that agreed, before they separated
  readonly at: number | null; // the first one that did not
  readonly gap: string | null; // there: theirs less what would be due
  readonly steps: readonly Step[]; // from the one to the other
  readonly alone: readonly { readonly row: number; readonly how: 'lacks' | 'early' | 'twice' }[]; // each makes up the gap by itself
}

const NONE = { from: null, at: null, gap: null, steps: [], alone: [] } as const;

/**
 * From the last agreement on, one event at a time, until the sums separate. Where they agree now nothing is walked; where they
 * never agreed in what is shown, from the first report on.
 */
export function walkTheGap(rows: readonly Walked[]): Walk {
  const told = rows.flatMap((r, row) => (r.kind === 'report' && !r.superseded && r.agrees !== null ? [{ ...r, row }] : []));
  const last = told.at(-1);
  if (!last) return { outcome: 'silent', ...NONE };
  const agreed = told.findLastIndex((r) => r.agrees);
  if (agreed === told.length - 1) return { outcome: 'agree', ...NONE, from: last.row };
  const before = told[agreed];
  const separated = told[agreed + 1]!;
  const steps = stepsFrom(rows, before?.row ?? null, separated.row);
  const due = steps.at(-1)?.due;
  return {
    outcome: before ? 'separate' : 'never',
    from: before?.row ?? null,
    at: separated.row,
    gap: due && separated.theirs ? text(subtract(exact(separated.theirs), exact(due))) : separated.gap,
    steps,
    alone: before ? makesUp(rows, before.row, separated.row) : [],
  };
}

function stepsFrom(rows: readonly Walked[], from: number | null, to: number): Step[] {
  const start = from === null ? null : rows[from]!;
  const shared = start?.ours && start.theirs ? subtract(exact(start.theirs), exact(start.ours)) : null;
  return rows.flatMap((r, row) => {
    if (row < (from ?? to) || row > to || r.superseded || r.kind === 'opened' || r.kind === 'closed') return [];
    return [{ row, ours: r.ours, due: shared && r.ours !== null ? text(add(exact(r.ours), shared)) : null }];
  });
}

/** What explains the whole of what came between them since: they lack it, have what is on the road already, or have it twice. */
function makesUp(rows: readonly Walked[], from: number, to: number): Walk['alone'] {
  const gapOf = (r: Walked): Fraction | null => (r.theirs !== null && r.ours !== null ? subtract(exact(r.theirs), exact(r.ours)) : null);
  const [then, now] = [gapOf(rows[from]!), gapOf(rows[to]!)];
  if (!then || !now) return [];
  const changes = [subtract(now, then), now].filter((c) => !isZero(c));
  return rows.slice(from + 1, to).flatMap((r, i) => {
    if (r.quantity === null || r.kind === 'report') return [];
    const moved = exact(r.quantity);
    if (isZero(moved)) return [];
    const is = (f: Fraction): boolean => changes.some((c) => compare(c, f) === 0);
    const how = r.kind === 'notice' ? (is(moved) ? 'early' : null) : is(negate(moved)) ? 'lacks' : is(moved) ? 'twice' : null;
    return how === null ? [] : [{ row: from + 1 + i, how } as const];
  });
}
