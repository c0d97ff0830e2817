import { DateTime } from 'luxon';
import { add, negate, text, ZERO, type Fraction } from '../../domain/canonical/quantity';
import { zoneOf } from '../../domain/canonical/zone';
import type { Terms, ToleranceSource } from '../../domain/items/terms';
import type { DocumentPlace, FeedRow, MovementSaid } from '../../domain/timeline/facts';
import type { LedgerRow } from '../../domain/timeline/ledger';
import type { Span } from './own-facts.store';
import type { Subject } from './subject.store';

/** A row of the ledger, as the API tells it: decimals as text, instants in UTC. */
export interface TimelineRow {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly name: string | null;
  readonly quantity: string | null;
  readonly stands: number;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly carried: boolean;
  readonly gap: string | null;
  readonly band: { readonly low: string; readonly high: string } | null;
  readonly agrees: boolean | null;
  readonly tolerance: string | null;
  readonly why: string | null;
  readonly received_at: string | null;
  readonly late: boolean;
  readonly superseded: boolean;
  readonly said: string | null;
  readonly sent: string | null;
  readonly source: DocumentPlace | null;
  readonly feed: FeedRow | null;
  readonly exception: string | null;
}
interface Level {
  readonly at: string;
  readonly quantity: string;
}
export interface TimelineReport {
  readonly supplier: string;
  readonly supplier_name: string;
  readonly sku: string;
  readonly description: string | null;
  readonly location: string;
  readonly location_name: string;
  readonly timezone: string;
  readonly uom: string;
  readonly units: readonly { readonly uom: string; readonly factor: string }[];
  readonly now: string;
  readonly from: string;
  readonly to: string;
  readonly watermark: string | null; // up to when the buyer's own data are there
  readonly terms: {
    readonly managed_by: string;
    readonly owned_by: string;
    readonly compare_to: string;
    readonly basis: string;
    readonly min: string | null;
    readonly max: string | null;
    readonly lead_time_days: number | null;
    readonly tolerance_qty: string;
    readonly tolerance_pct: string;
  } | null;
  readonly tolerance_from: ToleranceSource;
  readonly ours: { readonly quantity: string; readonly counted_at: string | null } | null; // null: nobody ever counted it
  readonly theirs: TimelineRow | null; // their last report
  readonly in_transit: string;
  readonly cover_days: number | null; // at the use of the last four weeks
  readonly summed: boolean; // movements are told as one sum a day
  readonly rows: readonly TimelineRow[];
  readonly book: readonly Level[];
  readonly usage: readonly { readonly day: string; readonly quantity: string }[];
  readonly band: readonly { readonly since: string; readonly min: string | null; readonly max: string | null }[];
  readonly notices: readonly {
    readonly reference: string;
    readonly quantity: string;
    readonly received: string;
    readonly open: string;
    readonly overdue: boolean;
    readonly shipped_at: string;
    readonly eta: string | null;
    readonly source: DocumentPlace;
  }[];
  readonly exceptions: readonly {
    readonly id: string;
    readonly type: string;
    readonly status: string;
    readonly message: string;
    readonly opened_at: string;
    readonly resolved_at: string | null;
  }[];
  readonly draft: {
    readonly id: string;
    readonly state: string;
    readonly quantity: string;
    readonly held: boolean;
    readonly arrives_at: string | null; // null: no lead time is agreed
    readonly without: readonly Level[];
    readonly approved: readonly Level[] | null;
  } | null;
}

export function iso(ms: number): string;
export function iso(ms: number | null): string | null;
export function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
const some = (q: Fraction | null): string | null => q && text(q);

export const headOf = (s: Subject, terms: Terms | null, { from, to }: Span, now: number) => ({
  ...{ supplier: s.supplier, supplier_name: s.supplierName, sku: s.sku, description: s.description, location: s.location },
  ...{ location_name: s.locationName, timezone: s.timezone, uom: s.uom, units: s.units, now: iso(now), from: iso(from), to: iso(to) },
  watermark: iso(s.watermark),
  terms: terms && {
    ...{ managed_by: terms.managed_by, owned_by: terms.owned_by, compare_to: terms.compare_to, basis: terms.basis },
    ...{ min: terms.min ?? null, max: terms.max ?? null, lead_time_days: terms.lead_time_days ?? null },
    ...{ tolerance_qty: terms.tolerance_qty, tolerance_pct: terms.tolerance_pct },
  },
});

export const rowOf = ({ at, receivedAt, quantity, ours, theirs, gap, band, tolerance, ...row }: LedgerRow): TimelineRow => ({
  ...row,
  at: iso(at),
  band: band && { low: text(band.low), high: text(band.high) },
  received_at: iso(receivedAt),
  ...{ quantity: some(quantity), ours: some(ours), theirs: some(theirs), gap: some(gap), tolerance: some(tolerance) },
});

const IN_A_PICTURE = 1500;

/** Our book at each of its turns within the span, and where it stood at the beginning; of many turns, how each day ended. */
export function bookOf(ledger: readonly LedgerRow[], { from, to }: Span): Level[] {
  const turns = ledger.filter((r) => r.ours !== null && r.at <= to);
  const before = turns.findLast((r) => r.at < from) ?? turns.find((r) => r.at >= from);
  const within = turns.filter((r) => r.at >= from);
  const start = before ? [{ at: from, quantity: before.at < from ? before.ours! : startOf(before) }] : [];
  const all = [...start, ...within.map((r) => ({ at: r.at, quantity: r.ours! }))];
  const kept = all.filter((p, i) => i === 0 || text(p.quantity) !== text(all[i - 1]!.quantity));
  return thinned(kept).map((p) => ({ at: iso(p.at), quantity: text(p.quantity) }));
}
const startOf = (r: LedgerRow): Fraction => (r.quantity && r.feed ? add(r.ours!, negate(r.quantity)) : r.ours!);

function thinned<P extends { readonly at: number }>(points: readonly P[]): readonly P[] {
  if (points.length <= IN_A_PICTURE) return points;
  const day = (p: P): number => Math.floor(p.at / 86_400_000);
  return points.filter((p, i) => i === 0 || i === points.length - 1 || day(points[i + 1]!) !== day(p));
}

/** What was used on each day, by the clock of the place. */
export function usageOf(movements: readonly MovementSaid[], timezone: string, { from, to }: Span): TimelineReport['usage'] {
  const days = new Map<string, Fraction>();
  for (const m of movements) {
    if (m.kind !== 'usage' || m.to < from || m.to > to) continue;
    const day = DateTime.fromMillis(m.to, { zone: zoneOf(timezone) }).toISODate()!;
    days.set(day, add(days.get(day) ?? ZERO, negate(m.signed)));
  }
  return [...days].sort().map(([day, quantity]) => ({ day, quantity: text(quantity) }));
}
