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
