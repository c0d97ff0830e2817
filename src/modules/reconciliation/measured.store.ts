import type { PoolClient } from 'pg';
import { exact, text } from '../../domain/canonical/quantity';
import { valuesOver } from '../../domain/items/terms';
import { type Measured, measuresOf } from '../../domain/ledger/measures';
import { standing } from '../../domain/ledger/supersede';
import type { Agreed, OrderedLine, PairView } from '../../domain/rules/pair-view';
import type { ProgramRow } from '../suppliers/suppliers.store';
import { millis } from './millis';

/** What was agreed at the as-of of a min or max that the supplier said; nothing where it said none. */
export function agreedThen(view: PairView, programs: readonly ProgramRow[]): Pick<PairView, 'agreedThen'> {
  const of = (measure: 'min' | 'max'): Partial<Record<'min' | 'max', readonly Agreed[]>> => {
    const s = standing(view.statements, measure);
    if (!s) return {};
    const values = valuesOver(programs, view.sku, view.location, [s.from, s.to], measure);
    return { [measure]: values.map(({ value, since }) => ({ value: exact(value), since })) };
  };
  return { agreedThen: { ...of('min'), ...of('max') } };
}

interface OrderedRow extends Omit<OrderedLine, 'quantity' | 'confirmed' | 'open' | 'receipts'> {
  readonly n: number;
  readonly quantity: string;
  readonly confirmed: string | null;
  readonly open: string | null;
  readonly receipts: { from: number; to: number; quantity: string }[];
}

/** Orders of the pairs of which the supplier said what is on order, closed ones as well: they were open at some as-of. */
export async function putOrdered(client: PoolClient, views: readonly PairView[], now: number): Promise<void> {
  const asked = views.filter((v) => v.statements.some((s) => s.measure === 'on_order'));
  if (asked.length === 0) return;
  const pairs = asked.map((v, n) => ({ n, supplier: v.supplier, sku: v.sku, place: v.location }));
  const { rows } = await client.query<OrderedRow>(ORDERED, [JSON.stringify(pairs), new Date(now).toISOString()]);
  const found = asked.map((): OrderedLine[] => []);
  for (const { n, quantity, confirmed, open, receipts, ...o } of rows)
    found[n]!.push({
      ...o,
      quantity: exact(quantity),
      confirmed: confirmed === null ? null : exact(confirmed),
      open: open === null ? null : exact(open),
      receipts: receipts.map((r) => ({ ...r, quantity: exact(r.quantity) })),
    });
  asked.forEach((v, n) => Object.assign(v, { ordered: found[n] }));
}

const ORDERED = `
select r.n, o.po || ' ' || o.line "order", o.quantity::text quantity, o.confirmed_quantity::text confirmed, o.open_quantity::text open, o.status,
  ${millis('o.ordered_at')} "orderedAt", ${millis('o.imported_at')} "toldAt",
  coalesce((select json_agg(json_build_object('from', ${millis('m.moved_from')}, 'to', ${millis('m.moved_to')}, 'quantity', m.signed::text)) from movement m
    where m.item_id = o.item_id and m.location_id = o.location_id and m.kind = 'receipt' and m.po = o.po and coalesce(m.po_line, o.line) = o.line), '[]') receipts
from jsonb_to_recordset($1::jsonb) r (n int, supplier text, sku text, place text)
join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.place
join order_line o on o.supplier_id = s.id and o.item_id = i.id and o.location_id = l.id and o.ordered_at <= $2::timestamptz
order by r.n, o.ordered_at, o.po, o.line`;

/** As it is kept beside the comparison of the pair, and shown. */
export interface MeasureReport {
  readonly measure: string;
  readonly state: string;
  readonly reported: string; // as it was said
  readonly compared: string; // the share of it that falls into the window
  readonly band: { readonly low: string; readonly high: string } | null;
  readonly distance: string | null;
  readonly tolerance: string | null;
  readonly window: { readonly from: string; readonly to: string };
  readonly reason: string | null;
  readonly ours: readonly string[];
  readonly document: { readonly id: string; readonly file: string; readonly place: string | null };
}

export const measureReports = (view: PairView): MeasureReport[] => measuresOf(view).map(reported);

const reported = (m: Measured): MeasureReport => ({
  measure: m.measure,
  state: m.state,
  reported: text(m.statement.quantity),
  compared: text(m.compared),
  band: m.band && { low: text(m.band.low), high: text(m.band.high) },
  distance: m.band && text(m.distance),
  tolerance: m.band && text(m.tolerance),
  window: { from: new Date(m.window[0]).toISOString(), to: new Date(m.window[1]).toISOString() },
  reason: m.reason,
  ours: m.ours,
  document: { ...m.statement.document, place: m.statement.place },
});
