import { codes } from '../../canonical/codes';
import { ACTIVITIES_859, QUANTITIES_6063, QUANTITIES_673 } from './codes';
import { type Again, sameAs } from './words';

/** What codes mean that stand in elements, in our own words; of the long lists those that reports, notices and answers carry. */
type Codes = Readonly<Record<string, string>>;

const ITEM_NUMBERS = codes({
  BP: "the buyer's number", IN: "the buyer's number", PN: 'a part number of the company', SK: 'a stock number', VN: "the seller's number", VA: "the seller's style",
  VP: "the seller's part number", VC: "the seller's catalogue number", MG: "the maker's number", MF: 'the maker', MN: 'a model', UP: 'a bar code of 12 digits (UPC)',
  UI: 'a bar code of 11 digits', UK: 'a number of 14 digits (GTIN)', EN: 'a bar code of 13 digits (EAN)', EO: 'a bar code of 8 digits', UA: 'the number of a case',
  EC: 'a change of the drawing', LT: 'a lot', SN: 'a serial number', PO: 'an order', PL: 'a line of an order', CB: "the buyer's catalogue number", ZZ: 'as both sides agreed',
}); // prettier-ignore
const UNITS = codes({
  EA: 'each', PC: 'pieces', CA: 'cases', CS: 'cases', CT: 'cartons', BX: 'boxes', PL: 'pallets', PK: 'packs', BG: 'bags', BO: 'bottles', DZ: 'dozens', PR: 'pairs',
  ST: 'sets', RL: 'rolls', LB: 'pounds', KG: 'kilograms', GR: 'grams', TN: 'tons', LT: 'litres', GA: 'gallons', FT: 'feet', MR: 'metres', M: 'metres', UN: 'units', KT: 'kits',
}); // prettier-ignore
const UNITS_6411 = codes({
  PCE: 'pieces', EA: 'each', C62: 'units', CT: 'cartons', CS: 'cases', BX: 'boxes', PK: 'packs', PF: 'pallets', PA: 'packets', KGM: 'kilograms', GRM: 'grams',
  TNE: 'tons', LTR: 'litres', MTR: 'metres', CMT: 'centimetres', SET: 'sets', PR: 'pairs', DZN: 'dozens', RO: 'rolls', BG: 'bags', ZZ: 'as both sides agreed',
}); // prettier-ignore
const PURPOSES = codes({
  '00': 'new', '01': 'takes one back', '02': 'adds to one', '03': 'deletes from one', '04': 'changes one', '05': 'replaces one', '06': 'confirms one', '07': 'a copy',
  '08': 'for the status alone', '11': 'an answer', '13': 'a question', '14': 'announced before', '15': 'sent again', '18': 'the same once more', '22': 'for information',
}); // prettier-ignore
const ROLES_98 = codes({
  SU: 'supplier', VN: 'seller', SE: 'seller', ST: 'where goods go', SF: 'the place that ships', BY: 'buyer', BT: 'who gets the invoice', WH: 'warehouse',
  DC: 'distribution centre', MF: 'maker', RL: 'place of the report', LW: 'customer', DB: 'branch of a distributor', DS: 'distributor', IA: 'installed at', SO: 'sold to',
  CN: 'consignee', CA: 'carrier', FR: 'sender of the message', TO: 'receiver of the message', MA: 'who is to be told', OB: 'who ordered', SN: 'store',
}); // prettier-ignore
const CODES_OF_66 = codes({
  '1': 'a number of Dun & Bradstreet', '9': 'a number of Dun & Bradstreet with four more digits', UL: 'a location number (GLN)', '91': "the seller's code",
  '92': "the buyer's code", '93': 'a code of whoever sent it', '94': 'a code of whoever is to do it', ZZ: 'as both sides agreed', '21': 'a number of the industry', '54': 'a warehouse', FA: 'a facility',
}); // prettier-ignore
const DATES_374 = codes({
  '002': 'wished delivery', '003': 'invoice', '018': 'available', '004': 'order', '007': 'effective', '009': 'when it was processed', '011': 'shipped', '017': 'expected delivery', '035': 'delivered', '036': 'expiry',
  '050': 'received', '067': 'promised delivery', '068': 'announced delivery', '069': 'promised shipping', '090': 'report begins', '091': 'report ends', '097': 'when it was written',
  '102': 'issue', '118': 'wished pick-up', '168': 'released', '194': 'in force since', '372': 'arrived', '405': 'made', '193': 'period begins', '151': 'period ends', '514': 'transferred',
}); // prettier-ignore
const GROUPS = codes({
  PD: 'activity reports', IB: 'stock reports', SH: 'ship notices', RC: 'receipts', FA: 'acknowledgements', PO: 'orders', PR: 'answers to orders', IN: 'invoices',
  PT: 'resales and transfers', AG: 'application advice', TX: 'text messages', PC: 'changes of orders', SC: 'price catalogues', PS: 'plans',
}); // prettier-ignore
const SETS = codes({
  '810': 'invoice', '820': 'payment', '824': 'application advice', '830': 'plan', '832': 'price catalogue', '846': 'stock report', '850': 'order', '852': 'activity report',
  '855': 'answer to an order', '856': 'ship notice', '860': 'change of an order', '861': 'receipt', '862': 'shipping schedule', '864': 'text message', '867': 'resales and transfers', '997': 'acknowledgement',
  '999': 'acknowledgement of the implementation', '943': 'stock moved to a warehouse', '944': 'stock received by a warehouse', '945': 'shipped by a warehouse', '947': 'adjustment by a warehouse',
}); // prettier-ignore
const PARTIES = codes({
  '01': 'a number of Dun & Bradstreet', '02': 'a code of a carrier', '03': 'a code of the FMC', '04': 'a code of IATA', '08': 'a code of the UCC', '09': 'an X.121 number', '12': 'a telephone number', '14': 'a number of Dun & Bradstreet and more',
  '16': 'a number of Dun & Bradstreet with four more digits', '20': 'a number of health care', '30': 'a tax number', ZZ: 'as both sides agreed',
}); // prettier-ignore
const LEVELS_735 = codes({ S: 'shipment', O: 'order', P: 'pack', T: 'pallet', I: 'item', E: 'equipment', F: 'part', K: 'kit', Q: 'subpack', SH: 'sub-level', V: 'address' }); // prettier-ignore
const ANSWERS = codes({
  A: 'accepted', E: 'accepted with errors', P: 'accepted in part', R: 'refused', M: 'refused: its signature is wrong', W: 'refused: it cannot be trusted',
  X: 'refused: it cannot be opened',
}); // prettier-ignore
const LINE_ANSWERS_668 = codes({
  IA: 'taken', IB: 'will come later', IC: 'taken with changes', ID: 'its day changes', IP: 'its price changes', IQ: 'its quantity changes', IR: 'refused', IS: 'something else comes in its place',
  BP: 'a part ships, the rest later', DR: 'its day is another one', IW: 'on hold', IE: 'its price is asked', SP: 'a day is set', AR: 'taken, a day follows', R1: 'refused', R2: 'refused: there is none', AC: 'taken and shipped',
}); // prettier-ignore
const ORDER_ANSWERS_587 = codes({
  AC: 'taken with details and changes', AD: 'taken with details', AE: 'taken with errors', AK: 'heard of', AP: 'taken', AT: 'taken', RD: 'refused with details', RJ: 'refused', NA: 'no answer needed', AH: 'on hold',
}); // prettier-ignore
const REFERENCES = codes({
  PO: 'an order', VN: "the seller's order", CO: "the customer's order", BM: 'a bill of lading', CN: 'a carrier’s number', PK: 'a packing slip', IA: "the seller's internal number", SI: 'a shipper’s number', IV: 'an invoice', DP: 'a department',
  ZZ: 'as both sides agreed', LO: 'a load', MR: 'an item of goods', CT: 'a contract', RL: 'a return', TN: 'a transaction', ON: 'an order', SR: 'a sales report', LT: 'a lot', SE: 'a serial number', BT: 'a batch',
}); // prettier-ignore

