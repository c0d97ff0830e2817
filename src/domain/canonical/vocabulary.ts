// The words for business things, in the order in which the data meets them. Pure types, no imports.

/** Where in a received document something was said; shown to people and echoed in acknowledgements. */
export type Place =
  | { readonly in: 'segment'; readonly number: number; readonly tag: string; readonly element?: number; readonly within?: string }
  | { readonly in: 'cell'; readonly sheet: string; readonly row: number; readonly column?: string; readonly within?: string }
  | { readonly in: 'row'; readonly row: number; readonly column?: string; readonly within?: string }
  | { readonly in: 'path'; readonly path: string; readonly within?: string } // of JSON or XML: $.items[3].qty, /Stock/Item[3]/Qty
  | { readonly in: 'file'; readonly within?: string };

/** A problem met while reading. Data, never thrown: one bad line must not lose the other 900. */
export interface Issue {
  readonly code: string; // 'x12.control-count', 'sheet.not-a-number'
  readonly severity: 'warning' | 'error';
  readonly detail: string;
  readonly place?: Place;
  readonly value?: string; // what stands there and is the trouble, as it was sent
}

/** What arrived, byte for byte. Stored before it is read and never changed afterwards. */
export interface RawDocument {
  readonly id: string;
  readonly channelId: string;
  readonly arrivalKey: string; // this delivery within its channel; equal bytes tomorrow are a new statement
  readonly name: string;
  readonly sha256: string;
  readonly receivedAt: string; // ISO instant
  readonly origin: Readonly<Record<string, string>>; // message-id, remote path …
}

/** Number counts from the start of the file; bytes are the range in it, so that what was read can be joined back. */
export interface Segment {
  readonly tag: string;
  readonly number: number;
  readonly bytes: readonly [from: number, to: number];
  readonly elements: readonly string[]; // elements[0] is the tag, elements[1] is 01
}
/** A segment whose elements have components, as in EDIFACT; both are counted from 1. '' where there is none. */
export interface CompositeSegment extends Segment {
  readonly at: (element: number, component?: number) => string;
}

/** What a person sees, and what the file holds. By column index, since headings may repeat. */
export interface Cell {
  readonly shown: string;
  readonly raw: string | number | boolean | null;
  readonly stale?: string; // why the number that it shows is not its own
  readonly derived?: DerivedFrom; // it stands in no file: a mapping made it
}
/** What a mapping made a cell of. */
export interface DerivedFrom {
  readonly column: number | null; // in which its value stands; null: it is the same for all rows
  readonly given: string; // what stands there
  readonly refused?: string; // why nothing could be made of it
}
export interface Row {
  readonly number: number; // counted from 1 in the sheet or file
  readonly cells: readonly Cell[];
  readonly apart?: { readonly why: 'left-out' | 'shifted' } | { readonly why: 'refused'; readonly detail: string }; // by a mapping's rules
}

/** An element of XML, by its name without prefix. */
export interface Element {
  readonly name: string;
  readonly namespace: string; // '' for none
  readonly attributes: ReadonlyMap<string, string>; // without those that declare prefixes
  readonly children: readonly Element[];
  readonly text: string; // its own, without blanks around it
  readonly parent: Element | null;
  readonly ordinal: number; // among those of its name, from 1; 0 when it is alone
}

/** One message inside a document, still in the sender's syntax; segments and rows come in batches. */
export type SourceMessage =
  | { readonly syntax: 'x12'; readonly type: string; readonly control: string; readonly segments: Iterable<readonly Segment[]> }
  | {
      readonly syntax: 'edifact';
      readonly type: string; // 'INVRPT'
      readonly directory: string; // 'D.96A': what a code means depends on it
      readonly control: string;
      readonly segments: Iterable<readonly CompositeSegment[]>;
    }
  | { readonly syntax: 'xml'; readonly standard: 'ubl' | 'gs1'; readonly type: string; readonly root: Element }
  | { readonly syntax: 'sheet'; readonly sheet: string; readonly columns: readonly string[]; readonly rows: Iterable<readonly Row[]> };

/** How a supplier names an item; several may be given for one line. Qualifier as sent (X12 235) or a sheet's field. */
export interface ItemRef {
  readonly scheme: 'buyer' | 'gtin' | 'vendor' | 'manufacturer' | 'other';
  readonly qualifier: string;
  readonly value: string;
  readonly sent?: string; // the qualifier as it stands there, where a mapping reads it as another
  readonly called?: string; // what the sender calls the item, in words; of the first of a line's references
}

/** How a supplier names a location: X12 66 (92, 9, UL …) or a sheet's text (qualifier ''). */
export interface LocationRef {
  readonly qualifier: string;
  readonly value: string;
}

/**
 * The supplier's as-of as it was said: an instant, a bare date (a whole day in the location's zone), or nothing; where a mapping says so,
 * by the clock of another zone, and uncertain by so many minutes in either direction (slack).
 */
export type SaidAsOf =
  | { readonly said: 'instant'; readonly at: string; readonly slack?: number; readonly zone?: string }
  | { readonly said: 'date'; readonly date: string; readonly to?: string; readonly slack?: number; readonly zone?: string }
  | { readonly said: 'nothing' };

/** The as-of placed in time: an instant with slack, a day, or a guess before arrival; never later than the receipt. */
export interface AsOfWindow {
  readonly from: string;
  readonly to: string;
  readonly said: 'instant' | 'date' | 'nothing';
}

/** Managing stock (who replenishes) and owning it (consignment) are two separate terms. */
export type OwnerClass = 'buyer' | 'supplier';
export type ManagedBy = 'supplier' | 'buyer';

