import { type Budget, LIMITS, NotOpened } from './limits';
import { plainRecords } from './xlsb-records';
import { type Entry, storedZip, zipEntries } from './zip';

/** Pictures, charts, macros, comments: never looked at, so nothing in them can do harm. */
const NOT_READ =
  /^(xl\/(media|drawings|charts|chartsheets|embeddings|externallinks|printersettings|pivottables|pivotcache|ctrlprops|activex|vbaproject|comments|threadedcomments|persons|calcchain|worksheets\/_rels|model|customproperty|querytables|tables|slicers?|slicercaches)|customxml|docprops|pictures|thumbnails|configurations2|object)/i;
const DOCTYPE = /<!(DOCTYPE|ENTITY)/i;

/**
 * Unpacks a workbook with every byte counted, and refuses what an honest one never has: declarations that expand, more cells
 * than memory holds. The library behind unpacks without counting, and gives up in silence.
 */
export async function openPackage(bytes: Uint8Array, budget: Budget): Promise<Uint8Array> {
  const kept: Entry[] = [];
  for (const entry of zipEntries(bytes)) {
    if (NOT_READ.test(entry.name)) continue;
    const bytes = await entry.unpack(budget);
    if (/\.bin$/i.test(entry.name)) kept.push({ name: entry.name, bytes: plainRecords(bytes) });
    else if (entry.name === 'content.xml') kept.push({ name: entry.name, bytes: plainDates(bytes) });
    else kept.push({ name: entry.name, bytes, crc: entry.crc });
  }
  let cells = 0;
  for (const { name, bytes: part } of kept) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    if (DOCTYPE.test(head(part))) throw new NotOpened('file.doctype', 'the workbook declares a document type, which honest ones never do');
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) cells += count(part, '<c ') + count(part, ':c ');
    if (name === 'content.xml') cells += spreadCells(part);
    if (name === 'META-INF/manifest.xml' && has(part, 'encryption-data'))
      throw new NotOpened('file.encrypted', 'the file is protected by a password');
  }
  if (cells > LIMITS.cells)
    throw new NotOpened('file.too-big', `it holds ${cells} cells, and ${LIMITS.cells} is the limit for a workbook; text has none`);
  return storedZip(kept);
}

/** A day is a day under whatever format: the library takes many of OpenDocument's for one of numbers (`DD.MM.YYYY;@`), and the day for a count. */
function plainDates(part: Uint8Array): Uint8Array {
  if (!has(part, 'value-type="date"')) return part;
  const text = buffer(part).toString('latin1'); // bytes of any encoding go through as they are
  const cells = /<table:(?:covered-)?table-cell\b[^<>]*?\soffice:value-type="date"[^<>]*>/g;
  return Buffer.from(
    text.replace(cells, (cell) => cell.replace(/\stable:style-name="[^"]*"/, '')),
    'latin1',
  );
}

const buffer = (b: Uint8Array): Buffer => Buffer.from(b.buffer, b.byteOffset, b.byteLength);
const has = (part: Uint8Array, what: string): boolean => buffer(part).includes(what);
const head = (part: Uint8Array): string => buffer(part).toString('latin1', 0, 4096);

function count(part: Uint8Array, what: string): number {
  const b = buffer(part);
  let n = 0;
  for (let i = b.indexOf(what); i >= 0 && n <= LIMITS.cells; i = b.indexOf(what, i + what.length)) n += 1;
  return n;
}

/** OpenDocument writes a cell once and how often it repeats: a few bytes can stand for a billion cells. */
function spreadCells(part: Uint8Array): number {
  const text = buffer(part).toString('latin1');
  let cells = 0;
  let perRow = 0;
  let rowTimes = 1;
  for (const m of text.matchAll(/<table:table-(row|cell|covered-table-cell)\b([^>]*)>/g)) {
    const repeated = Number(/number-(?:rows|columns)-repeated="(\d+)"/.exec(m[2]!)?.[1] ?? 1);
    if (m[1] === 'row') {
      cells += perRow * rowTimes;
      perRow = 0;
      rowTimes = repeated;
    } else if (/value-type=/.test(m[2]!)) perRow += repeated;
  }
  return cells + perRow * rowTimes;
}