const X12: Readonly<Record<string, Codes>> = {
  ISA05: PARTIES, ISA07: PARTIES, ISA15: codes({ P: 'it is meant', T: 'a test', I: 'for information' }), ISA14: codes({ '0': 'no answer is asked for', '1': 'an answer is asked for' }),
  GS01: GROUPS, GS07: codes({ X: 'by the X12 standard', T: 'by the TDCC standard' }), ST01: SETS, AK101: GROUPS, AK201: SETS, OTI10: SETS,
  ZA01: ACTIVITIES_859, QTY01: QUANTITIES_673, LIN02: ITEM_NUMBERS, PO106: ITEM_NUMBERS, ZA03: UNITS, QTY03: UNITS, UIT01: UNITS, SDQ01: UNITS, SN103: UNITS, PO103: UNITS, ACK03: UNITS,
  RCD03: UNITS, RCD05: UNITS, RCD07: UNITS, SDQ02: CODES_OF_66, N101: ROLES_98, N103: CODES_OF_66, DTM01: DATES_374, REF01: REFERENCES, HL03: LEVELS_735,
  BIA01: PURPOSES, BSN01: PURPOSES, BRA03: PURPOSES, BPT01: PURPOSES, BAK01: PURPOSES, BGN01: PURPOSES, XQ05: PURPOSES, BAK02: ORDER_ANSWERS_587, ACK01: LINE_ANSWERS_668,
  XQ01: codes({ G: 'plan by it', H: 'for information', F: 'make an order of it', A: 'as both sides agreed' }),
  BIA02: codes({ SI: "the seller's own stock", MM: "the maker's stock", DD: "a distributor's stock", PI: 'a price list', BI: 'stock for the buyer', CN: 'consigned stock', IS: 'a stock status' }),
  PTD01: codes({ SS: 'stock sold', SD: 'sold and delivered', BS: 'sold by a branch', ST: 'a transfer', RS: 'resold', CR: 'a return', AD: 'a correction', IT: 'a transfer within' }),
  TA104: codes({ A: 'accepted', E: 'accepted with errors', R: 'refused' }), AK501: ANSWERS, IK501: ANSWERS, AK901: ANSWERS,
  OTI01: codes({ TA: 'accepted', TC: 'accepted with changes', TE: 'accepted with errors', TP: 'accepted in part', TR: 'refused', IA: 'a line is accepted', IC: 'a line is accepted with changes', IE: 'a line is accepted with errors', IR: 'a line is refused' }),
  MAN01: codes({ GM: 'a serial shipping number (SSCC)', CP: "the carrier's label", UC: 'a number of a case', ZZ: 'as both sides agreed', AA: 'a serial shipping number (SSCC-18)' }),
  RCD08: codes({ '01': 'damaged', '02': 'short', '03': 'too many', '05': 'of poor quality', '07': 'not ordered', '08': 'damaged on the way' }),
}; // prettier-ignore

