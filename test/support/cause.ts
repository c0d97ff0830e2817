import { CAUSES, explain } from '../../src/domain/causes';
import type { Differing } from '../../src/domain/causes/cause';
import { compare } from '../../src/domain/ledger/compare';
import type { Cause } from '../../src/domain/canonical/vocabulary';
import type { PairView } from '../../src/domain/rules/pair-view';

/** Why the two numbers of a pair differ; they must. */
export function causeOf(view: PairView): Cause {
  const c = compare(view);
  if (c.state !== 'differs') throw new Error(`the pair ${c.state}`);
  return explain(view, c as Differing);
}

/** What one hypothesis says by itself: `0 left: text`, the best of it. */
export function said(code: string, view: PairView): readonly string[] {
  const hypothesis = CAUSES.find((h) => h.code === code)!;
  return hypothesis.test(view, compare(view) as Differing).map((e) => e.cause.text);
}
