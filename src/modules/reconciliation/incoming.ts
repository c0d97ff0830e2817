import { exact } from '../../domain/canonical/quantity';
import type { Incoming } from '../../domain/rules/pair-view';
import type { ShipmentView } from '../../domain/rules/shipment-view';

/** What is on its way, by `supplier|sku|location`. */
export type MatchedLines = ReadonlyMap<string, readonly Incoming[]>;

/** The lines of shipments that are not cancelled, as cover and as a cause see them: with what was received of each. */
export function incomingOf(shipments: readonly ShipmentView[]): MatchedLines {
  const out = new Map<string, Incoming[]>();
  for (const { shipment, matched } of shipments) {
    if (shipment.state === 'cancelled') continue;
    for (const line of shipment.lines) {
      const m = matched.get(line.id)!;
      const key = `${shipment.supplier}|${line.sku}|${line.location}`;
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
        etaTo: shipment.etaTo,
        noticedAt: shipment.noticeReceivedAt,
        order: line.po === null ? null : `${line.po} ${line.poLine ?? ''}`.trim(),
        closed: m.final || line.closedByBuyer,
      });
    }
  }
  return out;
}
