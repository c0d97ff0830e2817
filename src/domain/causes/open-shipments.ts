import { absolute, add, compare as order, type Fraction, subtract, ZERO } from '../canonical/quantity';
import type { Incoming, PairView } from '../rules/pair-view';
import { dayAndTime, type Differing, type Explanation, gaps, shown } from './cause';

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

/** The gap closed by one of them, or by all together where a supplier counts whatever is open. */
export function closing(
  c: Differing,
  open: readonly OpenShipment[],
  code: string,
  words: (open: readonly OpenShipment[]) => string,
): Explanation[] {
  const choices = [...open.map((s) => [s]), ...(open.length > 1 ? [open] : [])];
  return choices.flatMap((chosen) => {
    const rest = chosen.reduce((sum, s) => add(sum, s.rest), ZERO);
    return gaps(c)
      .filter(({ gap }) => order(gap, ZERO) > 0)
      .map(({ book, gap }) => ({
        left: absolute(subtract(gap, rest)),
        cause: {
          code,
          text: words(chosen),
          evidence: [
            `reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`,
            ...chosen.map(
              (s) => `shipment ${s.shipment.reference}: ${shown(s.rest)} of ${shown(s.shipment.quantity)} still open at the as-of`,
            ),
            ...chosen.flatMap((s) => (s.shipment.etaTo === null ? [] : [`expected ${dayAndTime(s.shipment.etaTo)}`])),
          ],
        },
      }));
  });
}

export const named = (open: readonly OpenShipment[], uom: string): string =>
  open.map((s) => `${shown(s.rest)} ${uom} of shipment ${s.shipment.reference}`).join(' and ');
