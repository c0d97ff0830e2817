import { absolute, add, compare as order, type Fraction, maximum, minimum, negate, text, ZERO } from '../canonical/quantity';
import { stepUp } from '../exceptions/severity';
import { distance } from '../ledger/book';
import { bookOf, isLive, reachesFloor, toleranceAt } from '../ledger/compare';
import { flowOf, type Period } from '../ledger/flows';
import { standing } from '../ledger/supersede';
import { dayAt } from './at';
import { asOfTo, documentOf, keyOf, spread, statedFacts } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'SUPPLIER_LEDGER_IMBALANCE';
const HOUR = 3_600_000;
const NEIGHBOURS = 2 * HOUR; // the evening's balance opens the next day, an instant's has its slack

/** What the supplier's own figures come to: its opening balance and what it says went in and out. */
interface Sum {
  readonly opening: Statement;
  readonly received: Fraction;
  readonly sold: Fraction;
  readonly returned: Fraction;
  readonly closing: { readonly low: Fraction; readonly high: Fraction };
}

/**
 * SUPPLIER_LEDGER_IMBALANCE: opening and received less sold is not the closing balance, all of it in the supplier's own words.
 * Only where one report tells of both ways, since what is not told is unknown and not zero; whether returns came from
 * customers or went back to the supplier, a report does not say: either may hold.
 */
export const supplierLedgerImbalance: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    if (view.terms === null) return [];
    const closing = standing(view.statements, view.terms.compare_to);
    if (!closing || !isLive(view, closing.from)) return [];
    const key = keyOf(TYPE, view);
    const sums = sumsOf(view, closing);
    if (sums.length === 0)
      return closing.from === closing.to ? [] : [{ holds: 'unknown', key, reason: 'the report does not tell of both ways' }];
    const [near] = sums
      .map((sum) => ({ sum, off: distance(sum.closing, closing.quantity) }))
      .sort((a, b) => order(absolute(a.off), absolute(b.off)));
    const { sum, off } = near!;
    if (order(absolute(off), toleranceAt(view, closing.quantity)) <= 0)
      return [{ holds: false, key, asOfTo: asOfTo(closing), resolution: 'fixed_by_supplier' }];
    if (openedWrong(view, sum.opening, off))
      return [{ holds: 'unknown', key, reason: 'the balance that it opened with was wrong, and told as such' }];
    if (!reachesFloor(view, off)) return [{ holds: 'unknown', key, reason: 'below what is worth raising' }];
    const { opening } = sum;
    const words = [
      `${text(opening.quantity)} on ${dayAt(opening.to, view.timezone)}`,
      `${text(sum.received)} received`,
      `${text(sum.sold)} sold`,
      ...(sum.returned.n === 0n ? [] : [`${text(sum.returned)} returned`]),
    ];
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: stepUp('medium', { classA: view.classA }),
          message: `${view.supplier}'s own figures for ${view.sku} at ${view.location} do not add up: ${words.join(', ')} make ${spread(sum.closing)} ${view.uom}, it reports ${text(closing.quantity)}`,
          ...statedFacts(view, closing, sum.closing, off),
          documents: [opening, closing].map(documentOf),
          details: {
            opening: text(opening.quantity),
            received: text(sum.received),
            sold: text(sum.sold),
            returned: text(sum.returned),
            weighed: view.classA,
          },
        },
      },
    ];
  },
};

/** A count that was off by as much has its own exception; that the next one is right again is no second fault. */
function openedWrong(view: PairView, opening: Statement, off: Fraction): boolean {
  const then = bookOf(view).over(opening.from, opening.to);
  if (!then) return false;
  const wrong = distance(then, opening.quantity);
  return wrong.n !== 0n && order(absolute(add(wrong, off)), toleranceAt(view, opening.quantity)) <= 0;
}

function sumsOf(view: PairView, closing: Statement): Sum[] {
  const told = (measure: string): Fraction | undefined => {
    const lines = view.statements.filter((s) => s.measure === measure && s.document.id === closing.document.id);
    return lines.length === 0 ? undefined : lines.reduce((sum, s) => add(sum, s.quantity), ZERO);
  };
  const received = told('received');
  const sold = told('sold');
  const flow = flowOf(view, 'sold');
  if (received === undefined || sold === undefined || flow?.statement.document.id !== closing.document.id) return [];
  const returned = told('returned') ?? ZERO;
  const openings = flow.periods.flatMap((p) => openingOf(view, closing, p) ?? []);
  return openings.map((opening) => {
    const net = add(add(opening.quantity, received), negate(sold));
    const either = [net, add(net, returned), add(net, negate(returned))];
    return { opening, received, sold, returned, closing: { low: either.reduce(minimum), high: either.reduce(maximum) } };
  });
}

/** The balance with which a period began: told as such in the report itself, or the one that the report before it closed with. */
function openingOf(view: PairView, closing: Statement, p: Period): Statement | undefined {
  const balances = view.statements.filter((s) => s.measure === closing.measure && !s.supplyFact && s.to < closing.to);
  const own = balances.filter((s) => s.document.id === closing.document.id && Math.abs(s.from - p.from) <= NEIGHBOURS);
  if (own.length > 0) return standing(own, closing.measure);
  return standing(
    balances.filter((s) => s.document.id !== closing.document.id && Math.abs(s.to - p.from) <= NEIGHBOURS),
    closing.measure,
  );
}
