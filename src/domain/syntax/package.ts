import { type Budget, LIMITS, NotOpened } from './limits';
import { NO_RESULT } from './xml-results';
import { locked } from './locked';
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
    else if (entry.name === 'content.xml') kept.push({ name: entry.name, bytes: plainCells(bytes) });
    else kept.push({ name: entry.name, bytes, crc: entry.crc });
  }
  const holds = (name: string): boolean => kept.some((e) => e.name === name);
  // OpenDocument may do without styles, and the library may not.
  if (holds('content.xml') && !holds('styles.xml')) kept.push({ name: 'styles.xml', bytes: Buffer.from('<styles/>') });
  let cells = 0;
  for (const { name, bytes: part } of kept) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    if (DOCTYPE.test(head(part))) throw new NotOpened('file.doctype', 'the workbook declares a document type, which honest ones never do');
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) cells += count(part, '<c ') + count(part, ':c ');
    if (name === 'content.xml') cells += spreadCells(part);
    if (name === 'META-INF/manifest.xml' && has(part, 'encryption-data')) throw new NotOpened(...locked('OpenDocument file'));
  }
  if (cells > LIMITS.objectCells)
    throw new NotOpened(
      'file.too-big',
      `it holds ${cells} cells, and ${LIMITS.objectCells} is the limit for a workbook of its kind; xlsx and text hold more`,
    );
  return storedZip(kept);
}

/**
 * Cells of OpenDocument that the library takes for something else. A day is a day under whatever format: under many (`DD.MM.YYYY;@`) it
 * would be a count. A formula that nobody calculated has no value, and would be a blank.
 */
function plainCells(part: Uint8Array): Uint8Array {
  if (!has(part, 'value-type="date"') && !has(part, ':formula="')) return part;
  const text = buffer(part).toString('latin1'); // bytes of any encoding go through as they are
  const plain = text.replace(CELL, (cell, attributes: string) => {
    if (/\soffice:value-type="date"/.test(attributes)) return cell.replace(/\stable:style-name="[^"]*"/, '');
    const formula = /\stable:formula="(?:\w+:)?=?([^"]*)"/.exec(attributes)?.[1];
    if (formula === undefined || /\soffice:value-type=/.test(attributes) || !/\/>$|><\//.test(cell)) return cell;
    const shown = formula.replace(/\[?\.([$A-Z]+[$\d]+)\]?/g, '$1');
    return `<table:table-cell${attributes} office:value-type="string"><text:p>${NO_RESULT_ENTITY}=${shown}</text:p></table:table-cell>`;
  });
  return Buffer.from(plain, 'latin1');
}
const CELL = /<table:table-cell(?=[\s/>])([^<>]*?)(?:\/>|>(?:\s*<\/table:table-cell>)?)/g;
const NO_RESULT_ENTITY = `&#x${NO_RESULT.charCodeAt(0).toString(16)};`;

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
