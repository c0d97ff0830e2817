import { afterWorkingDays, onOrAfter } from '../canonical/calendar';
import { add, compare as order, exact, type Fraction, subtract, text } from '../canonical/quantity';
import { replenishmentKey, shipmentKey } from '../exceptions/fingerprint';
import { stepUp } from '../exceptions/severity';
import { breachOf } from '../ledger/breach';
import { type Candidate, coverBy } from '../ledger/cover';
import { effectiveStock, usedOf } from '../ledger/stock-view';
import { lastsFor } from '../ledger/usage';
import { isoAt } from './at';
import { doubtOf } from './doubt';
import { goesBy } from './goes-by';
import { noLongerAgreed, refilledBy } from './healed';
import { exactly, numbersOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'REPLENISHMENT_MISSING';

const isBelow = (view: PairView, min: Fraction): boolean => {
  const stock = effectiveStock(view, doubtOf);
  return stock !== undefined && order(stock.quantity, min) <= 0;
};

/**
 * REPLENISHMENT_MISSING (E2): at or below min with all that can be there in time, and the supplier has had the time to answer.
 * Days are working days; the clock starts when the supplier could know: the breach, a change of min, the posting of its facts.
 */
export const replenishmentMissing: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    const { terms } = view;
    const key = replenishmentKey(TYPE, view.sku, view.location, view.supplier);
    if (!terms || terms.min === undefined || terms.managed_by !== 'supplier') return noLongerAgreed(view, TYPE, key);
    if (view.discontinued) return [{ holds: false, key, resolution: 'superseded' }];
    const stock = effectiveStock(view, doubtOf);
    if (!stock) return [{ holds: 'unknown', key, reason: 'nobody has counted it' }];
    const min = exact(terms.min);
    if (order(stock.quantity, min) > 0) return [{ holds: false, key, resolution: refilledBy(view, TYPE, (v) => isBelow(v, min)) }];

    const agreed = Math.max(view.thresholdsSince ?? 0, terms.go_live === undefined ? 0 : Date.parse(terms.go_live));
    if (view.now < agreed) return [{ holds: 'unknown', key, reason: 'the program has not begun' }];
    const began = breachOf(view, min, stock.from);
    const breach = Math.max(began?.at ?? 0, agreed) || view.now;
    const needed = afterWorkingDays(breach, terms.lead_time_days ?? 0, view.timezone, view.workdays);
    const { total, candidates } = coverBy(view, needed);
    const position = add(stock.quantity, total);
    if (order(position, min) > 0) return [{ holds: false, key, resolution: 'fixed_by_supplier' }];
    const known = Math.max(breach, began?.known ?? 0);
    const due = onOrAfter(afterWorkingDays(known, terms.response_days ?? 0, view.timezone, view.workdays), terms.order_days, view.timezone);
    if (!view.direct) return [{ holds: 'unknown', key, reason: 'the clock alone decides it now' }];
    if (view.now < due) return [{ holds: 'unknown', key, reason: `the supplier has until ${isoAt(due)}` }];
    return [
      finding(view, key, { stock: stock.quantity, said: stock.said, from: stock.from, position, min, needed, breach, due, candidates }),
    ];
  },
};

interface Shortage {
  readonly stock: Fraction;
  readonly said: string;
  readonly from: string;
  readonly position: Fraction;
  readonly min: Fraction;
  readonly needed: number;
  readonly breach: number;
  readonly due: number;
  readonly candidates: readonly Candidate[];
}

function finding(view: PairView, key: string, s: Shortage): Verdict {
  const short = subtract(s.min, s.position);
  const cover = s.candidates.length === 0 ? 'nothing is on its way' : s.candidates.map((c) => c.why).join('; ');
  const critical = runsOutFirst(view, s);
  const overdue = s.candidates.flatMap((c) => c.overdue ?? []);
  const theirs = goesBy(view, 'min');
  return {
    holds: true,
    finding: {
      type: TYPE,
      key,
      severity: critical ? 'critical' : stepUp('high', { classA: view.classA }),
      message: `${view.sku} at ${view.location} is ${text(short)} ${view.uom} short of its minimum ${text(s.min)}: ${text(s.stock)} on hand ${s.said}, and ${cover}${theirs.words}`,
      ...numbersOf(view, s.position, exactly(s.min), subtract(s.position, s.min)),
      documents: [],
      details: {
        short: text(short),
        on_hand: text(s.stock),
        driven_by: s.from,
        breach_at: isoAt(s.breach),
        needed_by: isoAt(s.needed),
        answer_due: isoAt(s.due),
        ...(overdue.length > 0 ? { fed_by: overdue.map((ref) => shipmentKey('ASN_OVERDUE', view.supplier, ref)) } : {}),
        cover: s.candidates.map((c) => ({
          name: c.name,
          quantity: text(c.quantity),
          at: c.at === null ? null : isoAt(c.at),
          counted: c.counted,
          why: c.why,
        })),
        ...theirs.details,
        weighed: view.classA,
      },
    },
  };
}

/** With the usage of the last four weeks, does it reach zero before anything arrives, or could if it were sent today? */
function runsOutFirst(view: PairView, s: Shortage): boolean {
  const lasts = lastsFor(s.stock, usedOf(view));
  if (lasts === undefined) return s.stock.n <= 0n;
  const soonest = afterWorkingDays(view.now, view.terms?.lead_time_days ?? 0, view.timezone, view.workdays);
  const next = Math.min(...s.candidates.filter((c) => c.at !== null && c.at >= view.now).map((c) => c.at!), soonest);
  return view.now + lasts < next;
}
