import { decode } from './charset';
import { delimitedTable } from './delimited';
import { htmlTables } from './html';
import { jsonTables } from './json';
import type { Kind } from './kind';
import type { Budget } from './limits';
import type { Table } from './table';
import { workbookTables } from './workbook';

/** What a kind of file holds as tables; throws what keeps it from being opened. */
type Opener = (bytes: Uint8Array, budget: Budget) => readonly Table[] | Promise<readonly Table[]>;

function textTables(bytes: Uint8Array): Table[] {
  const { text, charset } = decode(bytes);
  return [delimitedTable(text, charset)];
}

/** Every kind of file that is read as tables; a new one is one file and one line. */
export const OPENERS: Partial<Readonly<Record<Kind, Opener>>> = {
  text: textTables,
  workbook: workbookTables,
  html: htmlTables,
  json: jsonTables,
};
