import { absolute, compare as order, subtract, ZERO } from '../canonical/quantity';
import { remainder } from '../ledger/compare';
import type { PairView } from '../rules/pair-view';
import { dayAndTime, type Differing, type Explanation, gaps, type Hypothesis, shown } from './cause';

/** The supplier counts what is still on the way: the open remainder of a shipment explains the gap, and it is not yet due. */
export const inTransitCounted: Hypothesis = {
  code: 'IN_TRANSIT_COUNTED',
  test: (view, c) => shipmentsThat(view, c, (eta) => eta === null || eta >= c.window![1], inTransit),
};

function inTransit(reference: string, rest: string, uom: string, eta: number | null): string {
  const due = eta === null ? 'without a day of arrival' : `due ${dayAndTime(eta)}`;
  return `the supplier seems to count what is on the way: ${rest} ${uom} of shipment ${reference}, ${due}`;
}

type Words = (reference: string, rest: string, uom: string, eta: number | null) => string;

/** Shipments whose remainder at the as-of would close the gap. */
export function shipmentsThat(view: PairView, c: Differing, fits: (eta: number | null) => boolean, words: Words): Explanation[] {
  const out: Explanation[] = [];
  const code = words === inTransit ? 'IN_TRANSIT_COUNTED' : 'UNPOSTED_RECEIPT';
  const at = c.window![1];
  for (const i of view.incoming) {
    if (!fits(i.etaTo) || (i.shippedAt ?? i.noticedAt) > c.statement.receivedAt) continue;
    const rest = remainder(i, at);
    if (order(rest, ZERO) <= 0) continue;
    for (const { book, gap } of gaps(c)) {
      if (order(gap, ZERO) <= 0) continue;
      out.push({
        left: absolute(subtract(gap, rest)),
        cause: {
          code,
          text: words(i.reference, shown(rest), view.uom, i.etaTo),
          evidence: [
            `reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`,
            `shipment ${i.reference}: ${shown(rest)} of ${shown(i.quantity)} still open at the as-of`,
            ...(i.etaTo === null ? [] : [`expected ${dayAndTime(i.etaTo)}`]),
          ],
        },
      });
    }
  }
  return out;
}
