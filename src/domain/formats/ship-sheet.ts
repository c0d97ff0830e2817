import type { LocationRef, Row, SaidAsOf, ShipLine } from '../canonical/vocabulary';
import type { Layout } from '../mapping/layout';
import type { ReadingSink } from './format';
import { Dates, locationOf, numberAt, placeAt, readRow, type SheetPlace, textAt, wrongNumber } from './sheet-rows';

interface Shipment {
  readonly lines: ShipLine[];
  shippedOn: SaidAsOf;
  expectedOn: SaidAsOf;
}

/** A shipping list: rows of one shipment number are one ship notice; a list without a number is one, named by its file. */
export function readShipSheet(
  rows: Iterable<readonly Row[]>,
  layout: Layout,
  where: SheetPlace,
  receivedAt: string,
  fileName: string,
  sink: ReadingSink,
): void {
  const dates = new Dates(layout, receivedAt);
  const locations = new Map<string, LocationRef>();
  const shipments = new Map<string, Shipment>();
  const measure = layout.measures[0]!;
  for (const part of rows) {
    for (const row of part) {
      if (row.number <= layout.headerRow) continue;
      const read = readRow(row, layout);
      if (read.kind !== 'line') continue;
      const place = placeAt(where, layout, row.number, measure.column);
      const number = numberAt(row, measure);
      if (!('amount' in number)) {
        if ('wrong' in number) sink.issue(wrongNumber(number, row.cells[measure.column]?.shown ?? '', place));
        continue;
      }
      const reference = textAt(row, layout, 'shipment') || fileName;
      const shipment = shipments.get(reference) ?? { lines: [], shippedOn: { said: 'nothing' }, expectedOn: { said: 'nothing' } };
      shipments.set(reference, shipment);
      shipment.shippedOn = dates.read(textAt(row, layout, 'ship_date')) ?? shipment.shippedOn;
      shipment.expectedOn = dates.read(textAt(row, layout, 'eta')) ?? shipment.expectedOn;
      const [order, orderLine, sscc, lot] = (['po', 'po_line', 'sscc', 'lot'] as const).map((f) => textAt(row, layout, f));
      shipment.lines.push({
        refs: read.refs,
        location: locationOf(row, layout, locations),
        ...(order ? { order } : {}),
        ...(orderLine ? { orderLine } : {}),
        ...(sscc ? { sscc } : {}),
        ...(lot ? { lot } : {}),
        quantity: { amount: number.amount, unit: textAt(row, layout, 'uom') || (layout.constants.uom ?? '') || number.unit },
        place,
      });
    }
  }
  for (const [reference, { lines, shippedOn, expectedOn }] of shipments) {
    sink.shipNotice({ kind: 'ship_notice', reference, purpose: 'original', shippedOn, expectedOn });
    sink.shipLines(lines);
  }
}
