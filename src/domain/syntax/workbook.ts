import { Budget, NotOpened } from './limits';
import { locked } from './locked';
import { hiddenInContent } from './ods-hidden';
import { openPackage } from './package';
import type { Table } from './table';
import { xlsxTables } from './xlsx';
import { scanXml } from './xml-file';
import { withoutEmptyResults } from './xml-results';
import type { XmlHandler } from './xml-scan';
import { zipEntries } from './zip';

const WHOLE: XmlHandler = { opened() {}, closed() {}, text() {} };

/**
 * The sheets of a workbook of any age. Shown and raw stay apart: a number with the format 000000 has its zeros only in what is
 * shown. A date's raw value is its ISO text, since a serial number does not say from which year it counts. A formula counts as
 * the value that was saved with it; saved without one, it is shown as itself and is no number.
 */
export async function workbookTables(bytes: Uint8Array, budget: Budget): Promise<Table[]> {
  const zipped = bytes[0] === 0x50;
  const entries = zipped ? zipEntries(bytes) : [];
  if (entries.some((e) => /(^|[/\\])xl[/\\]workbook\.xml$/i.test(e.name))) return xlsxTables(entries, budget);
  const written = bytes[0] === 0x3c || bytes[0] === 0xef || bytes[0] === 0xff;
  if (written) scanXml(bytes, WHOLE, 'workbook'); // the library reads half a file as a whole one
  const { oldWorkbookTables } = await import('./old-workbook.js'); // a large library, which few deliveries need
  const unpacked = zipped ? await openPackage(bytes, budget) : written ? withoutEmptyResults(bytes) : bytes;
  const content = zipped
    ? await zipEntries(unpacked)
        .find((e) => e.name === 'content.xml')
        ?.unpack(new Budget())
    : undefined; // counted before
  try {
    return oldWorkbookTables(unpacked, content && hiddenInContent(content));
  } catch (error) {
    if (error instanceof NotOpened) throw error;
    // The library trips over what is damaged, and says so in words that mean nothing to who sent the file.
    if (/password/i.test(error instanceof Error ? error.message : ''))
      // of zeros it says that they are an encrypted zip
      throw new NotOpened(...locked('workbook'));
    throw new NotOpened('file.corrupt', 'the workbook is damaged: it cannot be read to its end');
  }
}
