import type { DemoException } from './services';

interface Words {
  readonly title: string;
  readonly next: string;
}

/** What a type means to a planner, and what one does about it. */
const WORDS: Record<string, Words> = {
  COUNT_DIVERGENCE: { title: 'counts differ', next: 'recount, or ask the supplier to' },
  DECISION_FLIP: { title: 'counts differ, and it decides', next: 'recount today: one of the two says that stock must be ordered' },
  UOM_SUSPECT: { title: 'unit in doubt', next: 'ask whether this was counted in cartons' },
  COUNT_IMPLAUSIBLE: { title: 'count cannot be', next: 'ask for the number again' },
  ITEM_UNRESOLVED: { title: 'item unknown', next: 'add the cross-reference; the row is then taken up by itself' },
  LOCATION_UNRESOLVED: { title: 'place unknown', next: 'add the cross-reference; the rows are then taken up by themselves' },
  ROWS_REJECTED: { title: 'rows not accepted', next: 'tell the supplier which cells to correct' },
  DOC_MISSING: { title: 'report not received', next: 'remind the supplier' },
  DOC_CONFLICT: { title: 'sent again with other numbers', next: 'ask which of the two holds' },
  REPLENISHMENT_MISSING: { title: 'below minimum, nothing on its way in time', next: 'ask the supplier what ships and when' },
  STOCKOUT: { title: 'out of stock', next: 'expedite' },
  ASN_OVERDUE: { title: 'announced, not arrived', next: 'ask the carrier' },
  RECEIPT_VARIANCE: { title: 'received is not what was announced', next: 'settle the difference with the supplier' },
  RECEIPT_WITHOUT_ASN: { title: 'came unannounced', next: 'remind the supplier of its ship notices' },
  BUYER_FEED_LATE: { title: 'our own data is late', next: 'look after the export' },
};
const CAUSES: Record<string, string> = {
  IN_TRANSIT_COUNTED: 'wait for the truck: the two will agree when it is unloaded',
  UNPOSTED_RECEIPT: 'look on the dock for the pallet, and book its receipt',
};

export const title = (e: DemoException): string => WORDS[e.type]?.title ?? e.type.toLowerCase().replaceAll('_', ' ');
export const next = (e: DemoException): string =>
  (e.type === 'COUNT_DIVERGENCE' && e.cause ? CAUSES[e.cause.code] : undefined) ?? WORDS[e.type]?.next ?? 'look at the document';

const grouped = (n: string): string => n.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ' '));

/** `they say 2 649, we have 2 049 EA` */
export function numbers(e: DemoException): string {
  if (e.reported === null || e.expected === null) return e.message ?? '';
  const { low, high } = e.expected;
  const ours = low === high ? grouped(low) : `${grouped(low)} to ${grouped(high)}`;
  const gap = e.difference === null ? '' : ` (${e.difference.startsWith('-') ? '' : '+'}${grouped(e.difference)})`;
  const worth = e.value ? `, ${grouped(e.value.amount)} ${e.value.currency}` : '';
  return `they say ${grouped(e.reported)}, our book ${ours} ${e.uom ?? ''}${gap}${worth}`;
}

/** The file's name and the cell or segment in it. */
export function source(e: DemoException): string {
  const said = e.documents.at(-1);
  return said ? [said.file.split('/').at(-1), said.place].filter(Boolean).join(', ') : '';
}

export function about(e: DemoException): string {
  if (e.sku) return e.location ? `${e.sku} @ ${e.location}` : e.sku;
  return [e.supplier, e.location].filter(Boolean).join(' @ ');
}
