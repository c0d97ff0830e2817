import type { Place } from './vocabulary';

/** `segment 42 LIN02`, `Sheet1!E6`, `row 7, column Qty`; containers before it, joined by `/` (contract section 2). */
export function showPlace(place: Place): string {
  const inside = place.within ? `${place.within}/` : '';
  switch (place.in) {
    case 'segment':
      return `${inside}segment ${place.number} ${place.tag}${place.element === undefined ? '' : String(place.element).padStart(2, '0')}`;
    case 'cell':
      return `${inside}${place.sheet}!${place.column ?? ''}${place.row}`;
    case 'row':
      return `${place.within ? `${place.within}, ` : ''}row ${place.row}${place.column === undefined ? '' : `, column ${place.column}`}`;
    case 'path':
      return `${place.within ? `${place.within}, ` : ''}${place.path}`;
    case 'file':
      return place.within ?? 'file';
  }
}

/** What `showPlace` has shown, without the containers before it: of a path that is no cell, row or segment, all of it. */
export function readPlace(shown: string): Place {
  const cell = /^(?:.*\/)?([^/]*)!([A-Z]{0,3})(\d+)$/s.exec(shown);
  if (cell) return { in: 'cell', sheet: cell[1]!, row: Number(cell[3]), ...(cell[2] === '' ? {} : { column: cell[2]! }) };
  const row = /(?:^|, )row (\d+)(?:, column (.*))?$/s.exec(shown);
  if (row) return { in: 'row', row: Number(row[1]), ...(row[2] === undefined ? {} : { column: row[2] }) };
  const segment = /(?:^|\/)segment (\d+) ([A-Z0-9]{2,3}?)(\d\d)?$/s.exec(shown);
  if (segment)
    return {
      ...{ in: 'segment', number: Number(segment[1]), tag: segment[2]! },
      ...(segment[3] === undefined ? {} : { element: Number(segment[3]) }),
    };
  return { in: 'path', path: shown };
}

/** 1 is A, 27 is AA: the letters of a spreadsheet's column. */
export function columnLetters(index: number): string {
  let out = '';
  for (let i = index; i > 0; i = Math.floor((i - 1) / 26)) out = String.fromCharCode(65 + ((i - 1) % 26)) + out;
  return out;
}

/** The other way round, as an index: 0 is A, 26 is AA. */
export const columnIndex = (letters: string): number => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