/** Decimal digits as text plus a unit: quantities never pass through a float. */
export interface Quantity {
  readonly amount: string;
  readonly unit: string; // '' when the sender gave none
  readonly sent?: string; // as it stands there, where a mapping reads it as another
}

export type StockMeasure =
  | 'on_hand'
  | 'available'
  | 'sold'
  | 'received'
  | 'in_transit'
  | 'on_order'
  | 'returned'
  | 'damaged'
  | 'committed'
  | 'min'
  | 'max'
  | 'shipped';

/** Canonical: what the supplier says it holds, in our words but its item numbers. */
export interface StockReport {
  readonly kind: 'stock_report';
  readonly reference: string; // sender's own number, for supersession
  readonly asOf: SaidAsOf;
  readonly coverage: 'full' | 'delta'; // absent is zero in neither
  readonly supplyFact: boolean; // about the supplier's own warehouse (846 SI, MM): never compared with our book
  readonly lines: readonly StockLine[];
}
export interface StockLine {
  readonly refs: readonly ItemRef[];
  readonly location: LocationRef | null;
  readonly measure: StockMeasure;
  readonly quantity: Quantity;
  readonly asOf?: SaidAsOf; // when the line narrows the report's
  readonly lot?: string; // as others of the same item may be of another
  readonly part?: true; // of a lot, a pack, a kind of stock: others of the same item add to it
  readonly place: Place;
  readonly stood?: Stood;
}
/** What stood in the cells of which a mapping made a line's values, by field. */
export type Stood = Readonly<Record<string, string>>;

/** Canonical: what the supplier says is on its way. */
export interface ShipNotice {
  readonly kind: 'ship_notice';
  readonly reference: string; // shipment id
  readonly purpose: 'original' | 'replace' | 'change' | 'cancel' | 'duplicate';
  readonly shippedOn: SaidAsOf;
  readonly expectedOn: SaidAsOf;
  readonly issued?: string; // when its sender wrote it, by his own clock: 2026-11-16, 2026-11-16T06:00, or with a Z where its zone is told
  readonly lines: readonly ShipLine[];
}
export interface ShipLine {
  readonly refs: readonly ItemRef[];
  readonly location: LocationRef | null;
  readonly order?: string;
  readonly orderLine?: string;
  readonly sscc?: string;
  readonly lot?: string;
  readonly holds?: string; // units in one of its unit, as the notice says (PO4); the masters decide
  readonly quantity: Quantity;
  readonly place: Place;
  readonly stood?: Stood;
}

/** What a supplier proposes to ship, or answers to an order of ours. Nothing of it is stock. */
export interface Proposal {
  readonly purpose: string; // BAK01: 00 original, 01 cancellation …
  readonly answers: string; // BAK02: AC, AD, AK, AT, RD, RJ
  readonly order: string; // that it speaks of
  readonly on: SaidAsOf;
}
/** What stands in one of its lines, or behind it: the quantity of the line itself, or one that is answered for it or comes on a day. */
export interface ProposalLine {
  readonly refs: readonly ItemRef[];
  readonly location: LocationRef | null;
  readonly head: number; // which line of the document, counted from 1
  readonly line: string; // its own number
  readonly says: string; // '' for the line itself, SCH for a part of it, else the answer as it was sent (IA, IB, IR …)
  readonly codes?: readonly string[]; // of the line itself: all answers to it, also those that say no quantity
  readonly due?: string; // 2026-11-20
  readonly price?: string;
  readonly quantity: Quantity;
  readonly place: Place;
}

/** What reading one document yields: everything understood, and everything not. */
export interface Reading {
  readonly canonical: readonly (StockReport | ShipNotice)[];
  readonly issues: readonly Issue[];
}

export type DocumentKind = 'stock_report' | 'ship_notice' | 'acknowledgement' | 'proposal' | 'other';
export type DocumentStatus = 'accepted' | 'accepted_with_issues' | 'parked' | 'quarantined' | 'rejected' | 'duplicate' | 'ignored';

export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** The documents that speak for a finding, down to the cell or segment. */
export interface DocumentRef {
  readonly id: string;
  readonly file: string;
  readonly place: string | null;
}

/** Whom and what a finding is about, in codes that people know. What it is wider than is absent. */
export interface Scope {
  readonly supplier?: string;
  readonly sku?: string;
  readonly location?: string;
}

/**
 * What a rule says about its scope. Its key makes it the same finding tomorrow, and never holds a period: a repeat is news
 * about the same thing, not a second thing. Quantities are decimals in the item's base unit.
 */
export interface Finding extends Scope {
  readonly type: string;
  readonly key: string;
  readonly severity: Severity;
  readonly message: string;
  readonly asOf?: string; // the supplier's as-of that this speaks of, as said
  readonly asOfTo?: string; // its end as an instant: only something later may clear or reopen
  readonly reported?: string;
  readonly expected?: { readonly low: string; readonly high: string };
  readonly difference?: string; // signed, from the band's nearest edge
  readonly uom?: string;
  readonly value?: { readonly amount: string; readonly currency: string };
  readonly cause?: Cause;
  readonly documents: readonly DocumentRef[];
  readonly foldedUnder?: string; // key of the finding that explains this one
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Why two numbers differ, with the facts that say so. */
export interface Cause {
  readonly code: string;
  readonly text: string;
  readonly evidence: readonly string[];
}

export type ExceptionStatus = 'open' | 'acknowledged' | 'waiting' | 'snoozed' | 'resolved';

/** A finding that has become somebody's work. (Thrown things are "errors"; the word exception is kept for this.) */
export interface SupplyException {
  readonly id: string;
  readonly finding: Finding;
  readonly status: ExceptionStatus;
  readonly suppressedBy?: string;
  readonly openedAt: string;
  readonly resolvedAt?: string;
}
