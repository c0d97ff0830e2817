import { type ByteSource, inMemory } from './byte-source';
import { beginningOf, delimitedTable } from './delimited';
import { fixedWidthTable } from './fixed-width';
import { htmlTables } from './html';
import { jsonTables } from './json';
import type { Kind } from './kind';
import type { Budget } from './limits';
import type { Table } from './table';
import { type TextFile, textFile } from './text-file';
import { workbookTables } from './workbook';

/** What a kind of file holds as tables; throws what keeps it from being opened. */
type Opener = (bytes: Uint8Array, budget: Budget, said?: string) => readonly Table[] | Promise<readonly Table[]>;

/** Text, which is read from where it lies. */
export function textTables(source: ByteSource, said?: string): Table[] {
  return [textTable(textFile(source, said))];
}

function textTable(text: TextFile): Table {
  const aligned = fixedWidthTable(text, beginningOf(text));
  if (!aligned) return delimitedTable(text);
  const readAs: Table['readAs'] = (style) => {
    const file = style.encoding === undefined ? text : text.in(style.encoding);
    return style.delimiter === undefined ? textTable(file) : delimitedTable(file, style);
  };
  return { ...aligned, readAs };
}

/** Every kind of file that is read as tables; a new one is one file and one line. */
export const OPENERS: Partial<Readonly<Record<Kind, Opener>>> = {
  text: (bytes, _, said) => textTables(inMemory(bytes), said),
  workbook: workbookTables,
  html: htmlTables,
  json: jsonTables,
};
