import * as xlsx from 'xlsx';
import type { Cell, Row } from '../canonical/vocabulary';
import { LIMITS } from './limits';
import type { Table } from './table';

const BATCH = 500;

/**
 * The sheets of a workbook of any age. Shown and raw stay apart: a number with the format 000000 has its zeros only in what
 * is shown, and a date only in what is raw. A formula counts as the value that was saved with it.
 */
export function workbookTables(bytes: Uint8Array): Table[] {
  const book = xlsx.read(bytes, { type: 'array', dense: true, cellDates: false, cellFormula: false, cellHTML: false, cellNF: true });
  const hidden = book.Workbook?.Sheets ?? [];
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name, i) => ({
    sheet: name,
    text: false,
    hidden: (hidden[i]?.Hidden ?? 0) > 0,
    rows: () => rowsOf(book.Sheets[name]!, from1904),
  }));
}

type Found = xlsx.CellObject | undefined;

function* rowsOf(sheet: xlsx.WorkSheet, from1904: boolean): Generator<readonly Row[]> {
  const data = (sheet as { '!data'?: Found[][] })['!data'] ?? [];
  const merged = mergedCells(sheet);
  let batch: Row[] = [];
  for (let r = 0; r < data.length && r < LIMITS.rows; r++) {
    const row = data[r] ?? [];
    const cells: Cell[] = [];
    for (let c = 0; c < row.length && c < LIMITS.columns; c++) cells.push(cellOf(row[c] ?? merged.get(`${r},${c}`)?.(data), from1904));
    batch.push({ number: r + 1, cells });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Merged downwards, a cell speaks for the rows below it; merged sideways it is a title and speaks for nothing else. */
function mergedCells(sheet: xlsx.WorkSheet): Map<string, (data: Found[][]) => Found> {
  const out = new Map<string, (data: Found[][]) => Found>();
  for (const m of (sheet['!merges'] ?? []).slice(0, 10_000)) {
    if (m.s.c !== m.e.c) continue;
    for (let r = m.s.r + 1; r <= m.e.r && r - m.s.r < 10_000; r++) out.set(`${r},${m.s.c}`, (data) => data[m.s.r]?.[m.s.c]);
  }
  return out;
}

const EMPTY: Cell = { shown: '', raw: null };
const DAYS_1904 = 1462;

function cellOf(found: Found, from1904: boolean): Cell {
  if (!found || found.t === 'z') return EMPTY;
  const raw = found.v as string | number | boolean | undefined;
  if (found.t === 'e') return { shown: found.w ?? '#ERROR', raw: null };
  if (found.t === 'n' && typeof raw === 'number' && isDate(found)) {
    const shown = dateText(raw + (from1904 ? DAYS_1904 : 0));
    return { shown: shown ?? found.w ?? String(raw), raw };
  }
  const shown = found.w ?? (raw === undefined ? '' : String(raw));
  return { shown: shown.trim() === '' && raw !== undefined ? String(raw) : shown, raw: raw ?? null };
}

const isDate = (cell: xlsx.CellObject): boolean => typeof cell.z === 'string' && xlsx.SSF.is_date(cell.z);

/** A date in ISO, whatever the format shows: `3.4.26` may be April or March, the serial number may not. */
function dateText(serial: number): string | undefined {
  const d = xlsx.SSF.parse_date_code(serial) as { y: number; m: number; d: number; H: number; M: number; S: number } | null;
  if (!d || d.y < 1901) return undefined;
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`;
  return d.H || d.M || d.S ? `${day}T${two(d.H)}:${two(d.M)}:${two(Math.floor(d.S))}` : day;
}
