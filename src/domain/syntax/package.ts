import { type Budget, LIMITS, NotOpened } from './limits';
import { type Entry, storedZip, zipEntries } from './zip';

/** What a workbook's package says besides its cells, by sheet in the workbook's order. */
export interface SheetNotes {
  readonly hiddenColumns: readonly number[];
  readonly hiddenRows: number;
}
export interface Package {
  readonly bytes: Uint8Array; // the same workbook, unpacked and without what is not read
  readonly sheets: readonly SheetNotes[];
  readonly uncalculated: boolean; // a formula was saved without its value
}

/** Pictures, charts, macros, comments: never looked at, so nothing in them can do harm. */
const NOT_READ =
  /^(xl\/(media|drawings|charts|chartsheets|embeddings|externallinks|printersettings|pivottables|pivotcache|ctrlprops|activex|vbaproject|comments|threadedcomments|persons|calcchain|worksheets\/_rels|model|customproperty|querytables|tables|slicers?|slicercaches)|customxml|docprops|pictures|thumbnails|configurations2|object)/i;
const DOCTYPE = /<!(DOCTYPE|ENTITY)/i;

/**
 * Unpacks a workbook with every byte counted, and refuses what an honest one never has: declarations that expand, more cells
 * than memory holds. The library behind unpacks without counting, and gives up in silence.
 */
export async function openPackage(bytes: Uint8Array, budget: Budget): Promise<Package> {
  const kept: Entry[] = [];
  for (const entry of zipEntries(bytes)) {
    if (!NOT_READ.test(entry.name)) kept.push({ name: entry.name, bytes: await entry.unpack(budget), crc: entry.crc });
  }
  let cells = 0;
  let uncalculated = false;
  for (const { name, bytes: part } of kept) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    if (DOCTYPE.test(head(part))) throw new NotOpened('file.doctype', 'the workbook declares a document type, which honest ones never do');
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) {
      cells += count(part, '<c ') + count(part, ':c ');
      uncalculated ||= has(part, '</f></c>') || has(part, '/></c>') || has(part, '</x:f></x:c>');
    }
    if (name === 'content.xml') cells += spreadCells(part);
    if (name === 'META-INF/manifest.xml' && has(part, 'encryption-data'))
      throw new NotOpened('file.encrypted', 'the file is protected by a password');
  }
  if (cells > LIMITS.cells)
    throw new NotOpened('file.too-big', `it holds ${cells} cells, and ${LIMITS.cells} is the limit for a workbook; text has none`);
  return { bytes: storedZip(kept), sheets: notesOf(kept), uncalculated };
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

function notesOf(kept: readonly Entry[]): SheetNotes[] {
  const text = (name: string): string => {
    const found = kept.find((e) => e.name.toLowerCase() === name.toLowerCase());
    return found ? buffer(found.bytes).toString('utf8') : '';
  };
  const targets = new Map<string, string>();
  for (const [tag] of text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const id = attribute(tag, 'Id');
    const target = attribute(tag, 'Target');
    if (id && target) targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => {
    const target = targets.get(/\b\w+:id="([^"]*)"/.exec(tag)?.[1] ?? '')?.toLowerCase();
    const part = kept.find((e) => e.name.toLowerCase() === target);
    return part ? notesOfSheet(part.bytes) : { hiddenColumns: [], hiddenRows: 0 };
  });
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
const HIDDEN = /\bhidden="(1|true)"/;

function notesOfSheet(part: Uint8Array): SheetNotes {
  const b = buffer(part);
  const data = b.indexOf('sheetData');
  const before = b.toString('latin1', 0, data < 0 ? Math.min(b.length, 65_536) : data);
  const hiddenColumns: number[] = [];
  for (const [tag] of before.matchAll(/<(?:\w+:)?col\b[^>]*>/g)) {
    if (!HIDDEN.test(tag)) continue;
    const from = Number(attribute(tag, 'min') ?? 0);
    const to = Math.min(Number(attribute(tag, 'max') ?? 0), LIMITS.columns);
    for (let c = from; c <= to && c > 0; c++) hiddenColumns.push(c - 1);
  }
  let hiddenRows = 0;
  for (let i = b.indexOf('hidden="1"', Math.max(0, data)); i >= 0 && hiddenRows < LIMITS.rows; i = b.indexOf('hidden="1"', i + 10))
    hiddenRows += 1;
  return { hiddenColumns, hiddenRows };
}
