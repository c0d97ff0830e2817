import {
  absolute,
  add,
  compare as order,
  divide,
  type Fraction,
  isZero,
  minimum,
  multiply,
  ONE,
  subtract,
  text,
  ZERO,
} from '../canonical/quantity';
import { pairKey } from '../exceptions/fingerprint';
import { isLive, toleranceAt } from '../ledger/compare';
import { comesStill, receivedOf } from '../ledger/incoming';
import { groupedBy, isoAt } from './at';
import { exactly, numbersOf } from './pair-finding';
import type { Incoming, PairView } from './pair-view';
import type { Verdict } from './rule';

const TYPE = 'UOM_SUSPECT';
/** Within a tolerance as wide as a small shipment any ratio would pass for a pack. */
const NEAR: Fraction = { n: 1n, d: 20n };
/** That a half or a third came, or twice as much, happens by itself: of so small a pack two shipments must tell. */
const FEW: Fraction = { n: 5n, d: 1n };

interface Done {
  readonly shipment: Incoming;
  readonly received: Fraction;
  readonly at: number; // when the last of it was posted
  readonly in: { readonly uom: string; readonly factor: Fraction } | undefined; // the unit in which one of the two seems to be
}

/**
 * UOM_SUSPECT by papers: what was announced and what was received of it stand in the ratio of a pack, so that one of the two is in
 * another unit; which, nobody can tell from here. It says nothing about the supplier's count, and is a row of its own. The newest
 * shipment of which no more is to come decides.
 */
export function uomByNotice(view: PairView): readonly Verdict[] {
  const units = view.units.filter((u) => !isZero(u.factor) && order(u.factor, ONE) !== 0);
  const key = pairKey(TYPE, view.supplier, view.sku, view.location, view.owner, 'ship_notice');
  const shipments = [...groupedBy(view.incoming, (i) => i.reference).values()].map(whole);
  const done = shipments.flatMap((i) => doneOf(view, i, units) ?? []).sort((a, b) => b.at - a.at);
  const [newest] = done;
  if (!newest) return view.openTypes.includes(TYPE) ? [{ holds: 'unknown', key, reason: 'no shipment of it is complete' }] : [];
  if (!newest.in) return [{ holds: false, key, asOfTo: isoAt(newest.at), resolution: 'fixed_by_supplier' }];
  const fine = done.findIndex((d) => d.in?.uom !== newest.in!.uom);
  const run = fine < 0 ? done : done.slice(0, fine);
  if (run.length === 1 && isFew(newest.in.factor)) return [{ holds: 'unknown', key, reason: 'one shipment may be so by itself' }];
  return [found(view, key, newest, newest.in, run)];
}

/** What is too much of an item that stands on several lines lies with the last of them. */
const whole = (lines: readonly [Incoming, ...Incoming[]]): Incoming => ({
  ...lines[0],
  quantity: lines.map((l) => l.quantity).reduce(add),
  receipts: lines.flatMap((l) => l.receipts),
  closed: lines.every((l) => l.closed),
});

const isFew = (factor: Fraction): boolean => order(factor, FEW) < 0 && order(multiply(factor, FEW), ONE) > 0;

function doneOf(view: PairView, shipment: Incoming, units: PairView['units']): Done | undefined {
  if (shipment.receipts.length === 0 || isZero(shipment.quantity) || !isLive(view, shipment.shippedAt ?? shipment.noticedAt))
    return undefined;
  if (comesStill(view, shipment)) return undefined;
  const received = receivedOf(shipment);
  const at = Math.max(...shipment.receipts.map((r) => r.postedTo));
  return { shipment, received, at, in: units.find((u) => standsIn(view, shipment.quantity, received, u.factor)) };
}

/** One is the other in packs, as near as deliveries are. */
function standsIn(view: PairView, announced: Fraction, received: Fraction, factor: Fraction): boolean {
  return [multiply(announced, factor), divide(announced, factor)].some((read) => {
    const allowed = minimum(toleranceAt(view, read), multiply(absolute(read), NEAR));
    return order(absolute(subtract(received, read)), allowed) <= 0;
  });
}

function found(view: PairView, key: string, newest: Done, unit: NonNullable<Done['in']>, all: readonly Done[]): Verdict {
  const sum = (of: (d: Done) => Fraction): Fraction => all.map(of).reduce(add, ZERO);
  const [announced, received] = [sum((d) => d.shipment.quantity), sum((d) => d.received)];
  const names = all.map((d) => d.shipment.reference);
  const which = names.length === 1 ? `shipment ${names[0]}` : `${names.length} shipments (${names.slice(0, 5).join(', ')})`;
  return {
    holds: true,
    finding: {
      type: TYPE,
      key,
      severity: 'high',
      message: `${which}: ${text(announced)} ${view.uom} of ${view.sku} announced to ${view.location} and ${text(received)} received, as if one of the two were in ${unit.uom} (1 ${unit.uom} = ${text(unit.factor, 6)} ${view.uom})`,
      ...numbersOf(view, announced, exactly(received), subtract(announced, received)),
      asOfTo: isoAt(newest.at),
      documents: [],
      details: {
        by: 'ship_notice',
        unit: unit.uom,
        shipments: all.map((d) => ({ shipment: d.shipment.reference, announced: text(d.shipment.quantity), received: text(d.received) })),
      },
    },
  };
}
