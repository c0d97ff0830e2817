import { z } from 'zod';
import { compare, exact } from '../canonical/quantity';
import { receiptKey } from '../exceptions/fingerprint';
import { isoAt } from './at';
import { atStake } from './at-stake';
import type { ReceiptView } from './receipt-view';
import type { Rule } from './rule';
import { toleranceOf } from './shipment-pool';

export const receiptWithoutAsnSettings = z.object({
  askedDays: z.number().positive().default(60).describe('older receipts are asked no more: their notices may be out of sight'),
});
export type ReceiptWithoutAsnSettings = z.infer<typeof receiptWithoutAsnSettings>;

/**
 * Goods came that no ship notice announced, under a program that wants them announced. A notice that comes after the goods
 * settles it, as a late one.
 */
export const receiptWithoutAsnBy = (settings: ReceiptWithoutAsnSettings): Rule<ReceiptView> => ({
  types: ['RECEIPT_WITHOUT_ASN'],
  judge: ({ now, receipt, supplier, unmatched, notices, repeats }) => {
    const { flags } = receipt;
    const key = receiptKey('RECEIPT_WITHOUT_ASN', receipt.id, receipt.sku);
    const left = exact(unmatched);
    const announced = left.n <= 0n || (notices.length > 0 && compare(left, exact(toleranceOf(receipt.terms!, receipt.quantity))) <= 0);
    if (announced) {
      const late = notices.some((n) => n.receivedAt > receipt.movedTo);
      return [{ holds: false, key, resolution: late ? 'timing' : 'fixed_by_buyer' }];
    }
    if (now - receipt.movedTo > settings.askedDays * 86_400_000) return [{ holds: 'unknown', key, reason: 'too long ago' }];
    const value = atStake([{ quantity: unmatched, unitCost: flags.unitCost, currency: flags.currency }]);
    return [
      {
        holds: true,
        finding: {
          type: 'RECEIPT_WITHOUT_ASN',
          key,
          severity: repeats > 0 ? 'medium' : 'low',
          message: `${unmatched} ${flags.uom} of ${receipt.sku} were received at ${receipt.location} and no ship notice speaks of them${repeats > 0 ? `; it happened ${repeats} times before in 30 days` : ''}`,
          supplier,
          sku: receipt.sku,
          location: receipt.location,
          uom: flags.uom,
          ...(value ? { value } : {}),
          asOfTo: isoAt(Math.max(receipt.movedTo, receipt.postedAt)),
          documents: [],
          details: {
            receipt: receipt.id,
            quantity: unmatched,
            moved_at: isoAt(receipt.movedTo),
            ship_notice: receipt.shipNotice,
            po: receipt.po,
            packing_slip: receipt.packingSlip,
            source: receipt.source,
            repeats,
          },
        },
      },
    ];
  },
});

export const receiptWithoutAsn = receiptWithoutAsnBy(receiptWithoutAsnSettings.parse({}));
