import { add, compare as order, type Fraction, maximum, subtract, text, ZERO } from '../canonical/quantity';
import { afterWorkingDays } from '../canonical/calendar';
import type { PairView } from '../rules/pair-view';
import { remainder } from './compare';

/** Something that may be there in time, and whether it counts; every candidate is listed, so that nobody has to guess. */
export interface Candidate {
  readonly name: string;
  readonly quantity: Fraction;
  readonly at: number | null;
  readonly counted: boolean;
  readonly why: string;
}
const HOUR = 3_600_000;

const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';

/** Remainders of shipments and open orders that can be there by `by` (exceptions.md E2). An order and its shipment are one cover. */
export function coverBy(view: PairView, by: number): { readonly total: Fraction; readonly candidates: readonly Candidate[] } {
  const candidates: Candidate[] = [];
  const shipped = new Map<string, Fraction>();
  for (const i of view.incoming) {
    const open = remainder(i, view.now);
    if (i.order !== null) shipped.set(i.order, add(shipped.get(i.order) ?? ZERO, open));
    if (order(open, ZERO) <= 0) continue;
    const grace = (view.terms?.asn_grace_hours ?? 24) * HOUR;
    const overdue = i.etaTo !== null && i.etaTo + grace < view.now;
    candidates.push(judged(`shipment ${i.reference}`, open, i.etaTo, overdue, by));
  }
  for (const o of view.orders) {
    const open = maximum(ZERO, subtract(o.open, shipped.get(o.order) ?? ZERO));
    if (order(open, ZERO) <= 0) continue;
    const due = o.dueTo ?? afterWorkingDays(o.orderedAt, view.terms?.lead_time_days ?? 0, view.timezone, view.workdays);
    candidates.push(judged(`order ${o.order}`, open, due, due < view.now, by));
  }
  return { total: candidates.filter((c) => c.counted).reduce((sum, c) => add(sum, c.quantity), ZERO), candidates };
}

function judged(name: string, quantity: Fraction, at: number | null, overdue: boolean, by: number): Candidate {
  if (at === null) return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: nobody says when it will be there` };
  if (overdue) return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: was due ${shown(at)} and has not come` };
  if (at > by)
    return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: due ${shown(at)}, too late (after ${shown(by)})` };
  return { name, quantity, at, counted: true, why: `${text(quantity)} of ${name}: due ${shown(at)}, in time` };
}
