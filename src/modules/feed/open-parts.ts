import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openCsv } from './csv-rows';
import type { FeedPart } from './import-file';
import type { ResultBuilder } from './import-result';
import type { Kind } from './kind';
import { KINDS, kindOf } from './kinds';
import { openNdjson } from './ndjson-rows';
import type { RowSource } from './row-source';
import { openWorkbook } from './workbook-rows';

const LARGEST_WORKBOOK = 128 * 1024 * 1024; // a workbook is read whole
const NDJSON = ['.ndjson', '.jsonl'];
const WORKBOOKS = ['.xlsx', '.xlsm', '.xls', '.ods'];
const EXTENSIONS = ['.csv', ...NDJSON, ...WORKBOOKS];

/** Opens a file that is not in the feed's own form: headings and rows as the mapping understands them. */
export type FeedMapping = (file: string, kind: Kind) => Promise<RowSource>;

export interface PartToOpen {
  readonly file: string; // as problems name it
  readonly kind: Kind;
  readonly sha256: string;
  readonly open: () => Promise<FeedPart>;
}

/** What the paths hold, in the order in which it is to be imported: masters before facts whatever the order given. */
export function partsOf(paths: readonly string[], out: ResultBuilder, mapping?: FeedMapping): PartToOpen[] {
  const parts = paths.flatMap((given) => {
    if (!fs.statSync(given).isDirectory()) return partsOfFile(given, out, mapping, true);
    const names = fs.readdirSync(given, { withFileTypes: true }).filter((e) => e.isFile() && !e.name.startsWith('.'));
    return names
      .map((e) => e.name)
      .sort()
      .flatMap((name) => partsOfFile(path.join(given, name), out, mapping, false));
  });
  const rank = new Map(KINDS.map((k, i) => [k, i]));
  return parts.sort((a, b) => rank.get(a.kind)! - rank.get(b.kind)!);
}

function partsOfFile(file: string, out: ResultBuilder, mapping: FeedMapping | undefined, named: boolean): PartToOpen[] {
  const name = path.basename(file);
  const extension = path.extname(name).toLowerCase();
  const kind = kindOf(name);
  const refuse = (code: string, detail: string): PartToOpen[] => {
    out.refuse({ file: name, place: 'file', column: null, value: null, code, detail });
    return [];
  };
  if (mapping && kind) {
    const sha256 = fileDigest(file);
    return [{ file: name, kind, sha256, open: async () => ({ file: name, kind, sha256, source: await mapping(file, kind) }) }];
  }
  // What lies beside the feed in its folder (a note, a log) is none of our business; what was named by hand is.
  if (!EXTENSIONS.includes(extension)) return named ? refuse('file.kind-unknown', `a feed is a file of ${EXTENSIONS.join(', ')}`) : [];
  if (WORKBOOKS.includes(extension)) return workbookParts(file, name, kind, refuse);
  if (!kind) return refuse('file.kind-unknown', KIND_HINT);
  const sha256 = fileDigest(file);
  const read = (): fs.ReadStream => fs.createReadStream(file, { highWaterMark: 1 << 18 });
  const source = (): Promise<RowSource> => (NDJSON.includes(extension) ? openNdjson(read) : openCsv(read()));
  return [{ file: name, kind, sha256, open: async () => ({ file: name, kind, sha256, source: await source() }) }];
}

const KIND_HINT = `the name of a feed file begins with its kind: ${KINDS.map((k) => k.name).join(', ')}`;

function workbookParts(
  file: string,
  name: string,
  kind: Kind | undefined,
  refuse: (code: string, detail: string) => PartToOpen[],
): PartToOpen[] {
  if (fs.statSync(file).size > LARGEST_WORKBOOK) return refuse('file.too-large', 'a workbook is read whole; export this much as CSV');
  const sha256 = fileDigest(file);
  let sheets;
  try {
    sheets = openWorkbook(fs.readFileSync(file));
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
