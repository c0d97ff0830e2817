import { HOUR, iso } from '../clock';
import { x12of856 } from '../documents/x12';
import { noticeOf } from '../papers';
import type { Kind } from '../plan';
import type { Shipment } from '../types';

/** Where no notice is required, one that comes after its goods. */
export const lateNotice: Kind = {
  name: 'notice after the goods',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.code === 'ALPEN');
    if (!pair) return undefined;
    const day = plan.day();
    let late: Shipment | undefined;
    return {
      name: 'notice after the goods',
      shipment(s) {
        if (late || s.pair !== pair || s.eta < day) return;
        late = s;
        s.noticeAt = s.arrivals[0]!.at + 5 * HOUR;
      },
    };
  },
};

/** A notice with a wrong quantity, replaced two hours later by one that says that it does. */
export const replacedNotice: Kind = {
  name: 'notice replaced',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.notices === '856');
    if (!pair) return undefined;
    const day = plan.day();
    let changed: Shipment | undefined;
    return {
      name: 'notice replaced',
      shipment(s) {
        if (!changed && s.pair === pair && s.eta >= day) {
          changed = s;
          s.noticeAt = null; // it is told apart from those of the evening
        }
      },
      papers(papers) {
        if (!changed) return;
        const { supplier } = pair;
        const sentAt = changed.shippedAt + HOUR;
        const more = { ...changed, quantity: changed.quantity + pair.pack };
        papers.push(noticeOf([more], 8100 + pair.id, sentAt));
        const content = x12of856(supplier, [changed], 8400 + pair.id, sentAt + 2 * HOUR, '05');
        papers.push({ ...noticeOf([changed], 8400 + pair.id, sentAt + 2 * HOUR), content });
      },
    };
  },
};

/** An order and the notice about it are one cover, not two. */
export const orders: Kind = {
  name: 'orders beside notices',
  plan: () => ({
    name: 'orders beside notices',
    batches(batches, world) {
      for (const s of world.shipments.filter((x) => x.pair.supplier.code === 'RHEIN')) {
        const { zone, code } = s.pair.place;
        const ordered = s.shippedAt - 4 * HOUR;
        const row = { po: `PO-${s.reference}`, line: '1', supplier: 'RHEIN', sku: s.pair.sku, location: code };
        const arrival = s.arrivals.reduce((last, a) => Math.max(last, a.at + a.postedAfter), 0);
        const [first, last] = [batches.find((b) => b.at >= ordered), arrival > 0 ? batches.find((b) => b.at >= arrival) : undefined];
        const terms = { ordered_at: iso(ordered, zone), due_on: s.eta, quantity: s.quantity, uom: 'EA' };
        for (const [b, status, open] of [
          [first, 'open', s.quantity],
          [last, 'closed', 0],
        ] as const)
          if (b) b.rows['orders'] = [...(b.rows['orders'] ?? []), { ...row, ...terms, open_quantity: open, status }];
      }
    },
  }),
};
