import { compare, divide, exact, multiply, text, whole } from '../canonical/quantity';
import type { Terms } from '../items/terms';
import { usedOf } from '../ledger/stock-view';
import { isUsed, USAGE_DAYS } from '../ledger/usage';
import { isoAt } from './at';
import { keyOf, scopeOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'THRESHOLD_INVALID';

/**
 * What is agreed about an item at a place contradicts itself, or is less than what is used while more is on its way: replenished
 * just as agreed it would run out all the same. Usage is asked of the pairs that are looked at closely, which those that come
 * near their min are. What is not agreed is no exception: `masters check` lists it, and a thousand rows would bury the rest.
 */
export const thresholdInvalid: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    const key = keyOf(TYPE, view);
    const { terms } = view;
    if (terms === null || view.discontinued) return [{ holds: false, key, resolution: 'superseded' }];
    const wrong = [...contradictions(terms), ...tooLittle(view, terms)];
    if (wrong.length === 0) return [{ holds: false, key, resolution: 'fixed_by_buyer' }];
    const { min, max, moq, order_multiple, lead_time_days, transit_days } = terms;
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: view.classA ? 'medium' : 'low',
          message: `${view.sku} at ${view.location}: ${wrong.join('; ')}`,
          ...scopeOf(view),
          uom: view.uom,
          asOfTo: isoAt(view.now),
          documents: [],
          details: { wrong, min, max, moq, order_multiple, lead_time_days, transit_days },
        },
      },
    ];
  },
};

const above = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && compare(exact(a), exact(b)) > 0;

function contradictions({ min, max, moq, order_multiple, lead_time_days, transit_days }: Terms): string[] {
  return [
    ...(above(min, max) ? [`min ${min} is above max ${max}`] : []),
    ...(above(moq, max) ? [`the least order ${moq} is above max ${max}`] : []),
    ...(order_multiple !== undefined && compare(exact(order_multiple), exact('0')) === 0 ? ['the order multiple is 0'] : []),
    ...(lead_time_days !== undefined && transit_days !== undefined && transit_days > lead_time_days
      ? [`the way takes ${transit_days} days of a lead time of ${lead_time_days}`]
      : []),
  ];
}

function tooLittle(view: PairView, { managed_by, min, lead_time_days }: Terms): string[] {
  if (managed_by !== 'supplier' || min === undefined || lead_time_days === undefined) return [];
  if (!isUsed(view.movements, view.now)) return [];
  const used = usedOf(view);
  const meanwhile = divide(multiply(used, whole(lead_time_days)), whole(USAGE_DAYS));
  if (compare(meanwhile, exact(min)) <= 0) return [];
  return [
    `min ${min} is less than the ${text(meanwhile, 1)} ${view.uom} that are used within a lead time of ${lead_time_days} days (${text(used)} in the last ${USAGE_DAYS})`,
  ];
}
