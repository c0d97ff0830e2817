import { compare as order, type Fraction, ZERO } from '../canonical/quantity';
import type { Incoming, PairView } from '../rules/pair-view';
import { type Differing, type Explanation, localTime, shown } from './cause';
import { choices, joined } from './sums';

export interface OpenShipment {
  readonly shipment: Incoming;
  readonly rest: Fraction; // still open at the end of the as-of
}

/** Shipments of which something was open at the as-of, of those that were sent by then. */
export function openAt(view: PairView, c: Differing, rest: (i: Incoming, at: number) => Fraction): OpenShipment[] {
  return view.incoming
    .filter((i) => (i.shippedAt ?? i.noticedAt) <= c.statement.receivedAt)
    .map((shipment) => ({ shipment, rest: rest(shipment, c.window![1]) }))
    .filter((s) => order(s.rest, ZERO) > 0);
}

/** The gap closed by what is open of them: of one, of several, or of all where a supplier counts whatever is open. */
export function closing(
  view: PairView,
  c: Differing,
  open: readonly OpenShipment[],
  code: string,
  words: (open: readonly OpenShipment[]) => string,
): Explanation[] {
  return choices(c, open, (s) => s.rest, 1).map(({ chosen, book, gap, left, chance }) => ({
    left,
    chance,
    cause: {
      code,
      text: words(chosen),
      evidence: [
        `reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`,
        ...chosen.map(
          ({ shipment: s, rest }) =>
            `shipment ${s.reference}: ${shown(rest)} of ${shown(s.quantity)} ${view.uom} still open at the as-of` +
            (s.etaTo === null ? '' : `, expected ${localTime(s.etaTo, view)}`),
        ),
      ],
    },
  }));
}

export const named = (open: readonly OpenShipment[], uom: string): string =>
  joined(open.map((s) => `${shown(s.rest)} ${uom} of shipment ${s.shipment.reference}`));
