import { exact, text } from '../canonical/quantity';

/** As much of an exception as people are told; the shape of contract section 3. */
export interface Tellable {
  readonly type: string;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly reported: string | null;
  readonly expected: { readonly low: string; readonly high: string } | null;
  readonly difference: string | null;
  readonly uom: string | null;
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly cause: { readonly code: string; readonly text: string } | null;
  readonly documents: readonly { readonly file: string; readonly place: string | null }[];
  readonly message?: string;
}

interface Words {
  readonly title: string;
  readonly next: string;
}

/** What a type means to a planner, and what one does about it. Console, mails and demo say the same. */
const WORDS: Readonly<Record<string, Words>> = {
  COUNT_DIVERGENCE: { title: 'counts differ', next: 'recount, or ask the supplier to' },
  DECISION_FLIP: { title: 'counts differ, and it decides', next: 'recount today: one of the two says that stock must be ordered' },
  UOM_SUSPECT: { title: 'unit in doubt', next: 'ask whether this was counted in cartons' },
  COUNT_IMPLAUSIBLE: { title: 'count cannot be', next: 'ask for the number again' },
  USAGE_DIVERGENCE: { title: 'usage differs', next: 'ask which movements the supplier counts as usage' },
  SUPPLIER_LEDGER_IMBALANCE: { title: "supplier's own figures do not add up", next: 'ask for the movement that is missing' },
  BUYER_RECORD_SUSPECT: { title: 'our own book in doubt', next: 'count it' },
  OWNERSHIP_MISMATCH: { title: 'whose stock it is differs', next: 'agree on the consigned quantity' },
  CUMULATIVE_IMBALANCE: { title: 'shipped and received drift apart', next: 'agree on a reset of the cumulative figures' },
  ITEM_UNRESOLVED: { title: 'item unknown', next: 'say which item it is (crosscount parked); the row is then taken up by itself' },
  IDENTIFIER_CORRUPT: { title: 'item number damaged', next: 'ask for the number as text' },
  LOCATION_UNRESOLVED: {
    title: 'place unknown',
    next: 'say which place it is (crosscount parked); the rows are then taken up by themselves',
  },
  ITEM_OFF_PROGRAM: { title: 'item not in the program', next: 'add it to the program, or ask the supplier to leave it out' },
  ROWS_REJECTED: { title: 'rows not accepted', next: 'tell the supplier which cells to correct' },
  DOC_MISSING: { title: 'report not received', next: 'remind the supplier' },
  DOC_OUT_OF_DATE: { title: 'report out of date', next: 'ask for a fresh one' },
  DOC_CONFLICT: { title: 'sent again with other numbers', next: 'ask which of the two holds' },
  DOC_UNREADABLE: { title: 'file cannot be read', next: 'ask for it again' },
  EDI_ENVELOPE_INVALID: { title: 'transmission damaged', next: 'ask for it to be sent again' },
  SENDER_UNKNOWN: { title: 'sender unknown', next: 'add the address or id to the supplier; what waits is then read by itself' },
  LAYOUT_CHANGED: { title: 'layout changed', next: 'look at what is proposed, and accept it: the list is then read by itself' },
  COVERAGE_DROP: { title: 'report leaves items out', next: 'ask whether they were dropped on purpose' },
  ACK_OVERDUE: { title: 'not acknowledged', next: 'ask the supplier whether it arrived' },
  CHANNEL_SILENT: { title: 'source silent', next: 'look after the connection: nothing comes in while it is silent' },
  REPLENISHMENT_MISSING: { title: 'below minimum, nothing on its way in time', next: 'ask the supplier what ships and when' },
  PROJECTED_SHORTAGE: { title: 'will run short', next: 'ask whether the next shipment can come earlier' },
  STOCKOUT: { title: 'out of stock', next: 'expedite' },
  ABOVE_MAX: { title: 'above maximum', next: 'ask the supplier to hold the next shipment' },
  ASN_OVERDUE: { title: 'announced, not arrived', next: 'ask the carrier' },
  RECEIPT_VARIANCE: { title: 'received is not what was announced', next: 'settle the difference with the supplier' },
  RECEIPT_WITHOUT_ASN: { title: 'came unannounced', next: 'remind the supplier of its ship notices' },
  SHIPPED_UNAPPROVED: { title: 'shipped without approval', next: 'approve it afterwards, or refuse it' },
  ASN_CHANGED_OR_INVALID: { title: 'ship notice changed or invalid', next: 'ask for a valid one' },
  RESPONSE_OVERDUE: { title: 'answer overdue', next: 'ask for it' },
  THRESHOLD_INVALID: { title: 'minimum or maximum in doubt', next: 'review the values of the program' },
  BUYER_FEED_LATE: { title: 'our own data is late', next: 'look after the export' },
};

/** All types that have words, to choose from. */
export const TYPES: readonly string[] = Object.keys(WORDS);

