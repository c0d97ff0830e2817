import { codes } from '../canonical/codes';
import type { SaidAsOf, StockMeasure } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { nameOf, StockLines } from './edi-lines';
import type { Format } from './format';
import { itemRefs, locationOf, unitOf } from './gs1-common';
import { all, first, Telling, textAt } from './xml-common';

const MEASURES: Readonly<Record<string, StockMeasure>> = codes({
  ON_HAND: 'on_hand', AVAILABLE: 'available', AVAILABLE_FOR_SALE: 'available', IN_TRANSIT: 'in_transit', ON_ORDER: 'on_order',
  DAMAGED: 'damaged', COMMITTED: 'committed', ALLOCATED: 'committed', RETURNED: 'returned',
}); // prettier-ignore

/** GS1 XML inventoryReport: the stock of items at places, by its status. Movements between two counts are not used. */
export const gs1InventoryReport: Format = {
  key: 'gs1-inventory-report',
  claims: (m) => m.syntax === 'xml' && m.standard === 'gs1' && m.type === 'inventoryReport',
  read(message, context, sink) {
    if (message.syntax !== 'xml') return;
    const { root } = message;
    const telling = new Telling(context, sink);
    const asOf = asOfOf(root, telling);
    const reference = textAt(root, 'inventoryReportIdentification/entityIdentification');
    sink.stockReport({ kind: 'stock_report', reference, asOf, coverage: 'full', supplyFact: false });
    const action = first(root, 'documentActionCode');
    if (action?.text === 'DELETE')
      return telling.tell('error', 'deleted', 'the report takes back one that came before; nothing of it was used', action, action.text);
    const lines = new StockLines(sink);
    for (const stock of all(root, 'inventoryItemLocationInformation')) read(stock, lines, telling);
    lines.end();
    if (lines.count === 0) telling.tell('warning', 'no-lines', 'nothing that it says is a number of stock', root);
  },
};

function asOfOf(root: XmlElement, telling: Telling): SaidAsOf {
  const created = telling.when(first(root, 'creationDateTime'));
  const end = endOf(first(root, 'reportingPeriod'), telling);
  return end.said === 'nothing' ? created : end;
}

/** The end of a span; its beginning where it is only that. */
function endOf(span: XmlElement | undefined, telling: Telling): SaidAsOf {
  const end = telling.when(first(span, 'endDate'), first(span, 'endTime'));
  return end.said === 'nothing' ? telling.when(first(span, 'beginDate'), first(span, 'beginTime')) : end;
}

function read(stock: XmlElement, lines: StockLines, telling: Telling): void {
  const refs = itemRefs(first(stock, 'transactionalTradeItem'));
  if (refs.length === 0) return telling.tell('error', 'no-item', "the line names no item, so that its numbers are nobody's", stock);
  const location = locationOf(first(stock, 'inventoryLocation'));
  for (const status of all(stock, 'inventoryStatusLineItem')) {
    const own = endOf(first(status, 'inventoryDateTime'), telling);
    for (const said of all(status, 'inventoryStatusQuantitySpecification')) {
      const code = textAt(said, 'inventoryStatusType');
      const measure = MEASURES[code];
      const quantity = first(said, 'quantityOfUnits');
      if (measure === undefined) {
        lines.unreadable('xml.status-not-used', `quantities of the status ${JSON.stringify(code)} are not used`, telling.at(said));
        continue;
      }
      const amount = telling.amount(quantity, said, `${code} of ${nameOf(refs)}`);
      if (amount === undefined) continue;
      const line = { refs, location, measure, quantity: { amount, unit: unitOf(quantity!) }, place: telling.at(quantity!) };
      lines.push(own.said === 'nothing' ? line : { ...line, asOf: own });
    }
  }
  for (const moved of all(stock, 'inventoryActivityLineItem'))
    lines.unreadable('xml.activity-not-used', 'movements (inventoryActivityLineItem) are not used', telling.at(moved));
}
