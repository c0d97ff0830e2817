import { codes } from '../canonical/codes';
import type { LocationRef, ShipLine, ShipNotice } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { nameOf } from './edi-lines';
import type { Format } from './format';
import { itemRefs, locationOf, unitOf } from './gs1-common';
import { all, first, only, Telling, textAt } from './xml-common';
import { ssccIn, tellNotice } from './xml-notice';

const ACTIONS: Readonly<Record<string, ShipNotice['purpose']>> = codes({
  '': 'original', ADD: 'original', CHANGE_BY_REFRESH: 'replace', CORRECT: 'replace', DELETE: 'cancel',
}); // prettier-ignore
const COPIES: Readonly<Record<string, ShipNotice['purpose'] | 'by action'>> = codes({
  '': 'by action', ORIGINAL: 'by action', COPY: 'duplicate', ADDITIONAL_TRANSMISSION: 'duplicate',
}); // prettier-ignore
const SHIPPED_ON = ['actualShipDateTime', 'despatchDateTime'];

/** GS1 XML despatchAdvice: what is on its way, in logistic units that bear a label. */
export const gs1DespatchAdvice: Format = {
  key: 'gs1-despatch-advice',
  claims: (m) => m.syntax === 'xml' && m.standard === 'gs1' && m.type === 'despatchAdvice',
  read(message, context, sink) {
    if (message.syntax !== 'xml') return;
    const { root } = message;
    const telling = new Telling(context, sink);
    const told = first(root, 'despatchInformation');
    const [status, action] = [textAt(root, 'documentStatusCode'), textAt(root, 'documentActionCode')];
    const copy = COPIES[status];
    const shipped = SHIPPED_ON.map((name) => first(told, name)).find((e) => e !== undefined);
    const head = {
      reference: textAt(root, 'despatchAdviceIdentification/entityIdentification'),
      purpose: copy === 'by action' ? ACTIONS[action] : copy,
      status: copy === undefined ? status : action,
      shippedOn: telling.when(shipped),
      expectedOn: telling.when(first(told, 'estimatedDeliveryDateTime')),
      issued: telling.when(first(root, 'creationDateTime')),
    };
    tellNotice(head, linesOf(root, telling), root, telling);
  },
};

function* linesOf(root: XmlElement, telling: Telling): Generator<ShipLine> {
  const location = locationOf(first(root, 'shipTo'));
  const order = textAt(root, 'purchaseOrder/entityIdentification');
  for (const line of all(root, 'despatchAdviceLineItem')) yield* lineOf(line, { location, order, sscc: undefined }, telling);
  for (const unit of all(root, 'despatchAdviceLogisticUnit')) {
    const labels = [...all(unit, 'sscc'), ...all(unit, 'logisticUnitIdentification/sscc')].flatMap((e) => ssccIn(e.text) ?? []);
    for (const line of all(unit, 'despatchAdviceLineItem')) yield* lineOf(line, { location, order, sscc: only(labels) }, telling);
  }
}

interface Around {
  readonly location: LocationRef | null;
  readonly order: string;
  readonly sscc: string | undefined;
}

function* lineOf(line: XmlElement, around: Around, telling: Telling): Generator<ShipLine> {
  const item = first(line, 'transactionalTradeItem');
  const refs = itemRefs(item);
  if (refs.length === 0) return telling.tell('error', 'no-item', 'something was shipped that is not named', line);
  const quantity = first(line, 'despatchedQuantity');
  const amount = telling.amount(quantity, line, `the line of ${nameOf(refs)}`);
  if (amount === undefined) return;
  const order = textAt(line, 'purchaseOrder/entityIdentification') || around.order;
  const orderLine = textAt(line, 'purchaseOrder/lineItemNumber');
  const data = all(item, 'transactionalItemData');
  const lot = only(data.flatMap((d) => [...all(d, 'batchNumber'), ...all(d, 'lotNumber')]).map((e) => e.text));
  yield {
    refs,
    location: around.location,
    ...(order ? { order } : {}),
    ...(orderLine ? { orderLine } : {}),
    ...(around.sscc ? { sscc: around.sscc } : {}),
    ...(lot ? { lot } : {}),
    quantity: { amount, unit: unitOf(quantity!) },
    place: telling.at(quantity!),
  };
}
