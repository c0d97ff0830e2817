import { add, compare, exact, text, ZERO } from '../../domain/canonical/quantity';
import { remainder } from '../../domain/ledger/incoming';
import type { Incoming } from '../../domain/rules/pair-view';
import type { ShipmentView } from '../../domain/rules/shipment-view';

/** What is on its way, by `stockKey`. */
export type MatchedLines = ReadonlyMap<string, readonly Incoming[]>;

/** Codes may hold any printable sign. */
const BETWEEN = '\t';
export const stockKey = (supplier: string, sku: string, location: string): string => [supplier, sku, location].join(BETWEEN);

/** The lines of shipments that are not cancelled, as cover and as a cause see them: with what was received of each. */
export function incomingOf(shipments: readonly ShipmentView[]): MatchedLines {
  const out = new Map<string, Incoming[]>();
  for (const { shipment, matched } of shipments) {
    if (shipment.state === 'cancelled') continue;
    for (const line of shipment.lines) {
      const m = matched.get(line.id)!;
      const key = stockKey(shipment.supplier, line.sku, line.location);
      const list = out.get(key) ?? [];
      if (list.length === 0) out.set(key, list);
      list.push({
        reference: shipment.reference,
        quantity: exact(line.quantity),
        receipts: m.receipts.map(({ receipt: r, quantity }) => ({
          from: r.movedFrom,
          to: r.movedTo,
          postedTo: r.postedAt,
          quantity: exact(quantity),
        })),
        shippedAt: shipment.shippedFrom,
        shippedTo: shipment.shippedTo,
        etaTo: shipment.etaTo,
        noticedAt: shipment.noticeReceivedAt,
        order: line.po === null ? null : `${line.po} ${line.poLine ?? ''}`.trim(),
        closed: m.final || line.closedByBuyer,
      });
    }
  }
  return out;
}

/** As much of it as SQL asks: what is to come to each pair, and whether any shipment came as another quantity than announced. */
export interface Coming {
  readonly supplier: string;
  readonly sku: string;
  readonly place: string;
  readonly coming: string;
  readonly drifts: boolean;
}
export function comingOf(lines: MatchedLines, now: number): Coming[] {
  return [...lines].flatMap(([key, list]) => {
    const coming = list.reduce((sum, i) => add(sum, remainder(i, now)), ZERO);
    const drifts = list.some(
      (i) =>
        i.receipts.length > 0 &&
        compare(
          i.receipts.reduce((sum, r) => add(sum, r.quantity), ZERO),
          i.quantity,
        ) !== 0,
    );
    if (coming.n === 0n && !drifts) return [];
    const [supplier, sku, place] = key.split(BETWEEN) as [string, string, string];
    return [{ supplier, sku, place, coming: text(coming), drifts }];
  });
}
