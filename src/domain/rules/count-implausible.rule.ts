import { text } from '../canonical/quantity';
import { standing } from '../ledger/supersede';
import { asOfTo, keyOf, scopeOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

/** COUNT_IMPLAUSIBLE: a count below zero is no count, whatever our book says. */
export const countImplausible: Rule<PairView> = {
  types: ['COUNT_IMPLAUSIBLE'],
  judge(view) {
    const s = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
    if (!s) return [];
    const key = keyOf('COUNT_IMPLAUSIBLE', view);
    if (s.quantity.n >= 0n) return [{ holds: false, key, asOfTo: asOfTo(s), resolution: 'fixed_by_supplier' }];
    return [
      {
        holds: true,
        finding: {
          type: 'COUNT_IMPLAUSIBLE',
          key,
          severity: 'medium',
          message: `${view.supplier} reports ${text(s.quantity)} ${view.uom} of ${view.sku} at ${view.location}: a count cannot be below zero`,
          ...scopeOf(view),
          ...(s.asOf === null ? {} : { asOf: s.asOf }),
          asOfTo: asOfTo(s),
          reported: text(s.quantity),
          uom: view.uom,
          documents: [{ id: s.document.id, file: s.document.file, place: s.place }],
        },
      },
    ];
  },
};
