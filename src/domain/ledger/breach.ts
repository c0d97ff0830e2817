import { add, compare as order, type Fraction } from '../canonical/quantity';
import type { CountFact, MovementFact, PairView } from '../rules/pair-view';
import { Book } from './book';
import { bookOptions } from './compare';
import { statedAt } from './stock-view';
import { standing } from './supersede';

/** Since when the stock has been at or below min, and from when on anybody could have known it. */
export interface Breach {
  readonly at: number;
  readonly known: number;
}

/** Without a break up to now, by the number that drives the decision; undefined where no fact marks its beginning. */
export const breachOf = (view: PairView, min: Fraction, from: 'buyer' | 'supplier'): Breach | undefined =>
  from === 'supplier' ? ofStatements(view, min) : ofBook(view, min);

function ofStatements(view: PairView, min: Fraction): Breach | undefined {
  const measure = view.terms?.compare_to ?? 'on_hand';
  const turns = [...new Set(view.statements.filter((s) => s.measure === measure && !s.supplyFact).map((s) => s.to))].sort((a, b) => b - a);
  let breach: Breach | undefined;
  for (const at of turns) {
    const then = statedAt(view, at);
    if (!then || order(then.quantity, min) > 0) break;
    const said = view.statements.filter((s) => s.to <= at);
    breach = { at, known: standing(said, measure)?.receivedAt ?? at };
  }
  return breach;
}

interface Turn {
  readonly at: number;
  readonly posted: number;
}
const turnsOf = (views: readonly PairView[]): Turn[] =>
  views.flatMap((v) => [
    ...v.counts.map((c) => ({ at: c.at, posted: c.at })),
    ...v.movements.map((m) => ({ at: m.to, posted: m.postedTo })),
  ]);

function ofBook(view: PairView, min: Fraction): Breach | undefined {
  const pooled = [view, ...(view.predecessors ?? [])];
  const all = highest(view, pooled, Infinity);
  const turns = turnsOf(pooled).sort((a, b) => b.at - a.at);
  let at: number | undefined;
  for (const t of turns) {
    if (t.at > view.now || t.at === at) continue;
    const then = all(t.at);
    if (then === undefined || order(then, min) > 0) break;
    at = t.at;
  }
  if (at === undefined) return undefined;
  // A movement that was booked late told nobody before: what counts is when the facts that make it a shortage were all there.
  const told = [...new Set(turns.map((t) => t.posted))].filter((p) => p > at && p <= view.now).sort((a, b) => a - b);
  for (const known of [at, ...told]) {
    const then = highest(view, pooled, known)(at);
    if (then !== undefined && order(then, min) <= 0) return { at, known };
  }
  return { at, known: at };
}

/** The most that the pooled stock can have been at an instant, by the facts that were posted up to another. */
function highest(view: PairView, pooled: readonly PairView[], posted: number): (at: number) => Fraction | undefined {
  const had = (c: CountFact): boolean => c.at <= posted;
  const booked = (m: MovementFact): boolean => m.postedTo <= posted;
  const books = pooled.map((v) => new Book(v.counts.filter(had), v.movements.filter(booked), bookOptions(view)));
  return (at) => {
    const [own, ...former] = books.map((b) => b.over(at, at)?.high);
    return own && former.filter((q) => q !== undefined).reduce(add, own);
  };
}
