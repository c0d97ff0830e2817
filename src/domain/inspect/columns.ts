import { columnIndex, columnLetters, readPlace } from '../canonical/place';

/** The index of a column by what a place calls it: its letters in a sheet, its heading in a text; undefined where there is none. */
export function columnOf(shown: string, headings: readonly string[]): number | undefined {
  const place = readPlace(shown);
  if (place.in !== 'cell' && place.in !== 'row') return undefined;
  const { column } = place;
  if (column === undefined) return undefined;
  if (place.in === 'row' && headings.includes(column)) return headings.indexOf(column);
  if (!/^[A-Z]{1,3}$/.test(column)) return undefined;
  return columnIndex(column);
}

/** The other way round: the place of a cell, as a sheet or a text would be told it. */
export function placeOfCell(sheet: string, row: number, column: number | null, headings: readonly string[]): string {
  const letters = column === null ? '' : columnLetters(column + 1);
  if (sheet !== '') return `${sheet}!${letters}${row}`;
  return `row ${row}${column === null ? '' : `, column ${headings[column] || letters}`}`;
}