const ITEM_NUMBERS_7143 = codes({
  IN: "the buyer's number", BP: "the buyer's number", SA: "the supplier's number", VN: "the seller's number", VP: "the seller's number", SRV: 'a GTIN', EN: 'a GTIN', UP: 'a bar code of 12 digits (UPC)', MF: "the maker's number",
  SN: 'a serial number', NB: 'a batch', BB: 'a lot', DW: 'a drawing', GN: 'a group of goods', HS: 'a customs number', PV: 'a variant', CV: 'a customs code', ZZZ: 'as both sides agreed',
}); // prettier-ignore
const ROLES_3035 = codes({
  SU: 'supplier', SE: 'seller', BY: 'buyer', ST: 'where goods go', DP: 'where goods are delivered', CN: 'consignee', CZ: 'consignor', SF: 'the place that ships', WH: 'warehouse keeper', GY: 'who holds the stock', IV: 'who gets the invoice', GM: 'who reports the stock',
  MS: 'sender of the message', MR: 'receiver of the message', FR: 'sender of the message', LC: 'where it is', CA: 'carrier', MF: 'maker', UC: 'who gets the goods in the end', UD: 'the last customer', SN: 'store', PW: 'where it is fetched', II: 'who writes the invoice',
}); // prettier-ignore
const DATES_2005 = codes({
  '2': 'wished delivery', '7': 'effective', '10': 'wished shipping', '11': 'shipped', '17': 'estimated delivery', '35': 'delivered', '36': 'expiry', '50': 'received', '63': 'delivery at the latest', '64': 'delivery at the earliest', '69': 'promised delivery', '90': 'report begins', '91': 'report ends',
  '94': 'made', '97': 'when it was written', '132': 'estimated arrival', '137': 'when the message was written', '171': 'of what is referred to', '179': 'booked', '191': 'delivery expected', '194': 'period begins', '206': 'period ends', '263': 'of the invoice period', '324': 'processed', '356': 'sold', '358': 'planned delivery', '361': 'best before', '366': 'counted', '367': 'sold',
}); // prettier-ignore
const EDIFACT: Readonly<Record<string, Codes>> = {
  BGM01: codes({ '35': 'stock report', '78': 'goods movement', '79': 'stock status', '351': 'despatch advice', '352': 'receipt', '632': 'receipt', '73': 'sales report', '294': 'application error', '312': 'acknowledgement', '270': 'delivery note', '46': 'sales data', '7': 'process data', '220': 'order', '231': 'answer to an order' }),
  BGM03: codes({ '1': 'takes one back', '4': 'changes one', '5': 'replaces one', '7': 'a copy', '9': 'new', '31': 'a copy', '13': 'a question', '27': 'not accepted', '29': 'accepted', '47': 'for good' }),
  DTM01: DATES_2005, NAD01: ROLES_3035, QTY01: QUANTITIES_6063, LIN03: ITEM_NUMBERS_7143, PIA02: ITEM_NUMBERS_7143,
  PIA01: codes({ '1': 'further numbers', '5': 'the real number', '3': 'in place of', '4': 'goes with', '2': 'a substitute' }),
  LOC01: codes({ '7': 'where goods are delivered', '11': 'where they are unloaded', '14': 'where they lie', '18': 'warehouse', '162': 'where it is sold', '159': 'another place for delivery', '198': 'where the message begins', '5': 'where they leave', '9': 'where they are loaded', '19': 'works', '92': 'way', '93': 'storage' }),
  RFF01: codes({ BT: 'a batch', ON: 'an order', VN: "the supplier's order", DQ: 'a delivery note', AAK: 'a despatch advice', AAU: 'a despatch note', CR: "the customer's number", CT: 'a contract', IV: 'an invoice', ACW: 'a message before', AAN: 'a delivery schedule', BM: 'a bill of lading', LI: 'a line', PK: 'a packing list', SRN: 'a shipment', UCN: 'a consignment', ALO: 'a receipt', AGO: "the sender's number", ACE: 'a document', AAJ: 'a delivery order' }),
  INV01: codes({ '1': 'out of the stock', '2': 'into the stock' }),
  INV02: codes({ '1': 'fit for sale', '2': 'damaged', '3': 'without a state', '4': 'reserved', '5': 'held for quality', '6': 'at the end of its life', '7': 'sent back', '10': 'consigned' }),
  INV03: codes({ '1': 'received', '2': 'delivered', '3': 'scrapped', '4': 'a difference', '5': 'moved within', '6': 'taken back', '11': 'sold', '12': 'counted', '13': 'consigned' }),
  UNB11: codes({ '1': 'a test' }), UCI04: codes({ '1': 'taken', '4': 'refused', '7': 'taken', '8': 'received' }), UCM03: codes({ '1': 'taken', '4': 'refused', '7': 'taken' }), UCF04: codes({ '1': 'taken', '4': 'refused', '7': 'taken' }),
  CNT01: codes({ '1': 'sum of the quantities', '2': 'lines', '7': 'gross weight', '11': 'packs', '16': 'value' }),
  PCI01: codes({ '33E': 'by the number of the pack', '17': "by the seller's rules", '16': "by the buyer's rules", '24': 'by the shipper' }),
  GIN01: codes({ BJ: 'a serial shipping number (SSCC)', BN: 'a serial number', AW: 'a number of a pack', BX: 'a batch', ML: 'a label' }),
}; // prettier-ignore
/** Codes behind the first component of an element, by which component they are. */
const BEHIND: Readonly<Record<string, readonly [component: number, codes: Codes]>> = {
  QTY01: [3, UNITS_6411],
  LIN03: [2, ITEM_NUMBERS_7143],
  PIA02: [2, ITEM_NUMBERS_7143],
};

