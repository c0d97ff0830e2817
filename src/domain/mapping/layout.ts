import type { Row, SaidAsOf, StockMeasure } from '../canonical/vocabulary';
import type { Merge } from '../syntax/table';
import type { Derivation } from './columns/derive';
import type { DateOrder } from './dates';
import type { AsOfTerms } from './as-of-said';
import type { Drift } from './drift';
import { type Field, folded, type ItemField } from './fields';
import type { DecimalSign } from './numbers';

export interface ItemColumn {
  readonly field: ItemField;
  readonly column: number;
}
export interface MeasureColumn {
  readonly measure: StockMeasure;
  readonly column: number;
  readonly sign: DecimalSign;
  readonly unit?: string; // from the heading: `Bestand (Stk)`
  readonly location?: string; // that its heading names, of a list with places across
  readonly asOf?: SaidAsOf; // likewise, of one with days across
  readonly blankIsZero?: boolean; // as a mapping says in so many words
}
/** What lines of one item, place, lot, moment and measure mean. */
export type Duplicates = 'sum' | 'last' | 'refuse';
/** What the supplier's words for something are in ours, by what is shown in the cell. */
export type ValueMap = Readonly<Record<string, string>>;

/** What the columns of one sheet mean; indexes count from 0. Made by inference or from a mapping file, applied all the same. */
export interface Layout {
  readonly kind: 'stock_report' | 'ship_notice';
  readonly headerRow: number; // row number of the last heading row; 0 when there is none
  readonly items: readonly ItemColumn[];
  readonly measures: readonly MeasureColumn[];
  readonly columns: Partial<Readonly<Record<Field, number>>>;
  readonly constants: Constants;
  readonly orders: Partial<Readonly<Record<DateField, DateOrder>>>;
  readonly headings: readonly string[];
  readonly coverage: 'full' | 'delta';
  readonly proposes?: boolean; // of a shipping list: nothing of it is on its way
  readonly supplyFact?: boolean; // speaks of the supplier's own warehouse
  readonly values?: { readonly location?: ValueMap; readonly uom?: ValueMap };
  readonly total?: MeasureColumn; // a column that says what its row adds up to
  readonly headRows?: readonly (readonly string[])[]; // the two rows that are the headings, as they stand, where they are two
  readonly merges?: readonly Merge[]; // cells that speak for several rows
  readonly derived?: Derivation; // columns that a mapping makes of others
  readonly notes?: readonly Note[]; // what was decided that a person may want to know
  readonly asOf?: { readonly column: AsOfTerms }; // a mapping says when it counts, and that nothing else does
  readonly duplicates?: Duplicates;
  readonly refuseAbove?: string; // percent of its rows that may be wrong, as a decimal
  readonly ends?: { readonly at: readonly string[]; readonly afterBlankRows: number };
  readonly name?: string; // of the mapping file
  readonly version?: number;
}
/** What holds for all rows, said above the list, in a name, or in the mapping. */
export interface Constants {
  readonly location?: string;
  readonly uom?: string;
  readonly asOf?: SaidAsOf;
  readonly shipment?: string;
  readonly shipDate?: SaidAsOf;
  readonly eta?: SaidAsOf;
}
export type DateField = 'as_of' | 'ship_date' | 'eta';

/** A decision that was not certain beyond doubt, or a doubt that costs no line. */
export interface Note {
  readonly code: string;
  readonly severity: 'warning' | 'error';
  readonly detail: string;
  readonly row?: number;
  readonly column?: number;
}

/** Why a sheet is not read until a person has answered. */
export interface Question {
  readonly code:
    | 'sheet.no-heading'
    | 'sheet.ambiguous-heading'
    | 'sheet.kind-unsure'
    | 'sheet.matrix-unsure'
    | 'sheet.layout-changed'
    | 'sheet.date-unsure'
    | 'sheet.no-as-of'
    | 'sheet.number-unsure';
  readonly detail: string;
  readonly field?: Field; // that two columns may be
  readonly row: number;
  readonly rows: number; // how many rows there are: none means that the sheet is empty
  readonly list: boolean; // it is a list, whatever is in doubt about it; else it may be a cover or a legend
  readonly drift?: Drift; // where a mapping does not fit it any more
}

/** The heading row written again further down, on the next printed page; of two rows, either of them. */
export const isHeading = (row: Row, layout: Layout): boolean => {
  if (layout.headRows?.some((texts) => isSame(row, texts))) return true;
  let same = 0;
  for (const { column } of [...layout.items, ...layout.measures]) {
    const heading = layout.headings[column] ?? '';
    if (heading === '' || folded(row.cells[column]?.shown ?? '') !== folded(heading)) return false;
    same += 1;
  }
  return same > 0;
};

function isSame(row: Row, texts: readonly string[]): boolean {
  const width = Math.max(row.cells.length, texts.length);
  let words = 0;
  for (let i = 0; i < width; i++) {
    const shown = row.cells[i]?.shown ?? '';
    if (folded(shown) !== folded(texts[i] ?? '')) return false;
    if (/\p{L}/u.test(shown)) words += 1;
  }
  return words > 0;
}
