import { columnLetters } from '../canonical/place';
import type { Issue, ItemRef, LocationRef, Place, Row, SaidAsOf } from '../canonical/vocabulary';
import { readDate } from '../mapping/dates';
import type { Field } from '../mapping/fields';
import { isHeading, type Layout } from '../mapping/layout';
import { type NumberRead, readNumber } from '../mapping/numbers';

/** How a cell's place is told: as in a workbook, or by the heading of a text's column. */
export interface SheetPlace {
  readonly sheet: string; // '' for text
  readonly text: boolean;
  readonly within: string | null;
}
export function placeAt(where: SheetPlace, layout: Layout, row: number, column?: number): Place {
  const within = where.within === null ? {} : { within: where.within };
  if (!where.text)
    return { in: 'cell', sheet: where.sheet, row, ...(column === undefined ? {} : { column: columnLetters(column + 1) }), ...within };
  const heading = column === undefined ? undefined : layout.headings[column] || columnLetters(column + 1);
  return { in: 'row', row, ...(heading === undefined ? {} : { column: heading }), ...within };
}

const QUALIFIERS = { buyer: 'BUYER', gtin: 'GTIN', vendor: 'VENDOR', manufacturer: 'MANUFACTURER' } as const;
const TOTALS = /^(grand |sub)?\s*(sum|summe|total|totals|gesamt|gesamtsumme|zwischensumme|subtotal|totale|somme|suma|totaal|razem)\b/i;

/** What a row is, before its numbers are looked at. */
export type RowRead =
  { readonly kind: 'blank' | 'heading' | 'total' | 'nameless' } | { readonly kind: 'line'; readonly refs: readonly ItemRef[] };

export function readRow(row: Row, layout: Layout): RowRead {
  if (row.cells.every((c) => c.shown.trim() === '')) return { kind: 'blank' };
  if (isHeading(row, layout)) return { kind: 'heading' };
  const refs: ItemRef[] = [];
  for (const { field, column } of layout.items) {
    const value = row.cells[column]?.shown.trim() ?? '';
    if (value !== '') refs.push({ scheme: field, qualifier: QUALIFIERS[field], value });
  }
  if (row.cells.some((c) => typeof c.raw !== 'number' && TOTALS.test(c.shown.trim())) && refs.every((r) => TOTALS.test(r.value)))
    return { kind: 'total' };
  if (refs.length > 0) return { kind: 'line', refs };
  return { kind: layout.measures.some((m) => row.cells[m.column]?.shown.trim()) ? 'nameless' : 'blank' };
}

export const textAt = (row: Row, layout: Layout, field: Field): string => {
  const column = layout.columns[field];
  return column === undefined ? '' : (row.cells[column]?.shown.trim() ?? '');
};

export function locationOf(row: Row, layout: Layout, cache: Map<string, LocationRef>): LocationRef | null {
  const value = textAt(row, layout, 'location') || (layout.constants.location ?? '');
  if (value === '') return null;
  let ref = cache.get(value);
  if (!ref) cache.set(value, (ref = { qualifier: '', value }));
  return ref;
}

/** Dates repeat down a column; each is read once. Undefined when it is none, null when the cell is blank. */
export class Dates {
  private readonly known = new Map<string, SaidAsOf | undefined>();
  constructor(
    private readonly layout: Layout,
    private readonly receivedAt: string,
  ) {}
  read(text: string): SaidAsOf | undefined | null {
    if (text === '') return null;
    if (!this.known.has(text)) this.known.set(text, readDate(text, this.layout.dateOrder, this.receivedAt));
    return this.known.get(text);
  }
}

export function numberAt(row: Row, measure: Layout['measures'][number]): NumberRead {
  const cell = row.cells[measure.column];
  return cell ? readNumber(cell, measure.sign) : { blank: true };
}

export function wrongNumber(read: { readonly wrong: string }, shown: string, place: Place): Issue {
  return read.wrong === 'ambiguous'
    ? {
        code: 'sheet.ambiguous-number',
        severity: 'error',
        detail: `${JSON.stringify(shown)} may be a whole number or a fraction, and nothing else in the column decides`,
        place,
      }
    : { code: 'sheet.not-a-number', severity: 'error', detail: `${JSON.stringify(shown)} is no number`, place };
}
