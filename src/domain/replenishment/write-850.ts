import { fits, type OutEnvelope, plainName, unit, writeDocument } from '../acks/write-document';
import type { X12Segment } from '../acks/write-x12';

/** An order as it leaves for a supplier. Quantities are decimals in the item's base unit. */
export interface OrderOut {
  readonly po: string;
  readonly day: string; // 2026-11-29
  readonly location: string; // code: where to send it
  readonly locationName: string;
  readonly lines: readonly OrderLineOut[];
}
export interface OrderLineOut {
  readonly line: string;
  readonly sku: string;
  readonly quantity: string;
  readonly uom: string;
  readonly theirs: string | null; // their number of it
}

/**
 * An X12 850, version 4010: BEG, the place (N1 ST), a PO1 for each line, CTT. No price: ours is a cost, and what was agreed stands in
 * no program. Throws NotWritable where a code or a number cannot be said in X12. By the writer of our answers, which reads back
 * what it wrote.
 */
export const write850 = (order: OrderOut, envelope: OutEnvelope): Buffer => writeDocument('850', 'PO', body(order), envelope);

function body({ po, day, location, locationName, lines }: OrderOut): X12Segment[] {
  return [
    ['BEG', '00', 'NE', fits(po, 22, 'the number of the order'), '', day.replaceAll('-', '')],
    ['N1', 'ST', plainName(locationName) || location, '92', fits(location, 80, 'the code of the place')],
    ...lines.map(({ line, sku, quantity, uom, theirs }): X12Segment => [
      ...['PO1', fits(line, 20, 'the line'), fits(quantity, 15, 'the quantity'), unit(uom), '', ''],
      ...['BP', fits(sku, 48, 'the number of the item'), ...(theirs === null ? [] : ['VN', fits(theirs, 48, 'their number of the item')])],
    ]),
    ['CTT', String(lines.length)],
  ];
}
