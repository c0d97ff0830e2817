import type { Fraction } from '../canonical/quantity';
import type { OwnerClass } from '../canonical/vocabulary';
import type { Terms, ToleranceSource } from '../items/terms';

/** All instants in a view are epoch milliseconds, all quantities are exact and in the item's base unit. */
export interface CountFact {
  readonly at: number; // a bare date stands at the end of its day
  readonly quantity: Fraction;
  readonly basis: 'physical' | 'system';
  readonly status: string;
  readonly ref: string | null;
  readonly toldAt?: number; // when the buyer told it as it stands
  readonly owner?: string | null; // where the stock of several goes into one number
}

/** A movement may have happened at any instant of its span: a bare date is a whole day. */
export interface MovementFact {
  readonly from: number;
  readonly to: number;
  readonly postedFrom: number;
  readonly postedTo: number;
  readonly kind: string;
  readonly signed: Fraction;
  readonly status: string;
  readonly toStatus: string | null;
  readonly countRef: string | null;
  readonly toldAt?: number;
  readonly owner?: string | null; // likewise
}

/** So far back from the supplier's as-of a rule may look: usage, earlier reports, the book of another day. */
export const LOOKS_BACK_DAYS = 35;

/** What the supplier stated about the pair in one report: several lines of one measure add up. */
export interface Statement {
  readonly measure: string;
  readonly quantity: Fraction;
  readonly from: number;
  readonly to: number; // never later than its receipt
  readonly asOf: string | null; // as said
  readonly receivedAt: number;
  readonly supplyFact: boolean; // about the supplier's own warehouse
  readonly edi?: boolean; // in a syntax that tells the period of what was sold
  readonly document: { readonly id: string; readonly file: string };
  readonly place: string | null;
}

/** An item on a shipment that is not cancelled, with what was received against it. */
export interface Incoming {
  readonly reference: string;
  readonly quantity: Fraction;
  readonly receipts: readonly { readonly from: number; readonly to: number; readonly postedTo: number; readonly quantity: Fraction }[];
  readonly shippedAt: number | null;
  readonly shippedTo?: number | null; // a bare ship date: at any time of that day
  readonly etaTo: number | null; // as said, or ship date + transit days
  readonly noticedAt: number;
  readonly order: string | null; // po and line, where the notice names them
  readonly closed: boolean; // nothing more comes: final, or closed by the buyer
}
export interface OpenOrder {
  readonly order: string; // po and line
  readonly open: Fraction;
  readonly dueTo: number | null; // promised, else due
  readonly orderedAt: number;
}

/** A line of an order, open or not, as it was told last, and what was received of it. */
export interface OrderedLine {
  readonly order: string; // po and line
  readonly quantity: Fraction;
  readonly confirmed: Fraction | null;
  readonly open: Fraction | null; // null: nobody said
  readonly status: string;
  readonly orderedAt: number;
  readonly toldAt: number;
  readonly receipts: readonly { readonly from: number; readonly to: number; readonly quantity: Fraction }[];
}
/** A min or max that was in force, and since when. */
export interface Agreed {
  readonly value: Fraction;
  readonly since: number;
}

/** What is known to be needed in a span, beyond or instead of what is used as ever. */
export interface DemandFact {
  readonly from: number;
  readonly to: number;
  readonly quantity: Fraction;
}
/** What a supplier charges of its consigned stock, by a statement about one period. */
export interface Settlement {
  readonly quantity: Fraction;
  readonly from: number;
  readonly to: number; // end of the period
  readonly receivedAt: number;
  readonly agreed: boolean; // by both sides, whatever the books say
  readonly document: { readonly id: string; readonly file: string };
  readonly place: string | null;
}

/** Another place of the buyer's at which a number for the same item differs for no known reason. */
export interface SiteDiffers {
  readonly location: string;
  readonly supplier: string;
  readonly distance: Fraction; // signed, as in a comparison
  readonly asOfTo: number;
}

