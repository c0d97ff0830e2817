import { columnIndex } from '../../canonical/place';
import type { Cell as Read } from '../../canonical/vocabulary';
import type { Table } from '../../syntax/table';
import type { Book, Cell, Sheet } from '../../workbook/book';
import { writeWorkbook } from '../../workbook/write-workbook';

/** A problem as it is written into the file that goes back. */
export interface Mark {
  readonly within: string | null; // the file of the delivery
  readonly sheet: string; // '' for text
  readonly row: number | null;
  readonly column: string | null; // letters
  readonly heading: string;
  readonly where: string;
  readonly value: string;
  readonly severity: 'warning' | 'error';
  readonly code: string;
  readonly says: string;
}
export interface MarkWords {
  readonly problems: string; // name of the first sheet
  readonly heads: readonly string[]; // sheet, cell, row, column, value, what to do, severity, code
  readonly error: string;
  readonly warning: string;
}

export const MOST_BYTES = 10 * 1024 * 1024;
const MOST_CELLS = 400_000; // of a copy; a larger file is told by its list of problems alone
const WIDTHS = [20, 8, 8, 20, 24, 80, 14, 26];

/**
 * A fresh copy of what was sent, every cell at its address, with the problems coloured, noted and listed. Only what cells show goes into it: no formula,
 * no macro, nothing hidden. Null where there is nothing to be coloured.
 */
export async function annotated(tables: readonly Table[], name: string, marks: readonly Mark[], words: MarkWords): Promise<Buffer | null> {
  const shown = tables.filter((t) => !t.hidden && !t.at);
  if (shown.length === 0 || marks.length === 0) return null;
  const copies = copiesOf(shown, name, marks);
  const whole = copies === null ? null : await writeWorkbook(bookOf(copies, name, marks, words));
  if (whole !== null && whole.length <= MOST_BYTES) return whole;
  const listed = await writeWorkbook(bookOf([], name, marks, words));
  return listed.length <= MOST_BYTES ? listed : null;
}

const nameOf = (sheet: string, file: string): string => (sheet === '' ? file.replace(/\.[a-z0-9]{1,8}$/i, '') : sheet);

function bookOf(copies: readonly Sheet[], file: string, marks: readonly Mark[], words: MarkWords): Book {
  const taken = new Set(copies.map((c) => c.name.toLowerCase()));
  let title = words.problems;
  while (taken.has(title.toLowerCase())) title += ' *'; // a link finds its sheet by the name
  const heads = words.heads.map((text): Cell => ({ text, bold: true, fill: 'grey' }));
  const rows = marks.map((m): (Cell | undefined)[] => {
    const sheet = nameOf(m.sheet, file);
    const at = m.row === null ? null : `${m.column ?? 'A'}${m.row}`;
    const there = at !== null && copies.some((c) => c.name === sheet);
    const link = there ? { link: { sheet, row: m.row!, column: m.column === null ? 1 : columnIndex(m.column) + 1 } } : {};
    const fill = m.severity === 'error' ? ('red' as const) : ('yellow' as const);
    return [
      sheet,
      { text: at ?? m.where, ...link },
      m.row === null ? undefined : { number: String(m.row) },
      m.heading,
      { text: m.value, fill },
      { text: m.says, wrap: true },
      m.severity === 'error' ? words.error : words.warning,
      m.code,
    ];
  });
  return { sheets: [{ name: title, rows: [heads, ...rows], widths: WIDTHS, frozen: 1 }, ...copies] };
}

function copiesOf(tables: readonly Table[], file: string, marks: readonly Mark[]): Sheet[] | null {
  let cells = 0;
  const out: Sheet[] = [];
  for (const table of tables) {
    const marked = new Map<number, Mark[]>();
    for (const m of marks) if (m.row !== null && m.sheet === table.sheet) marked.set(m.row, [...(marked.get(m.row) ?? []), m]);
    const rows: (readonly (Cell | undefined)[])[] = [];
    for (const batch of table.rows())
      for (const row of batch) {
        cells += row.cells.length;
        if (cells > MOST_CELLS) return null;
        rows[row.number - 1] = rowOf(row.cells, marked.get(row.number) ?? []);
      }
    out.push({ name: nameOf(table.sheet, file), rows });
  }
  return out;
}

/** A mark that names no cell stands in the first one of its row. */
function rowOf(cells: readonly Read[], marks: readonly Mark[]): (Cell | undefined)[] {
  const out = cells.map(copied);
  const first = Math.max(0, cells.findIndex((c) => c.shown !== '')); // prettier-ignore
  const at = new Map<number, Mark[]>();
  for (const m of marks) {
    const column = m.column === null ? first : columnIndex(m.column);
    at.set(column, [...(at.get(column) ?? []), m]);
  }
  for (const [column, said] of at) {
    const value = out[column];
    const plain = value === undefined ? { text: '' } : typeof value === 'string' ? { text: value } : value;
    const fill = said.some((m) => m.severity === 'error') ? ('red' as const) : ('yellow' as const);
    out[column] = { ...plain, fill, note: [...new Set(said.map((m) => m.says))].join('\n') };
  }
  return out;
}

const bare = (text: string): string => text.replace(/\D/g, '').replace(/0+$/, '');

/** What it shows; as a number only where it shows that very number, whatever signs stand between its digits. */
function copied({ shown, raw }: Read): Cell | undefined {
  if (shown === '') return undefined;
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return shown;
  const number = String(raw);
  const same =
    /^-?\d+(\.\d+)?$/.test(number) && /^-?[\d.,' \u00a0\u202f]+$/.test(shown) && bare(shown) === bare(number) && !/^-?0\d/.test(shown);
  return same ? { number } : shown;
}
