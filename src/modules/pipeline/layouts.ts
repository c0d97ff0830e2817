import path from 'node:path';
import type { Pool } from 'pg';
import { type MappingFile, parseMappingFile } from '../../domain/mapping/mapping-file';
import { UsageError } from '../../platform/errors';
import type { Receipt } from '../documents/receipts.store';
import { heads, publishedNames } from '../mappings/versions.store';
import { mappingFiles, type MappingText } from '../suppliers/mapping-files';
import { suppliersOf } from '../suppliers/senders';
import type { Reading } from './reader';

/** Folders that hold mapping files, the nearest first: what a site wrote for itself beats what came with the project. */
export type Layouts = readonly string[];

/** The layouts that a reading thread may use for a sheet: the text of the supplier's mapping files, in order of precedence. */
export interface LayoutAnswer {
  readonly supplier: string | null;
  readonly locale: string | null;
  readonly files: readonly MappingText[];
  readonly published?: readonly string[]; // names that were published: a file of such a name is a draft
  readonly only?: string; // name of the mapping that was asked for
}

/** A mapping that a person asked for by its name: the file, which may be a draft, or else what is published. Refused with the names that there are. */
export async function namedMapping(db: Pool, folders: Layouts, name: string): Promise<MappingFile> {
  const mappings = [...(await mappingFiles(folders)), ...(await published(db))].flatMap(({ path: file, text }) => {
    const parsed = parseMappingFile(text, file);
    if ('mapping' in parsed) return [parsed.mapping];
    if (path.parse(file).name === name) throw new UsageError(parsed.issue.detail);
    return [];
  });
  const found = mappings.find((m) => m.name === name);
  if (!found) throw new UsageError(`there is no mapping ${name}; there are: ${mappings.map((m) => m.name).join(', ') || 'none'}`);
  return found;
}

/** What is published comes before any file; a file of a published name is a draft, and read by only when it is asked for. */
export async function layoutsFor(services: Reading, receipt: Receipt, from: string | null): Promise<LayoutAnswer> {
  const { pool } = services.db;
  const files = await mappingFiles(services.layouts);
  const { code, locale } = (await supplierOf(services, receipt, from)) ?? { code: null, locale: null };
  if (services.mapping !== undefined)
    return { supplier: null, locale, files: [...files, ...(await published(pool))], only: services.mapping };
  if (code === null) return { supplier: null, locale, files: [] };
  return { supplier: code, locale, files: [...(await published(pool, code)), ...files], published: await publishedNames(pool) };
}

const published = async (db: Pool, supplier?: string): Promise<MappingText[]> =>
  (await heads(db, supplier)).map((h) => ({ path: `${h.name}, version ${h.version}`, text: h.text, published: true }));

interface Sender {
  readonly code: string;
  readonly locale: string | null;
}
async function supplierOf(services: Reading, receipt: Receipt, from: string | null): Promise<Sender | undefined> {
  const ids = receipt.supplierId !== null ? [receipt.supplierId] : from !== null ? await suppliersOf(services.db.pool, { mail: from }) : [];
  if (ids.length !== 1) return undefined;
  const sql = 'select code, locale from supplier where id = $1';
  return (await services.db.pool.query<Sender>(sql, [ids[0]])).rows[0];
}
