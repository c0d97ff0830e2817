import type { SaidAsOf, StockLine } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { nameOf, StockLines } from './edi-lines';
import type { Format } from './format';
import { itemRefs, locationAt } from './ubl-common';
import { all, dayOf, first, Telling, textAt } from './xml-common';

/** UBL InventoryReport-2: what is in stock, line by line. */
export const ublInventoryReport: Format = {
  key: 'ubl-inventory-report',
  claims: (m) => m.syntax === 'xml' && m.standard === 'ubl' && m.type === 'InventoryReport',
  read(message, context, sink) {
    if (message.syntax !== 'xml') return;
    const { root } = message;
    const telling = new Telling(context, sink);
    const asOf = asOfOf(root, telling);
    sink.stockReport({ kind: 'stock_report', reference: textAt(root, 'ID'), asOf, coverage: 'full', supplyFact: false });
    const lines = new StockLines(sink);
    for (const line of all(root, 'InventoryReportLine')) {
      const read = lineOf(line, asOf, telling);
      if (read) lines.push(read);
    }
    lines.end();
    if (lines.count === 0) telling.tell('warning', 'no-lines', 'nothing that it says is a number of stock', root);
  },
};

/** The end of its period, unless it was written before that: nobody knows what will be in stock tomorrow. */
function asOfOf(root: XmlElement, telling: Telling): SaidAsOf {
  const issued = telling.when(first(root, 'IssueDate'), first(root, 'IssueTime'));
  const end = telling.when(first(root, 'InventoryPeriod/EndDate'), first(root, 'InventoryPeriod/EndTime'));
  if (end.said === 'nothing') return issued;
  return issued.said !== 'nothing' && dayOf(end) > dayOf(issued) ? issued : end;
}

function lineOf(line: XmlElement, asOf: SaidAsOf, telling: Telling): StockLine | undefined {
  const refs = itemRefs(first(line, 'Item'));
  const quantity = first(line, 'Quantity');
  if (refs.length === 0) {
    telling.tell('error', 'no-item', "the line names no item, so that its number is nobody's", line);
    return undefined;
  }
  const later = first(line, 'AvailabilityDate');
  if (later && later.text.slice(0, 10) > (dayOf(asOf) || telling.context.receivedAt.slice(0, 10))) {
    const detail = `${nameOf(refs)} is available from ${later.text} only, so that its quantity is not in stock yet`;
    telling.tell('warning', 'not-yet-available', detail, later, later.text);
    return undefined;
  }
  const amount = telling.amount(quantity, line, `the line of ${nameOf(refs)}`);
  if (amount === undefined) return undefined;
  return {
    refs,
    location: locationAt(line, ['InventoryLocation/ID', 'InventoryLocation/Address/ID']),
    measure: 'on_hand',
    quantity: { amount, unit: quantity!.attributes.get('unitCode') ?? '' },
    place: telling.at(quantity!),
  };
}
