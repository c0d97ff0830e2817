import { add, compare as order, type Fraction, minimum, subtract, text, ZERO } from '../canonical/quantity';
import { afterWorkingDays } from '../canonical/calendar';
import type { PairView } from '../rules/pair-view';
import { remainder, shippedBy } from './incoming';

/** Something that may be there in time, and whether it counts; every candidate is listed, so that nobody has to guess. */
export interface Candidate {
  readonly name: string;
  readonly quantity: Fraction;
  readonly at: number | null;
  readonly counted: boolean;
  readonly overdue?: string; // the shipment that was due and has not come
  readonly why: string;
}
const HOUR = 3_600_000;

const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';

/**
 * Remainders of shipments and open orders that can be there by `by` (exceptions.md E2), of the item and of those that it
 * supersedes, as they stood at `at`. An order and its shipment are one cover.
 */
export function coverBy(
  view: PairView,
  by: number,
  at = view.now,
): { readonly total: Fraction; readonly candidates: readonly Candidate[] } {
  const candidates = [view, ...(view.predecessors ?? [])].flatMap((v) => candidatesOf(v, view, by, at));
  return { total: candidates.filter((c) => c.counted).reduce((sum, c) => add(sum, c.quantity), ZERO), candidates };
}

function candidatesOf(view: PairView, { terms, timezone, workdays }: PairView, by: number, at: number): Candidate[] {
  const candidates: Candidate[] = [];
  const shipped = new Map<string, Fraction>(); // by order line, or by order where the notice names no line
  for (const i of view.incoming) {
    if (at < view.now && !shippedBy(i, at)) continue; // looking back, nobody knew of it
    const open = remainder(i, at);
    if (i.order !== null) shipped.set(i.order, add(shipped.get(i.order) ?? ZERO, open));
    if (order(open, ZERO) <= 0) continue;
    const grace = (terms?.asn_grace_hours ?? 24) * HOUR;
    const overdue = i.etaTo !== null && i.etaTo + grace < at;
    candidates.push({ ...judged(`shipment ${i.reference}`, open, i.etaTo, overdue, by), ...(overdue ? { overdue: i.reference } : {}) });
  }
  for (const o of view.orders) {
    let open = o.open;
    for (const [name, sent] of shipped) {
      if (name !== o.order && !(o.order.startsWith(`${name} `) && o.order.lastIndexOf(' ') === name.length)) continue;
      const taken = minimum(open, sent);
      open = subtract(open, taken);
      shipped.set(name, subtract(sent, taken));
    }
    if (order(open, ZERO) <= 0) continue;
    const due = o.dueTo ?? afterWorkingDays(o.orderedAt, terms?.lead_time_days ?? 0, timezone, workdays);
    candidates.push(judged(`order ${o.order}`, open, due, due < at, by));
  }
  return candidates;
}

function judged(name: string, quantity: Fraction, at: number | null, overdue: boolean, by: number): Candidate {
  if (at === null) return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: nobody says when it will be there` };
  if (overdue) return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: was due ${shown(at)} and has not come` };
  if (at > by)
    return { name, quantity, at, counted: false, why: `${text(quantity)} of ${name}: due ${shown(at)}, too late (after ${shown(by)})` };
  return { name, quantity, at, counted: true, why: `${text(quantity)} of ${name}: due ${shown(at)}, in time` };
}
