import type { LocationRef, Row, SaidAsOf, StockLine } from '../canonical/vocabulary';
import type { Layout } from '../mapping/layout';
import type { ReadingSink } from './format';
import { Dates, locationOf, numberAt, placeAt, readRow, type SheetPlace, textAt, wrongNumber } from './sheet-rows';

const BATCH = 1000;

/** A stock list: each row an item, each measure's column a number. Rows come in batches and go as lines. */
export function readStockSheet(
  rows: Iterable<readonly Row[]>,
  layout: Layout,
  where: SheetPlace,
  receivedAt: string,
  sink: ReadingSink,
): void {
  const asOf: SaidAsOf = layout.constants.asOf ?? { said: 'nothing' };
  const dates = new Dates(layout, receivedAt);
  const heading = headingAsOf(rows, layout, dates) ?? asOf;
  sink.stockReport({ kind: 'stock_report', reference: '', asOf: heading, coverage: layout.coverage, supplyFact: false });
  const locations = new Map<string, LocationRef>();
  const left = { totals: 0, total: 0, blanks: 0, blank: 0 };
  let batch: StockLine[] = [];
  for (const part of rows) {
    for (const row of part) {
      if (row.number <= layout.headerRow) continue;
      const read = readRow(row, layout);
      if (read.kind === 'total') {
        left.totals += 1;
        left.total ||= row.number;
      } else if (read.kind === 'nameless')
        sink.issue({
          code: 'sheet.no-item',
          severity: 'error',
          detail: 'the row has a quantity and names no item',
          place: placeAt(where, layout, row.number),
        });
      if (read.kind !== 'line') continue;
      const location = locationOf(row, layout, locations);
      const unit = textAt(row, layout, 'uom') || (layout.constants.uom ?? '');
      const said = asOfOf(row, layout, dates, heading, where, sink);
      let numbers = 0;
      for (const measure of layout.measures) {
        const number = numberAt(row, measure);
        if ('blank' in number) continue;
        numbers += 1;
        const place = placeAt(where, layout, row.number, measure.column);
        if ('wrong' in number) {
          sink.issue(wrongNumber(number, row.cells[measure.column]?.shown ?? '', place));
          continue;
        }
        const line = {
          refs: read.refs,
          location,
          measure: measure.measure,
          quantity: { amount: number.amount, unit: unit || number.unit },
          place,
        };
        batch.push(said ? { ...line, asOf: said } : line);
      }
      if (numbers === 0) {
        left.blanks += 1;
        left.blank ||= row.number;
      }
      if (batch.length >= BATCH) {
        sink.stockLines(batch);
        batch = [];
      }
    }
  }
  if (batch.length > 0) sink.stockLines(batch);
  if (left.totals > 0)
    sink.issue({
      code: 'sheet.totals-row',
      severity: 'warning',
      detail: `${left.totals === 1 ? 'a row of totals was' : `${left.totals} rows of totals were`} left out`,
      place: placeAt(where, layout, left.total),
    });
  if (left.blanks > 0)
    sink.issue({
      code: 'sheet.no-quantity',
      severity: 'warning',
      detail: `${left.blanks === 1 ? 'an item has' : `${left.blanks} items have`} no quantity: not reported is not zero`,
      place: placeAt(where, layout, left.blank),
    });
}

/** One date in the whole column is the report's own. */
function headingAsOf(rows: Iterable<readonly Row[]>, layout: Layout, dates: Dates): SaidAsOf | undefined {
  if (layout.columns.as_of === undefined) return undefined;
  for (const part of rows)
    for (const row of part) {
      if (row.number <= layout.headerRow) continue;
      const said = dates.read(textAt(row, layout, 'as_of'));
      if (said) return said;
    }
  return undefined;
}

function asOfOf(row: Row, layout: Layout, dates: Dates, heading: SaidAsOf, where: SheetPlace, sink: ReadingSink): SaidAsOf | undefined {
  const text = textAt(row, layout, 'as_of');
  const said = dates.read(text);
  if (said === null) return undefined;
  if (said === undefined) {
    sink.issue({
      code: 'sheet.not-a-date',
      severity: 'warning',
      detail: `${JSON.stringify(text)} is no date that can be told; the report's own as-of is used`,
      place: placeAt(where, layout, row.number, layout.columns.as_of),
    });
    return undefined;
  }
  return said === heading ? undefined : said; // dates that repeat are one object
}
