import { compare as order, text } from '../canonical/quantity';
import { explain, explanations, fits } from '../causes';
import type { Differing } from '../causes/cause';
import { compare, worthRaising } from '../ledger/compare';
import { healedBy } from './healed';
import { asOfTo, keyOf, pairFacts, underReport } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule, Verdict } from './rule';
import { uomByNotice } from './uom-by-notice';

/** UOM_SUSPECT: by the supplier's count, and by its ship notices. */
export const uomSuspect: Rule<PairView> = {
  types: ['UOM_SUSPECT'],
  judge: (view) => [uomByCount(view), ...uomByNotice(view)],
};

/** The number fits the book once it is read in another of the item's units. It explains the divergence. */
export function uomByCount(view: PairView): Verdict {
  const c = compare(view);
  const key = keyOf('UOM_SUSPECT', view);
  if (c.state === 'differs' && worthRaising(view, c)) {
    const differing = c as Differing;
    const packs = explanations(view, differing).filter((e) => e.cause.code === 'PACK_FACTOR' && fits(e, differing));
    const [best] = [...packs].sort((a, b) => order(a.left, b.left));
    // A shipment that explains the gap better leaves no doubt about the unit.
    const other = best && !['PACK_FACTOR', 'UNEXPLAINED'].includes(explain(view, differing).code);
    if (best && !other) {
      const message = `${text(c.statement!.quantity)} for ${view.sku} at ${view.location} looks like another unit: ${best.cause.evidence[0]}`;
      return {
        holds: true,
        finding: {
          type: 'UOM_SUSPECT',
          key,
          severity: 'high',
          message,
          cause: best.cause,
          ...pairFacts(view, c),
          ...underReport(view),
          details: { driven_by: 'supplier' },
        },
      };
    }
  }
  if (c.statement === null || c.state === 'uncomparable' || c.state === 'weak') return { holds: 'unknown', key, reason: c.reason! };
  return { holds: false, key, asOfTo: asOfTo(c.statement), resolution: healedBy(view, c, ['UOM_SUSPECT']) };
}
