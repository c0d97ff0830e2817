import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { utf16 } from '../../domain/syntax/charset';
import { kindOf as contentOf } from '../../domain/syntax/kind';
import { Budget, LIMITS } from '../../domain/syntax/limits';
import { openPackage } from '../../domain/syntax/package';
import { openCsv } from './csv-rows';
import type { ExportMapping } from './export-mapping';
import type { FeedPart } from './import-file';
import type { ResultBuilder } from './import-result';
import type { Kind } from './kind';
import { KINDS, kindOf } from './kinds';
import { openNdjson } from './ndjson-rows';
import type { RowSource } from './row-source';
import type { NamedSheet } from './workbook-rows';

const NDJSON = ['.ndjson', '.jsonl'];
const WORKBOOKS = ['.xlsx', '.xlsm', '.xls', '.ods'];
const EXTENSIONS = ['.csv', ...NDJSON, ...WORKBOOKS];

export interface PartToOpen {
  readonly file: string; // as problems name it
  readonly kind: Kind;
  readonly sha256: string;
  readonly open: () => Promise<FeedPart>;
}

/** What the paths hold, in the order in which it is to be imported: masters before facts whatever the order given. */
export async function partsOf(paths: readonly string[], out: ResultBuilder, mapping?: ExportMapping): Promise<PartToOpen[]> {
  const parts: PartToOpen[] = [];
  for (const given of paths) {
    if (!fs.statSync(given).isDirectory()) {
      parts.push(...(await partsOfFile(given, out, mapping, true)));
      continue;
    }
    const names = fs.readdirSync(given, { withFileTypes: true }).filter((e) => e.isFile() && !e.name.startsWith('.'));
    for (const name of names.map((e) => e.name).sort()) parts.push(...(await partsOfFile(path.join(given, name), out, mapping, false)));
  }
  const rank = new Map(KINDS.map((k, i) => [k, i]));
  return parts.sort((a, b) => rank.get(a.kind)! - rank.get(b.kind)!);
}

async function partsOfFile(file: string, out: ResultBuilder, mapping: ExportMapping | undefined, named: boolean): Promise<PartToOpen[]> {
  const name = path.basename(file);
  const extension = path.extname(name).toLowerCase();
  const kind = kindOf(name);
  const refuse = (code: string, detail: string): PartToOpen[] => {
    out.refuse({ file: name, place: 'file', column: null, value: null, code, detail });
    return [];
  };
  if (mapping && (named || mapping.isFor(name))) {
    const opened = await mapping.open(file);
    if ('detail' in opened) {
      out.refuse({ file: name, column: null, value: null, ...opened });
      return [];
    }
    const digest = fileDigest(file);
    return opened.map(({ kind: of, source, leftOut }, i) => {
      if (leftOut > 0) out.warn({ file: name, place: 'file', column: null, value: null, ...leftOutOf(leftOut, of, opened.length) });
      // What was imported before is known by file and kind; one kind may stand in a file several times.
      const part = { file: name, kind: of, sha256: i === 0 ? digest : createHash('sha256').update(`${digest} ${i}`).digest('hex') };
      return { ...part, open: async () => ({ ...part, source }) };
    });
  }
  // What lies beside the feed in its folder (a note, a log) is none of our business; what was named by hand is.
  if (!EXTENSIONS.includes(extension)) return named ? refuse('file.kind-unknown', `a feed is a file of ${EXTENSIONS.join(', ')}`) : [];
  if (WORKBOOKS.includes(extension)) return workbookParts(file, name, kind, refuse);
  if (!kind) return refuse('file.kind-unknown', KIND_HINT);
  const wrong = notText(file);
  if (wrong) return refuse(...wrong);
  const sha256 = fileDigest(file);
  const read = (): fs.ReadStream => fs.createReadStream(file, { highWaterMark: 1 << 18 });
  const source = (): Promise<RowSource> => (NDJSON.includes(extension) ? openNdjson(read) : openCsv(read()));
  return [{ file: name, kind, sha256, open: async () => ({ file: name, kind, sha256, source: await source() }) }];
}

const leftOutOf = (rows: number, of: Kind, kinds: number): { code: string; detail: string } => ({
  code: 'mapping.rows-left-out',
  detail: `${rows === 1 ? 'a row was' : `${rows} rows were`} left out${kinds > 1 ? ` of ${of.name}` : ''}, as the mapping says (where)`,
});

const KIND_HINT = `the name of a feed file begins with its kind: ${KINDS.map((k) => k.name).join(', ')}`;

/** Why a file that is called text is none: read as text, it would be told as a hundred strange headings. */
function notText(file: string): [code: string, detail: string] | undefined {
  const head = headOf(file, 1 << 16);
  if (head.length === 0) return ['file.empty', 'the file is empty'];
  if (utf16(head)) return ['file.not-utf-8', 'the file is UTF-16; the feed is UTF-8, and another export needs a mapping'];
  const content = contentOf(head, path.basename(file));
  if (head.includes(0) || ['workbook', 'zip', 'encrypted', 'pdf', 'binary'].includes(content))
    return ['file.not-text', `the file is no text, whatever its name says${content === 'binary' ? '' : `: it looks like ${content}`}`];
  return undefined;
}

function headOf(file: string, size: number): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(size);
    return buffer.subarray(0, fs.readSync(handle, buffer));
  } finally {
    fs.closeSync(handle);
  }
}

/** Within the limits of everything that unpacks: an archive bomb in the buyer's folder must not take the gateway down either. */
async function sheetsIn(file: string): Promise<NamedSheet[]> {
  const bytes = fs.readFileSync(file);
  const content = contentOf(bytes, path.basename(file));
  if (content === 'encrypted') throw new Error('it is protected by a password');
  if (content === 'empty') throw new Error('it is empty');
  if (content !== 'workbook' && content !== 'text')
    throw new Error(`it is ${content === 'binary' ? 'of no kind that is known here' : `no workbook but ${content}`}`);
  const { openWorkbook } = await import('./workbook-rows.js'); // a large library that few starts need
  return openWorkbook(bytes[0] === 0x50 ? await openPackage(bytes, new Budget()) : bytes);
}

async function workbookParts(
  file: string,
  name: string,
  kind: Kind | undefined,
  refuse: (code: string, detail: string) => PartToOpen[],
): Promise<PartToOpen[]> {
  if (fs.statSync(file).size > LIMITS.feedWorkbookBytes)
    return refuse('file.too-large', 'a workbook is read whole; export this much as CSV');
  const sha256 = fileDigest(file);
  let sheets: NamedSheet[];
  try {
    sheets = await sheetsIn(file);
  } catch (error) {
    return refuse('file.unreadable', `the workbook cannot be opened: ${(error as Error).message}`);
  }
  const of = kind
    ? [{ kind, sheet: sheets.find((s) => kindOf(s.name) === kind) ?? sheets[0] }]
    : sheets.map((sheet) => ({ kind: kindOf(sheet.name), sheet }));
  const parts = of.flatMap(({ kind: of_, sheet }) =>
    of_ && sheet ? [{ file: name, kind: of_, sha256, open: async () => ({ file: name, kind: of_, sha256, source: sheet.source }) }] : [],
  );
  return parts.length > 0 ? parts : refuse('file.kind-unknown', `neither the file nor one of its sheets bears a kind; ${KIND_HINT}`);
}

function fileDigest(file: string): string {
  const hash = createHash('sha256');
  const handle = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let read = fs.readSync(handle, buffer); read > 0; read = fs.readSync(handle, buffer)) hash.update(buffer.subarray(0, read));
  } finally {
    fs.closeSync(handle);
  }
  return hash.digest('hex');
}
