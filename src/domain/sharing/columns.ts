/** What may be shared of an item at a place, in the order in which it is shown. Kinds are text: a new one is a line here and one in `values.ts`. */
export const COLUMNS = ['on_hand', 'available', 'usage', 'min', 'max', 'in_transit', 'on_order', 'demand', 'lead_time'] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL: readonly Column[] = ['on_hand', 'usage', 'min', 'max', 'in_transit', 'demand', 'lead_time'];

/** A number in the base unit (lead time: in working days) with what it is made of, or why there is none. Unknown is never 0. */
export interface Shared {
  readonly value: string | null;
  readonly reason: string | null; // where there is no value
  readonly of: readonly string[]; // what it is made of
}
export const known = (value: string, of: readonly string[]): Shared => ({ value, reason: null, of });
export const unknown = (reason: string, of: readonly string[] = []): Shared => ({ value: null, reason, of });

/** A number of somebody's for an item or a place: X12 235 and 66 say what kind it is. */
export interface Named {
  readonly qualifier: string;
  readonly value: string;
}

/** One item at one place as its supplier is told it. */
export interface ShareLine {
  readonly sku: string;
  readonly description: string | null;
  readonly gtin: string | null;
  readonly theirs: readonly Named[]; // their numbers of the item, the most telling first
  readonly location: string;
  readonly locationName: string;
  readonly gln: string | null;
  readonly theirLocation: readonly Named[];
  readonly timezone: string; // of the place
  readonly uom: string;
  readonly owner: 'buyer' | 'supplier'; // whose stock is told
  readonly basis: 'physical' | 'ledger';
  readonly asOf: string; // ISO instant; up to here our data reach
  readonly values: Readonly<Partial<Record<Column, Shared>>>;
}

/** What one supplier was told at one time. */
export interface Snapshot {
  readonly id: string; // snp_…
  readonly supplier: string;
  readonly supplierName: string;
  readonly madeAt: string;
  readonly usageDays: number; // the usage is of so many days up to the as-of
  readonly columns: readonly Column[];
  readonly lines: readonly ShareLine[];
}

export const valueOf = (line: ShareLine, column: Column): string | null => line.values[column]?.value ?? null;

/** Their number of an item as a person reads it. */
export const theirNumber = (line: ShareLine): string | null => line.theirs[0]?.value ?? null;
export const theirPlace = (line: ShareLine): string | null => line.theirLocation[0]?.value ?? null;
