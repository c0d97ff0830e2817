import { afterWorkingDays } from '../canonical/calendar';
import { exact, type Fraction, text } from '../canonical/quantity';
import { coverBy } from '../ledger/cover';
import { type EffectiveStock, effectiveStock } from '../ledger/stock-view';
import { standing } from '../ledger/supersede';
import { doubtOf } from '../rules/doubt';
import type { PairView } from '../rules/pair-view';
import { isoAt } from '../rules/at';
import { type Coming, type DraftInputs, type NoDraft, reckon, type Reckoned, shareOf, type Sourced } from './draft';

/** What a draft says of its pair, beside the sum. */
export interface Drafted {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly uom: string;
  readonly unitCost: string | null;
  readonly currency: string | null;
  readonly stockView: 'buyer' | 'supplier' | 'lower';
  readonly onHand: string;
  readonly min: string;
  readonly overdue: readonly string[]; // names of what was due and has not come
  readonly reckoned: Extract<Reckoned, { due: true }>;
}

/**
 * Whether the buyer orders here at all: what the buyer manages, and what the supplier manages and the buyer approves. Elsewhere
 * the supplier decides, and a shortage is an exception.
 */
export function isOrdered({ terms, locationKind, discontinued, now }: PairView): boolean {
  if (!terms || discontinued || locationKind === 'supplier') return false;
  if (terms.go_live !== undefined && Date.parse(terms.go_live) > now) return false;
  return terms.managed_by === 'buyer' || terms.approval === 'required';
}

/** Why nothing is drafted of a pair though something may be missing: what the sum needs is unknown. */
export interface Undrafted {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly why: NoDraft;
  readonly says: string;
}

/** What is due of a pair, or why nobody can tell; undefined where nothing is due. */
export function draftOf(view: PairView): Drafted | Undrafted | undefined {
  if (!isOrdered(view)) return undefined;
  const inputs = inputsOf(view);
  const reckoned = reckon(inputs);
  const { supplier, sku, location, uom, unitCost, currency } = view;
  if (!reckoned.due) {
    const { why, says } = reckoned;
    return why === 'enough' || why === 'no-min' ? undefined : { supplier, sku, location, why, says };
  }
  return {
    ...{ supplier, sku, location, uom, unitCost, currency, reckoned },
    stockView: view.terms!.stock_view,
    onHand: text(inputs.onHand!.quantity),
    min: text(inputs.min!.quantity),
    overdue: inputs.coming.filter((c) => c.overdue).map((c) => c.name),
  };
}

/**
 * The inputs of the sum. What is on its way counts where it can be there before an order of today could: one that is due in half
 * a year is no cover, and one that is overdue may never come.
 */
export function inputsOf(view: PairView): DraftInputs {
  const { terms, now } = view;
  const days = terms?.lead_time_days;
  const until = days === undefined ? null : afterWorkingDays(now, days, view.timezone, view.workdays);
  const agreed = (field: 'min' | 'max'): Sourced | null => {
    const value = terms?.[field];
    return value === undefined ? null : { quantity: exact(value), from: `${field} of the program with ${view.supplier}` };
  };
  const optional = (value: string | undefined): Fraction | null => (value === undefined ? null : exact(value));
  return {
    uom: view.uom,
    min: agreed('min'),
    max: agreed('max'),
    onHand: onHandOf(view),
    coming: comingOf(view, until),
    demand: until === null ? [] : demandOf(view, until),
    multiple: optional(terms?.order_multiple),
    moq: optional(terms?.moq),
  };
}

function onHandOf(view: PairView): Sourced | null {
  const stock = effectiveStock(view, doubtOf);
  return stock ? { quantity: stock.quantity, from: `${stock.said}: ${placeOf(view, stock)}` } : null;
}

function placeOf(view: PairView, { from }: EffectiveStock): string {
  if (from === 'supplier') {
    const s = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
    return s ? `${s.document.file}${s.place === null ? '' : ` ${s.place}`} as of ${s.asOf ?? isoAt(s.to)}` : 'its report';
  }
  const last = view.counts.at(-1);
  const since = view.movements.filter((m) => last && m.to > last.at).length;
  return last
    ? `counted ${text(last.quantity)} at ${isoAt(last.at)}${last.ref === null ? '' : ` (${last.ref})`}, ${since} movements since`
    : 'what was counted before';
}

function comingOf(view: PairView, until: number | null): Coming[] {
  return coverBy(view, until ?? Infinity).candidates.map((c) => ({
    what: c.name.startsWith('shipment ') ? 'in transit' : 'on order',
    name: c.name,
    quantity: c.quantity,
    // Sent, and no day said: to order it a second time would be worse than to wait for it.
    counted: c.counted || c.at === null,
    overdue: !c.counted && c.at !== null && c.at < view.now,
    why: c.at === null ? `${c.why}, and it counts` : c.why,
  }));
}

function demandOf(view: PairView, until: number): Sourced[] {
  return (view.demand ?? []).flatMap((d) => {
    const quantity = shareOf(d.quantity, [d.from, d.to], [view.now, until]);
    return quantity.n === 0n
      ? []
      : [{ quantity, from: `${text(quantity)} of ${text(d.quantity)} needed ${isoAt(d.from)} to ${isoAt(d.to)}` }];
  });
}
