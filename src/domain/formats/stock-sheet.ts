import type { Row, SaidAsOf, StockLine } from '../canonical/vocabulary';
import { compare, parseDecimal, text } from '../canonical/quantity';
import type { Layout, MeasureColumn } from '../mapping/layout';
import { sumOf } from '../mapping/matrix';
import type { NumberRead } from '../mapping/numbers';
import type { ReadingSink } from './format';
import { placeAt, type SheetPlace } from './sheet-cells';
import { COUNTED, LISTED, SheetRows } from './sheet-rows';
import { SheetTally } from './sheet-tally';
import { RunningSum } from './sheet-totals';

const BATCH = 100; // lines at a time, as of rows
const NOTHING: SaidAsOf = { said: 'nothing' };
const ZERO_READ: NumberRead = { amount: '0', unit: '' };

/** A stock list: each row an item, each measure's column a number. Rows come in batches and go as lines. */
export function readStockSheet(
  rows: Iterable<readonly Row[]>,
  layout: Layout,
  where: SheetPlace,
  receivedAt: string,
  sink: ReadingSink,
): void {
  const tally = new SheetTally(sink, (row, column) => placeAt(where, layout.headings, row, column), {
    refuseAbove: layout.refuseAbove,
    mapping: layout.name,
  });
  const sheet = new SheetRows(layout, where, receivedAt, (issue) => tally.issue(issue), rows);
  const header = asOfOf(rows, sheet);
  sink.stockReport({
    kind: 'stock_report',
    reference: '',
    asOf: header,
    coverage: layout.coverage,
    supplyFact: layout.supplyFact ?? false,
  });
  tally.notes(layout.notes ?? []);
  const sums = layout.measures.map(() => new RunningSum());
  if (layout.derived?.where.length) for (const sum of sums) sum.spoil(); // a total may be of the rows that are left out, too
  const dated = layout.columns.as_of !== undefined;
  // Of which day a row is that says none: where a mapping says what counts, nothing else does, and the row is a question.
  const otherwise = layout.asOf ? (layout.constants.asOf ?? 'none') : NOTHING;
  let batch: StockLine[] = [];
  let listed = false;
  for (const part of rows) {
    for (const row of part) {
      const read = sheet.read(row);
      listed ||= LISTED.has(read.kind);
      if (read.kind === 'total' || (read.kind === 'nameless' && isUnnamedSum(sheet, row, sums))) {
        tally.total(row, totalsOf(sheet, row, sums));
        continue;
      }
      if (COUNTED.has(read.kind)) tally.row();
      if (read.kind === 'nameless') tally.at(row, 'sheet.no-item', 'the row has a quantity and names no item');
      else if (read.kind === 'unreadable') tally.code(row, read, 'error');
      else if (read.kind === 'left-out' || read.kind === 'refused') tally.apart(row, read);
      if (read.kind !== 'line') continue;
      if (read.bad) tally.code(row, read.bad, 'warning');
      const said = dated ? (sheet.date(row, 'as_of') ?? otherwise) : header;
      if (said === 'none') {
        tally.at(row, 'sheet.no-as-of', 'the row says no day, and nothing else of what the mapping names does; of which day is it?', layout.columns.as_of); // prettier-ignore
        continue;
      }
      const location = sheet.location(row);
      let spoken = false;
      for (let i = 0; i < layout.measures.length; i++) {
        const measure = layout.measures[i]!;
        const found = sheet.number(row, measure);
        const zero = measure.blankIsZero && 'blank' in found && (row.cells[measure.column]?.shown.trim() ?? '') === '';
        const number = zero ? ZERO_READ : found;
        if (zero) tally.zero(row);
        if ('blank' in number) continue;
        spoken = true;
        if ('wrong' in number) {
          sheet.wrong(row, measure, number.wrong);
          sums[i]!.spoil();
          continue;
        }
        sums[i]!.add(number.amount);
        const unit = sheet.unit(row, measure, number.unit);
        if (unit === undefined) tally.issue(sheet.noUnit(row, measure, number.unit));
        const at = measure.location === undefined ? location : sheet.named(measure.location);
        const when = measure.asOf ?? said;
        if (when === 'bad' || unit === undefined || at === undefined) continue;
        const quantity = { amount: number.amount, unit };
        const plain = {
          ...lotOf(sheet, row),
          refs: read.refs,
          location: at,
          measure: measure.measure,
          quantity,
          place: sheet.place(row, measure.column),
        };
        const stood = sheet.stood(row, measure);
        const line = stood === undefined ? plain : { ...plain, stood };
        batch.push(sameDay(when, header) ? line : { ...line, asOf: when });
      }
      if (!spoken) tally.blank(row);
      if (layout.total) checkRow(sheet, row, layout.total, tally);
      if (batch.length >= BATCH) {
        sink.stockLines(batch);
        batch = [];
      }
    }
  }
  if (batch.length > 0) sink.stockLines(batch);
  const below = sheet.listEnd?.left((row) => placeAt(where, layout.headings, row));
  if (below) tally.issue(below);
  tally.end(listed, layout.headerRow);
}

const NO_LOT = {};
/** Only where the mapping says what becomes of lines of the same: else lots add up, as ever. */
function lotOf(sheet: SheetRows, row: Row): { lot?: string } {
  if (sheet.layout.duplicates === undefined || sheet.layout.columns.lot === undefined) return NO_LOT;
  const lot = sheet.code(row, 'lot');
  return lot === '' ? NO_LOT : { lot };
}

const sameDay = (a: SaidAsOf, b: SaidAsOf): boolean => a === b || (a.said === b.said && JSON.stringify(a) === JSON.stringify(b));

/** The first day that the column tells is the report's own; a line that tells another says so itself. */
function asOfOf(rows: Iterable<readonly Row[]>, sheet: SheetRows): SaidAsOf {
  const { layout } = sheet;
  if (layout.columns.as_of === undefined) return layout.constants.asOf ?? NOTHING;
  for (const part of rows)
    for (const row of part) {
      if (sheet.read(row).kind !== 'line') continue;
      const said = sheet.date(row, 'as_of', () => undefined);
      if (said !== undefined && said !== 'bad') return said;
    }
  return (layout.asOf && layout.constants.asOf) || NOTHING;
}

function isUnnamedSum(sheet: SheetRows, row: Row, sums: readonly RunningSum[]): boolean {
  return sheet.layout.measures.every((m, i) => {
    const number = sheet.number(row, m);
    return 'blank' in number || ('amount' in number && sums[i]!.isSum(number.amount));
  });
}

/** What a row says that its places add up to. */
function checkRow(sheet: SheetRows, row: Row, total: MeasureColumn, tally: SheetTally): void {
  const said = sheet.number(row, total);
  const places = sheet.layout.measures.filter((m) => m.location !== undefined);
  const sum = sumOf(row, places);
  if ('amount' in said && sum && compare(parseDecimal(said.amount)!, sum) !== 0)
    tally.rowTotal(row, { column: total.column, said: said.amount, sum: text(sum) });
}

/** Where a total does not fit: which column, what it says, what stands above it. */
function totalsOf(sheet: SheetRows, row: Row, sums: readonly RunningSum[]): { column: number; said: string; sum: string }[] {
  return sheet.layout.measures.flatMap((m, i) => {
    const number = sheet.number(row, m);
    if ('wrong' in number && number.wrong === 'stale') sheet.wrong(row, m, number.wrong, 'warning');
    if (!('amount' in number)) return [];
    const sum = sums[i]!.check(number.amount);
    return sum === null ? [] : [{ column: m.column, said: number.amount, sum }];
  });
}
