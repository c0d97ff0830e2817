import * as XLSX from 'xlsx';
import { columnLetters } from '../../domain/canonical/place';
import { BATCH, type RawRow, type RowSource } from './row-source';

const LEADING_ZEROS = /^0{2,}$/; // a number shown as 00012345 is a code, and its zeros belong to it

/** A cell as the feed wants it: the number's own digits, dates as ISO, codes with the zeros that are shown. */
function cellText(cell: XLSX.CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v ? 'yes' : 'no';
  if (cell.t === 'n') {
    const format = String(cell.z ?? 'General');
    if (XLSX.SSF.is_date(format)) return dateText(cell.v as number);
    if (LEADING_ZEROS.test(format)) return cell.w ?? String(cell.v);
    return plain(cell.v as number);
  }
  return cell.t === 'e' ? (cell.w ?? '#ERROR') : String(cell.v);
}

/** A cell holds a float; fifteen digits are all that a spreadsheet ever shows of it. */
function plain(value: number): string {
  const short = String(Number(value.toPrecision(15)));
  return short.includes('e') ? BigInt(Math.round(value)).toString() : short;
}

function dateText(serial: number): string {
  const d = XLSX.SSF.parse_date_code(serial) as { y: number; m: number; d: number; H: number; M: number; S: number };
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = `${d.y}-${two(d.m)}-${two(d.d)}`;
  return d.H || d.M || d.S ? `${date}T${two(d.H)}:${two(d.M)}:${two(d.S)}` : date;
}

export interface NamedSheet {
  readonly name: string;
  readonly source: RowSource;
}

/** Every sheet with its first row as headings. The maintained library reads a workbook whole; the caller caps its size. */
export function openWorkbook(bytes: Uint8Array): NamedSheet[] {
  const book = XLSX.read(bytes, { dense: true, cellFormula: false, cellHTML: false, cellNF: true, cellText: true });
  return book.SheetNames.map((name) => ({ name, source: openSheet(name, book.Sheets[name]!) }));
}

function openSheet(name: string, sheet: XLSX.WorkSheet): RowSource {
  const data = ((sheet as { '!data'?: (XLSX.CellObject | undefined)[][] })['!data'] ?? []) as (XLSX.CellObject | undefined)[][];
  const headings = (data[0] ? [...data[0]] : []).map((c) => cellText(c).trim());
  async function* rows(): AsyncGenerator<RawRow[]> {
    let batch: RawRow[] = [];
    for (let i = 1; i < data.length; i++) {
      const cells = [...(data[i] ?? [])].map(cellText);
      if (cells.some((c) => c !== '')) batch.push({ number: i + 1, cells });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  const place = (row: number, column?: number): string => `${name}!${column === undefined ? '' : columnLetters(column + 1)}${row}`;
  return { headings, rows: rows(), place };
}
