import { codes } from '../canonical/codes';
import type { ShipLine, ShipNotice } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { nameOf } from './edi-lines';
import type { Format } from './format';
import { itemRefs, locationAt } from './ubl-common';
import { all, first, only, Telling, textAt } from './xml-common';
import { ssccIn, tellNotice } from './xml-notice';

/** By UBL's own list, and by the numbers of EDIFACT 1225, which many write there. */
const PURPOSES: Readonly<Record<string, ShipNotice['purpose']>> = codes({
  '': 'original', nostatus: 'original', '9': 'original', '1': 'cancel', '3': 'cancel', cancelled: 'cancel', canceled: 'cancel',
  '5': 'replace', revised: 'replace', '4': 'change', '7': 'duplicate', '31': 'duplicate',
}); // prettier-ignore

/** UBL DespatchAdvice-2: what is on its way. */
export const ublDespatchAdvice: Format = {
  key: 'ubl-despatch-advice',
  claims: (m) => m.syntax === 'xml' && m.standard === 'ubl' && m.type === 'DespatchAdvice',
  read(message, context, sink) {
    if (message.syntax !== 'xml') return;
    const { root } = message;
    const telling = new Telling(context, sink);
    const status = textAt(root, 'DocumentStatusCode');
    const delivery = first(root, 'Shipment/Delivery');
    const despatch = first(delivery, 'Despatch');
    const head = {
      reference: textAt(root, 'ID'),
      purpose: textAt(root, 'CopyIndicator') === 'true' ? ('duplicate' as const) : PURPOSES[status.toLowerCase()],
      status,
      shippedOn: telling.when(first(despatch, 'ActualDespatchDate'), first(despatch, 'ActualDespatchTime')),
      expectedOn: telling.when(first(delivery, 'EstimatedDeliveryPeriod/EndDate'), first(delivery, 'EstimatedDeliveryPeriod/EndTime')),
      issued: telling.when(first(root, 'IssueDate'), first(root, 'IssueTime')),
    };
    tellNotice(head, linesOf(root, telling), root, telling);
    const said = first(root, 'LineCountNumeric');
    const there = all(root, 'DespatchLine').length;
    if (said && Number(said.text) !== there)
      telling.tell('warning', 'line-count', `it says that it has ${said.text} lines, there are ${there}`, said, said.text);
  },
};

const WHERE_TO = [
  'Shipment/Delivery/DeliveryLocation/ID', 'Shipment/Delivery/DeliveryAddress/ID',
  'DeliveryCustomerParty/CustomerAssignedAccountID', 'DeliveryCustomerParty/Party/PartyIdentification/ID', 'DeliveryCustomerParty/Party/EndpointID',
]; // prettier-ignore

function* linesOf(root: XmlElement, telling: Telling): Generator<ShipLine> {
  const location = locationAt(root, WHERE_TO);
  const order = only(all(root, 'OrderReference/ID').map((e) => e.text));
  const packs = packsOf(root);
  for (const line of all(root, 'DespatchLine')) {
    const item = first(line, 'Item');
    const refs = itemRefs(item);
    if (refs.length === 0) {
      telling.tell('error', 'no-item', 'something was shipped that is not named', line);
      continue;
    }
    if (/^cancell?ed$/i.test(textAt(line, 'LineStatusCode'))) {
      telling.tell('warning', 'line-cancelled', `the line of ${nameOf(refs)} is cancelled, and was not used`, line);
      continue;
    }
    const quantity = first(line, 'DeliveredQuantity');
    const amount = telling.amount(quantity, line, `the line of ${nameOf(refs)}`);
    if (amount === undefined) continue;
    const own = first(line, 'OrderLineReference');
    const ordered = textAt(own, 'OrderReference/ID') || order;
    const orderLine = textAt(own, 'LineID');
    const labels = [
      ...all(line, 'Shipment/TransportHandlingUnit/ID').flatMap((e) => ssccIn(e.text) ?? []),
      ...(packs.get(textAt(line, 'ID')) ?? []),
    ];
    const sscc = only(labels);
    const lot = only(all(item, 'ItemInstance/LotIdentification/LotNumberID').map((e) => e.text));
    yield {
      refs,
      location,
      ...(ordered ? { order: ordered } : {}),
      ...(orderLine ? { orderLine } : {}),
      ...(sscc ? { sscc } : {}),
      ...(lot ? { lot } : {}),
      quantity: { amount, unit: quantity!.attributes.get('unitCode') ?? '' },
      place: telling.at(quantity!),
    };
  }
}

/** The labels of the packs of the whole shipment, by the lines that lie in them. */
function packsOf(root: XmlElement): ReadonlyMap<string, readonly string[]> {
  const packs = new Map<string, string[]>();
  for (const unit of all(root, 'Shipment/TransportHandlingUnit')) {
    const sscc = ssccIn(textAt(unit, 'ID'));
    if (sscc === undefined) continue;
    for (const { text } of all(unit, 'HandlingUnitDespatchLine/ID')) packs.set(text, [...(packs.get(text) ?? []), sscc]);
  }
  return packs;
}
