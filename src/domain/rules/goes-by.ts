import { text } from '../canonical/quantity';
import { measuresOf } from '../ledger/measures';
import { documentOf, spread } from './pair-finding';
import type { PairView } from './pair-view';

const WORDS = { min: 'minimum', max: 'maximum' } as const;

/** Where the supplier's own report names another threshold than was agreed, that is why it does not act as agreed. */
export function goesBy(
  view: PairView,
  measure: 'min' | 'max',
): { readonly words: string; readonly details: Readonly<Record<string, unknown>> } {
  const m = measuresOf(view).find((x) => x.measure === measure);
  if (m?.state !== 'differs') return { words: '', details: {} };
  const said = text(m.compared);
  const agreed = spread(m.band!);
  return {
    words: `; ${view.supplier} goes by a ${WORDS[measure]} of ${said}, agreed are ${agreed}`,
    details: { supplier_goes_by: { measure, said, agreed, as_of: m.statement.asOf, document: documentOf(m.statement) } },
  };
}