/** Another pair of the same supplier, as it was last compared: what its numbers may have to do with this one's. */
export interface Peer {
  readonly sku: string;
  readonly uom: string;
  readonly location: string;
  readonly document: string; // its id
  readonly place: string | null;
  readonly said: Fraction;
  readonly low: Fraction; // of our book
  readonly high: Fraction;
  readonly tolerance: Fraction;
  readonly differs: boolean;
}

/** Stock that the supplier may have meant instead, or as well. */
export interface StockBeside {
  readonly what: 'owner' | 'item' | 'place'; // of another owner here; of the item whose number differs by zeros; of the item at another place
  readonly name: string; // of the supplier that owns it ('' for our own), the item, or the place
  readonly counts: readonly CountFact[];
  readonly movements: readonly MovementFact[];
}

/** An exception that stands open about a pair, as it was seen last. */
export interface OpenAbout {
  readonly type: string;
  readonly cause: string | null; // code
  readonly reported: string | null;
  readonly asOfTo: number | null;
  readonly lastSeenAt: number;
}

/** What makes a whole report doubtful: one reason for nearly all of its lines. */
export interface ReportDoubt {
  readonly key: string; // of the exception for the report
  readonly type: string;
  readonly reason: string; // which of the shared reasons
}

/** Everything that is known about one item at one location of one supplier, as of `now`. */
export interface PairView {
  readonly now: number;
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly locationKind: string;
  readonly timezone: string;
  readonly owner: OwnerClass;
  readonly uom: string;
  readonly unitCost: string | null;
  readonly currency: string | null;
  readonly classA: boolean;
  readonly discontinued: boolean; // or superseded by another item
  readonly predecessors?: readonly PairView[]; // of the items that this one supersedes, at the same place: their stock is used up first
  readonly units: readonly { readonly uom: string; readonly factor: Fraction }[]; // base units in one, without the base unit
  readonly terms: Terms | null; // null: nothing was agreed
  readonly tolerances?: Pick<Terms, 'tolerance_qty' | 'tolerance_pct' | 'value_floor'> | null; // of the house, where nothing was
  readonly toleranceSource?: () => ToleranceSource; // which level said them; asked of what differs alone
  readonly thresholdsSince: number | null; // when min took its present value
  readonly workdays: (date: string) => boolean; // of the program's calendar; date as 2026-11-16
  readonly watermark: number | null;
  readonly counts: readonly CountFact[]; // of this owner, from 35 days before the as-of or the last count before that
  readonly movements: readonly MovementFact[];
  readonly used: Fraction; // in the four weeks before now
  readonly statements: readonly Statement[]; // of all measures, newest as-of first, 35 days back from the latest balance
  readonly incoming: readonly Incoming[];
  readonly orders: readonly OpenOrder[];
  readonly direct: boolean; // false: nothing happened to the pair itself since the last look, the buyer's data only reach further
  readonly openTypes: readonly string[]; // of the exceptions that stand open about the pair
  readonly open?: readonly OpenAbout[];
  readonly ordered?: readonly OrderedLine[]; // where the supplier said what is on order
  readonly agreedThen?: Readonly<Partial<Record<'min' | 'max', readonly Agreed[]>>>; // within the as-of of a min or max that it said
  readonly demand?: readonly DemandFact[]; // of which something is still to come
  readonly countedForAnother?: boolean; // the buyer counted it here, for another owner than this one
  readonly othersDiffer?: readonly { readonly supplier: string; readonly distance: Fraction }[]; // suppliers whose number for the same stock differs as well
  readonly sitesDiffer?: readonly SiteDiffers[]; // asked of pairs that differ
  readonly settlements?: readonly Settlement[];
  readonly factsAt?: number | null; // when the buyer last told of a count or a movement of it
  readonly peers?: readonly Peer[]; // where the pair differs
  readonly beside?: readonly StockBeside[]; // likewise
  readonly report?: ReportDoubt; // where its report as a whole is in doubt
}
