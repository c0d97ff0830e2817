import { add } from '../canonical/quantity';
import type { Statement } from '../rules/pair-view';

/**
 * The statement that stands: the latest as-of, and for one as-of what was received last, since a correction comes later. A
 * late report of an earlier day changes nothing about today. Lines of one report about the same stock add up.
 */
export function standing(statements: readonly Statement[], measure: string): Statement | undefined {
  let best: Statement | undefined;
  for (const s of statements) {
    if (s.measure !== measure || s.supplyFact) continue;
    if (!best || s.to > best.to || (s.to === best.to && s.receivedAt > best.receivedAt)) best = s;
    else if (best.document.id === s.document.id && s.to === best.to) best = { ...best, quantity: add(best.quantity, s.quantity) };
  }
  return best;
}

/** One number for each earlier as-of, as it stood last, the latest first. */
export function earlierThan(s: Statement, statements: readonly Statement[]): Statement[] {
  const byAsOf = new Map<number, Statement>();
  for (const e of statements) {
    if (e.measure !== s.measure || e.supplyFact || e.to >= s.from || e.document.id === s.document.id) continue;
    const known = byAsOf.get(e.to);
    if (!known || e.receivedAt > known.receivedAt) byAsOf.set(e.to, e);
    else if (known.document.id === e.document.id) byAsOf.set(e.to, { ...known, quantity: add(known.quantity, e.quantity) });
  }
  return [...byAsOf.values()].sort((a, b) => b.to - a.to);
}
