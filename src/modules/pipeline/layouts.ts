import path from 'node:path';
import type { Pool } from 'pg';
import { type AnyMapping, parseMapping } from '../../domain/mapping/any-mapping';
import { mayBeEdiMapping } from '../../domain/mapping/edi-mapping';
import { UsageError } from '../../platform/errors';
import type { Receipt } from '../documents/receipts.store';
import { heads, publishedNames } from '../mappings/versions.store';
import { mappingFiles, type MappingText } from '../suppliers/mapping-files';
import { suppliersOf } from '../suppliers/senders';
import type { LayoutAnswer } from './layouts-read';
import type { Reading } from './reader';
import type { AskedLayout } from './told';

/** Folders that hold mapping files, the nearest first: what a site wrote for itself beats what came with the project. */
export type Layouts = readonly string[];

/** A mapping that a person asked for by its name: the file, which may be a draft, or else what is published. Refused with the names that there are. */
export async function namedMapping(db: Pool, folders: Layouts, name: string): Promise<AnyMapping> {
  const mappings = [...(await mappingFiles(folders)), ...(await published(db))].flatMap(({ path: file, text }) => {
    const parsed = parseMapping(text, file);
    if ('mapping' in parsed) return [parsed.mapping];
    if (path.parse(file).name === name) throw new UsageError(parsed.issue.detail);
    return [];
  });
  const found = mappings.find((m) => m.name === name);
  if (!found) throw new UsageError(`there is no mapping ${name}; there are: ${mappings.map((m) => m.name).join(', ') || 'none'}`);
  return found;
}

/** What is published comes before any file; a file of a published name is a draft, and read by only when it is asked for. */
export async function layoutsFor(services: Reading, receipt: Receipt, asked: AskedLayout): Promise<LayoutAnswer> {
  const { pool } = services.db;
  const { mapping: only, draft } = services;
  const edi = asked.interchange !== undefined;
  const mine = (texts: MappingText[]): MappingText[] => (edi ? texts.filter((t) => mayBeEdiMapping(t.text)) : texts);
  const { code, locale } = (await supplierOf(services, receipt, asked)) ?? { code: null, locale: null };
  if (draft !== undefined) return { supplier: null, locale, files: mine([draft]), only: only! };
  const all = mine(await mappingFiles(services.layouts));
  if (only !== undefined) return { supplier: null, locale, files: [...all, ...mine(await published(pool))], only };
  if (code === null) return { ...NONE, locale };
  const files = edi ? all.filter((t) => names(t.text, code)) : all;
  const drafts = files.length === 0 ? [] : await publishedNames(pool);
  return { supplier: code, locale, files: [...mine(await published(pool, code)), ...files], published: drafts };
}
/** Whether a file may be of a supplier: what is certainly of another one costs a document of EDI no time. */
const names = (text: string, code: string): boolean =>
  [code, JSON.stringify(code).slice(1, -1), code.replaceAll("'", "''")].some((written) => text.includes(written));
const NONE: LayoutAnswer = { supplier: null, locale: null, files: [] };

const published = async (db: Pool, supplier?: string): Promise<MappingText[]> =>
  (await heads(db, supplier)).map((h) => ({ path: `${h.name}, version ${h.version}`, text: h.text, published: true }));

interface Sender {
  readonly code: string;
  readonly locale: string | null;
}
/** Whose it is, as far as it is certain before it is read; what becomes of it is settled by its owner, afterwards. */
async function supplierOf(services: Reading, receipt: Receipt, { from, interchange }: AskedLayout): Promise<Sender | undefined> {
  const { pool } = services.db;
  const sender = interchange ? { ediId: interchange } : from !== null ? { mail: from } : undefined;
  const ids = receipt.supplierId !== null ? [receipt.supplierId] : sender ? await suppliersOf(pool, sender) : [];
  if (ids.length !== 1) return undefined;
  const sql = 'select code, locale from supplier where id = $1';
  return (await pool.query<Sender>(sql, [ids[0]])).rows[0];
}
