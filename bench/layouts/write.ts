import iconv from 'iconv-lite';
import * as XLSX from 'xlsx';
import type { Made } from './read-layouts';
import { dice, type Value, valueOf } from './values';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SIGNS: Readonly<Record<string, readonly [group: string, decimal: string]>> = {
  en: [',', '.'],
  de: ['.', ','],
  fr: ['\u00a0', ','],
  plain: ['', ','],
  TT: ['', ','],
};

/** The file as the supplier sends it, of so many rows. */
export function fileOf(made: Made, rows = 25): Buffer {
  const grid = gridOf(made, rows);
  const text = (v: Value): string => shown(made, v);
  if (made.form.startsWith('csv')) {
    const mark = made.form[3]!;
    const quoted = (t: string): string => (t.includes(mark) || t.includes('"') ? `"${t.replaceAll('"', '""')}"` : t);
    const lines = grid.map((row) => row.map((v) => quoted(text(v))).join(mark));
    return iconv.encode(`${lines.join('\r\n')}\r\n`, made.charset === 'cp1250' ? 'windows-1250' : made.charset === 'latin1' ? 'windows-1252' : 'utf8'); // prettier-ignore
  }
  if (made.form === 'html') {
    const cells = (row: readonly Value[]): string => row.map((v) => `<td>${text(v).replaceAll('<', '&lt;')}</td>`).join('');
    return Buffer.from(
      `<html><meta charset="utf-8"><body><table>${grid.map((r) => `<tr>${cells(r)}</tr>`).join('\n')}</table></body></html>`,
    );
  }
  return workbook(made, grid);
}

function gridOf(made: Made, rows: number): Value[][] {
  const roll = dice(made.id);
  const high = Math.max(...made.columns.map((c) => c.heading.length));
  const headings = Array.from({ length: high }, (_, level) =>
    made.columns.map((c, at) => {
      const above = made.columns[at - 1]?.heading;
      return level === 0 && high > 1 && above?.[0] === c.heading[0] ? '' : (c.heading[level] ?? '');
    }),
  );
  const body = Array.from({ length: rows }, (_, i) => made.columns.map((c) => valueOf(made, c.values, i, roll)));
  const grouped = body.flatMap((row, i) => (made.group && i % 8 === 0 ? [[`${made.group} ${1 + i / 8}`], row] : [row]));
  const sum = (at: number): Value => ({
    number: body.reduce((n, row) => n + (typeof row[at] === 'object' && 'number' in row[at] ? row[at].number : 0), 0),
    digits: 0,
  });
  const counts = (values: string): boolean => ['qty', 'small'].includes(values);
  const total = made.total === undefined ? [] : [made.columns.map((c, at) => (at === 0 ? made.total! : counts(c.values) ? sum(at) : ''))];
  return [...made.title.map((t) => [...t]), ...(made.bare ? [] : headings), ...grouped, ...total];
}

/** Thousands are grouped only where another column proves the sign: whether a bare 1.204 is a thousand is a question of its own. */
function shown(made: Made, value: Value): string {
  if (typeof value === 'string') return value;
  if ('day' in value) return dayAs(made.date, value.day);
  const [group, decimal] = SIGNS[made.number]!;
  const proven = made.columns.some((c) => ['money', 'dec', 'qty3'].includes(c.values));
  const [whole, part] = value.number.toFixed(value.digits).split('.') as [string, string?];
  const grouped = proven ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return part === undefined ? grouped : `${grouped}${decimal}${part}`;
}

function dayAs(style: string, day: string): string {
  const [y, m, d] = day.split('-') as [string, string, string];
  return style
    .replace('YYYY', y)
    .replace('YY', y.slice(2))
    .replace('MMM', MONTHS[Number(m) - 1]!)
    .replace('MM', m)
    .replace('DD', d);
}

function workbook(made: Made, grid: readonly Value[][]): Buffer {
  const sheet: XLSX.WorkSheet = {};
  const wide = Math.max(...grid.map((r) => r.length));
  grid.forEach((row, r) =>
    row.forEach((value, c) => {
      if (value === '') return;
      sheet[XLSX.utils.encode_cell({ r, c })] = cellOf(made, value);
    }),
  );
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: grid.length - 1, c: wide - 1 } });
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, made.sheet);
  return XLSX.write(book, { type: 'buffer', bookType: made.form as 'xlsx' | 'ods' }) as Buffer;
}

function cellOf(made: Made, value: Value): XLSX.CellObject {
  if (typeof value === 'string') return { t: 's', v: value };
  if ('number' in value) return { t: 'n', v: value.number, z: value.digits === 0 ? '0' : `#,##0.${'0'.repeat(value.digits)}` };
  const serial = Math.round((Date.parse(value.day) - Date.UTC(1899, 11, 30)) / 86_400_000);
  return { t: 'n', v: serial, z: made.date.toLowerCase() };
}