/** The pairs that come again: LIN04 is a LIN02. */
const AGAIN: Readonly<Record<string, Again>> = {
  LIN: [2, 2],
  PO1: [6, 2],
  PIA: [2, 1],
};

/** Under which element its codes are listed. */
const listOf = (syntax: 'x12' | 'edifact', tag: string, element: number): string =>
  `${tag}${String(sameAs(element, syntax === 'x12' || tag === 'PIA' ? AGAIN[tag] : undefined)).padStart(2, '0')}`;

/** What the code in an element means; undefined where it is none, or one for which we have no words. EDIFACT's elements as sent. */
export function codeMeans(syntax: 'x12' | 'edifact', tag: string, element: number, value: string, component = ':'): string | undefined {
  const key = listOf(syntax, tag, element);
  if (syntax === 'x12') return X12[key]?.[value.trim()];
  const components = value.split(component || ':').map((c) => c.trim());
  const [nth, behind] = BEHIND[key] ?? [];
  const first = tag === 'LIN' || tag === 'PIA' ? undefined : EDIFACT[key]?.[components[0]!];
  const second = nth === undefined ? undefined : behind![components[nth - 1] ?? ''];
  return [first, second].filter((m) => m !== undefined && m !== '').join(', in ') || undefined;
}

/** Whether an element holds a code of a list that we have words for. */
export const isCoded = (syntax: 'x12' | 'edifact', tag: string, element: number): boolean =>
  listOf(syntax, tag, element) in (syntax === 'x12' ? X12 : EDIFACT);
