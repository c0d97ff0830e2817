import type { Calendar } from './clock';
import type { Expected, Allowed } from './truth';

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly calendar: Calendar;
  readonly counting: 'nightly' | 'weekly' | 'once'; // by the system each night, by hand each week, by hand at the beginning
  readonly tells: boolean; // says in `feeds` how far its data reach
}
export type ReportFormat = '852' | '846' | 'invrpt' | 'csv' | 'xlsx';
export interface Supplier {
  readonly code: string;
  readonly name: string;
  readonly edi: string; // id in interchanges; none for sheets
  readonly zone: string;
  readonly format: ReportFormat;
  readonly notices: '856' | 'desadv' | 'csv';
  readonly places: readonly Place[];
  readonly reportDays: readonly number[]; // 1 is Monday
  readonly reportAt: string;
  readonly asOf: 'date' | 'instant' | 'none';
  readonly asOfAt: string; // of an instant: when it counts on the day of the report
  readonly shipDays: readonly number[];
  readonly terms: Readonly<Record<string, string | number>>;
}
/** An item of a supplier at a place, with its terms and its habits. */
export interface Pair {
  readonly id: number;
  readonly supplier: Supplier;
  readonly place: Place;
  readonly sku: string;
  readonly pack: number; // pieces in a carton
  readonly cost: string;
  readonly grade: string;
  readonly usage: number; // pieces on a working day
  readonly toleranceQty: number;
  readonly tolerancePct: number;
  readonly lead: number;
  readonly transit: number;
  readonly response: number;
  readonly min: number;
  readonly orderAt: number;
  readonly max: number;
  readonly initial: number;
}
export interface Move {
  readonly id: string;
  readonly pair: Pair;
  at: number;
  posted: number;
  readonly kind: string;
  quantity: number; // as the feed says it: positive, but for adjustments
  place: Place;
  real: boolean; // it happened; what the buyer booked by mistake did not
  booked: boolean; // it stands in the buyer's books
  shipment?: Shipment;
  more: Record<string, string>;
}
export interface Shipment {
  reference: string;
  readonly pair: Pair;
  quantity: number;
  readonly shippedAt: number;
  eta: string; // a date of the place
  arrivals: { at: number; quantity: number; postedAfter: number; more?: Record<string, string>; place?: Place }[];
  noticeAt: number | null; // null: nobody announces it
}
export interface Count {
  readonly pair: Pair;
  readonly at: number;
  quantity: number;
  readonly basis: 'physical' | 'system';
  readonly status?: string; // unrestricted when absent
}
export interface ReportLine {
  readonly pair: Pair;
  readonly truth: number;
  quantity: number;
  text?: string; // in place of the quantity
  uom: string;
  item?: string; // in place of the item's number
  place?: string; // in place of the place's code
  sold?: number;
  received?: number;
}
export interface Report {
  readonly supplier: Supplier;
  readonly index: number;
  readonly day: string;
  receivedAt: number;
  asOf: { readonly from: number; readonly to: number; readonly date: string; readonly at: number };
  readonly sampledAt: (place: Place) => number;
  lines: ReportLine[];
  sent: boolean;
  usable: boolean; // it is read as a report
  readonly control: number;
}
export interface Paper {
  readonly at: number;
  readonly supplier: Supplier;
  name: string;
  content: string | Buffer;
  named: boolean; // the timeline names the supplier
  readonly report?: Report;
  readonly shipments?: readonly Shipment[];
  dropped?: boolean;
}
/** One import of the buyer's feed: kind by kind its rows. */
export interface Batch {
  readonly at: number;
  readonly rows: Record<string, Record<string, string | number>[]>;
}

/** Something that goes wrong (or only looks like it) at a known place and time. */
export interface Happening {
  readonly name: string;
  readonly usage?: (pair: Pair, date: string, quantity: number, stock: number) => number;
  /** How much is shipped where the supplier would ship `quantity` (0: nothing is due). */
  readonly ships?: (pair: Pair, date: string, quantity: number, stock: number) => number;
  readonly shipment?: (shipment: Shipment) => void;
  /** The buyer's facts, before they are exported. */
  readonly facts?: (world: World) => void;
  readonly counted?: (counts: readonly Count[], world: World) => void;
  readonly report?: (report: Report, world: World) => void;
  readonly papers?: (papers: Paper[], world: World) => void;
  readonly batches?: (batches: Batch[], world: World) => void;
  readonly truth?: (world: World) => { readonly expected?: readonly Expected[]; readonly allowed?: readonly Allowed[] };
}
export interface World {
  readonly seed: number;
  readonly start: string;
  readonly days: number;
  readonly places: readonly Place[];
  readonly suppliers: readonly Supplier[];
  readonly pairs: readonly Pair[];
  readonly happenings: readonly Happening[];
  readonly imports: readonly number[];
  readonly reconciles: readonly number[];
  readonly end: number;
  moves: Map<Pair, Move[]>;
  shipments: Shipment[];
  counts: Count[];
  reports: Report[];
  papers: Paper[];
  batches: Batch[];
}