interface CauseWords {
  readonly short: string;
  readonly next?: string;
}
const CAUSES: Readonly<Record<string, CauseWords>> = {
  IN_TRANSIT_COUNTED: { short: 'goods on the road', next: 'wait for the truck: the two will agree when it is unloaded' },
  UNPOSTED_RECEIPT: { short: 'receipt not booked', next: 'look on the dock for the pallet, and book its receipt' },
  PACK_FACTOR: { short: 'counted in packs', next: 'ask whether this was counted in packs' },
  ITEM_SWAP: { short: 'two items swapped', next: 'ask the supplier to look at both items' },
  LOCATION_SWAP: { short: 'two places swapped', next: 'ask the supplier to look at both places' },
  DIGIT_TRANSPOSITION: { short: 'digits swapped', next: 'ask for the number again' },
  COPIED_FORWARD: { short: 'copied from an earlier report', next: 'ask for a fresh count' },
  AS_OF_SHIFT: { short: 'counted at another moment', next: 'ask when it was counted' },
  UNPOSTED_USAGE: { short: 'usage not booked', next: 'book what was taken' },
  OWNERSHIP_CLASS: { short: "another owner's stock counted", next: 'agree on whose stock is reported' },
};
export const title = (e: Pick<Tellable, 'type'>): string => WORDS[e.type]?.title ?? e.type.toLowerCase().replaceAll('_', ' ');
/** In two or three words, for a heading; null where no cause was found. */
export const causeInShort = (e: Pick<Tellable, 'cause'>): string | null => (e.cause && CAUSES[e.cause.code]?.short) || null;
export const next = (e: Pick<Tellable, 'type' | 'cause'>): string =>
  (e.type === 'COUNT_DIVERGENCE' && e.cause ? CAUSES[e.cause.code]?.next : undefined) ?? WORDS[e.type]?.next ?? 'look at the document';

const ENDS: Readonly<Record<string, string>> = {
  fixed_by_supplier: 'put right by the supplier',
  fixed_by_buyer: 'put right by us',
  accepted_difference: 'difference accepted',
  mapping_fixed: 'names are known now',
  count_adjusted: 'count adjusted',
  superseded: 'overtaken by something newer',
  timing: 'came right in time',
  written_off: 'written off',
  false_alarm: 'false alarm',
};
export const ending = (resolution: string | null): string =>
  resolution === null ? 'over' : (ENDS[resolution] ?? resolution.replaceAll('_', ' '));

/** `2649.5` as `2 649.5`. */
export const grouped = (n: string): string => n.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ' '));
/** `1 942.20`, as money is written; a whole amount stays whole. */
export const money = (n: string): string => grouped(n.replace(/\.(\d)$/, '.$10'));
const signed = (n: string): string => (n.startsWith('-') ? `−${grouped(n.slice(1))}` : `+${grouped(n)}`);

/** The two numbers by name, as they stand beside each other in a table; empty for what is no matter of two numbers. */
export interface Numbers {
  readonly reported: readonly [label: string, quantity: string];
  readonly expected: readonly [label: string, quantity: string];
  readonly difference: string | null;
  readonly value: string | null;
}
const LABELS: Readonly<Record<string, readonly [string, string]>> = {
  ASN_OVERDUE: ['announced', 'received'],
  RECEIPT_VARIANCE: ['announced', 'received'],
  SHIPPED_UNAPPROVED: ['announced', 'approved'],
  REPLENISHMENT_MISSING: ['on hand and coming', 'minimum'],
  PROJECTED_SHORTAGE: ['projected', 'minimum'],
  ABOVE_MAX: ['on hand and coming', 'maximum'],
};
/** What rests on an average is said to a tenth, though it is kept as it came out. */
const toTenths = (n: string): string => text(exact(n), 1);
const asItIs = (n: string): string => n;

export function numbersOf(e: Tellable): Numbers | null {
  if (e.reported === null || e.expected === null) return null;
  const { low, high } = e.expected;
  const [one, other] = LABELS[e.type] ?? ['they say', 'our book'];
  const said = e.type === 'PROJECTED_SHORTAGE' ? toTenths : asItIs;
  return {
    reported: [one, grouped(said(e.reported))],
    expected: [other, low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`],
    difference: e.difference === null ? null : signed(said(e.difference)),
    value: e.value ? `${money(e.value.amount)} ${e.value.currency}` : null,
  };
}

/** `they say 2 649, our book 2 049 EA (+600), 288.00 USD` */
export function numbers(e: Tellable): string {
  const n = numbersOf(e);
  if (!n) return e.message ?? '';
  const gap = n.difference === null ? '' : ` (${n.difference})`;
  return `${n.reported.join(' ')}, ${n.expected.join(' ')} ${e.uom ?? ''}`.trimEnd() + gap + (n.value === null ? '' : `, ${n.value}`);
}

/** The file's name and the cell or segment in it. */
export function source(e: Pick<Tellable, 'documents'>): string {
  const said = e.documents.at(-1);
  if (!said) return '';
  const within = said.file.split('/').slice(1).join('/'); // the place begins with the container that it lies in
  const file = within && said.place?.includes(`${within}/`) ? '' : said.file.split('/').at(-1);
  return [file, said.place].filter(Boolean).join(', ');
}

export function about(e: Pick<Tellable, 'supplier' | 'sku' | 'location'>): string {
  if (e.sku) return e.location ? `${e.sku} @ ${e.location}` : e.sku;
  return [e.supplier, e.location].filter(Boolean).join(' @ ');
}
