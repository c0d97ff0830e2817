import fs from 'node:fs/promises';
import path from 'node:path';
import { type ExportedKinds, type FeedColumns, parseFeedMapping } from '../../domain/mapping/feed-mapping';
import { mapFeed } from '../../domain/mapping/feed-rows';
import { glob } from '../../domain/mapping/find-columns';
import { openDelivery } from '../../domain/syntax';
import { UsageError } from '../../platform/errors';
import { mappingFiles } from '../suppliers/mapping-files';
import type { Kind } from './kind';
import { KINDS } from './kinds';
import type { RowSource } from './row-source';
import { yesNo } from './values';

export const COLUMNS: FeedColumns = Object.fromEntries(
  KINDS.map((kind) => [
    kind.name,
    [...kind.columns, { name: 'void', type: yesNo, required: false }].map((c) => ({
      name: c.name,
      form: c.type.form ?? 'text',
      required: c.required ?? false,
    })),
  ]),
);

const PROJECT = path.resolve(__dirname, '../../../config/feed');

export interface NotMapped {
  readonly place: string;
  readonly code: string;
  readonly detail: string;
}

export interface MappedKind {
  readonly kind: Kind;
  readonly source: RowSource;
  readonly leftOut: number;
}

/** An export of the buyer's program that is not in the feed's own form, understood by what a person wrote down about it. */
export class ExportMapping {
  constructor(private readonly mapping: ExportedKinds) {}

  /** Whether a file that lies in a folder is meant; one that is named by hand always is. */
  isFor(fileName: string): boolean {
    return this.mapping.file === undefined || glob(this.mapping.file).test(fileName);
  }

  /** Each kind that it holds; or why one of them is not there, and then none is taken: the export is another one than was written down. */
  async open(file: string): Promise<readonly MappedKind[] | NotMapped> {
    const name = path.basename(file);
    const parts = await openDelivery(await fs.readFile(file), name);
    const tables = parts.flatMap((p) => (p.content.kind === 'tables' ? p.content.tables : []));
    if (tables.length === 0) {
      const issue = parts.flatMap((p) => ('issue' in p.content ? [p.content.issue] : []))[0];
      return { place: 'file', code: issue?.code ?? 'file.no-list', detail: issue?.detail ?? 'there is no list in the file' };
    }
    const out: MappedKind[] = [];
    for (const list of this.mapping.lists) {
      const mapped = mapFeed(tables, list, COLUMNS[list.kind]!, name);
      if ('detail' in mapped) return { code: 'mapping.column-missing', ...mapped };
      const { headings, rows, place, leftOut } = mapped;
      out.push({ kind: KINDS.find((k) => k.name === list.kind)!, source: { headings, rows: inTurn(rows), place }, leftOut });
    }
    return out;
  }
}

async function* inTurn<T>(rows: () => Iterable<T>): AsyncGenerator<T> {
  yield* rows();
}

/** The mapping of that name, of the site before the project's; refused with the names that there are. */
export async function namedExportMapping(home: string, name: string): Promise<ExportMapping> {
  const folders = [path.join(home, 'config', 'feed'), PROJECT];
  const mappings: ExportedKinds[] = [];
  for (const { path: file, text } of await mappingFiles(folders)) {
    const parsed = parseFeedMapping(text, file, COLUMNS);
    if ('mapping' in parsed) mappings.push(parsed.mapping);
    else if (path.parse(file).name === name) throw new UsageError(parsed.issue.detail);
  }
  const found = mappings.find((m) => m.name === name);
  const there = mappings.map((m) => m.name).join(', ') || 'none';
  if (!found) throw new UsageError(`there is no mapping ${name} in ${folders.join(' or ')}; there are: ${there}`);
  return new ExportMapping(found);
}
