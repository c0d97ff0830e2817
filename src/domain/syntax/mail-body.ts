import { sniffDelimiter } from './delimited';
import { looksAligned } from './fixed-width';
import { pageTables } from './html';
import { NotOpened } from './limits';
import type { Table } from './table';

/** A number as stock is written; a telephone number or a postcode with its town is none. */
const COUNT = /^[-+(]?\d{1,3}([.,' \u00a0]?\d{3})*([.,]\d{1,4})?[)-]?( \p{L}{1,4}\.?)?$/u;

/** The tables of a mail's own page that may be lists: signatures and banners are set in tables, too. */
export function bodyTables(html: string): readonly Table[] {
  try {
    return html === '' ? [] : pageTables(html).filter(mayBeList);
  } catch (error) {
    if (error instanceof NotOpened) return []; // the plain text beside it is looked at then
    throw error;
  }
}

function mayBeList(table: Table): boolean {
  const rows = [...table.rows()].flat().filter((r) => r.cells.filter((c) => c.shown !== '').length > 1);
  return rows.slice(1).some((r) => r.cells.some((c) => COUNT.test(c.shown)));
}

/** At least three lines of the same number of fields, by tabs, semicolons or bars: prose has commas, but never these. Or columns. */
export function looksTabular(text: string): boolean {
  const { delimiter } = sniffDelimiter(text);
  const counts = new Map<number, number>();
  for (const line of text.split(/\r?\n/)) {
    const fields = line.split(delimiter).length;
    if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  return (delimiter !== ',' && Math.max(0, ...counts.values()) >= 3) || looksAligned(text);
}
