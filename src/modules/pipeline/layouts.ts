import fs from 'node:fs/promises';
import path from 'node:path';
import type { Receipt } from '../documents/receipts.store';
import { suppliersOf } from '../suppliers/senders';
import type { Reading } from './reader';

/** Folders that hold mapping files, the nearest first: what a site wrote for itself beats what came with the project. */
export type Layouts = readonly string[];

/** The layouts that a reading thread may use for a sheet: the text of the supplier's mapping files, in order of precedence. */
export interface LayoutAnswer {
  readonly supplier: string | null;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export async function layoutsFor(services: Reading, receipt: Receipt, from: string | null): Promise<LayoutAnswer> {
  const ids = receipt.supplierId !== null ? [receipt.supplierId] : from !== null ? await suppliersOf(services.db.pool, { mail: from }) : [];
  if (ids.length !== 1) return { supplier: null, files: [] };
  const { rows } = await services.db.pool.query<{ code: string }>('select code from supplier where id = $1', [ids[0]]);
  return { supplier: rows[0]?.code ?? null, files: await mappingFiles(services.layouts) };
}

export async function mappingFiles(folders: Layouts): Promise<LayoutAnswer['files']> {
  const found: { path: string; text: string }[] = [];
  for (const folder of folders) {
    const names = await fs.readdir(folder).catch(() => [] as string[]);
    for (const name of names.sort()) {
      if (!/\.ya?ml$/i.test(name)) continue;
      const file = path.join(folder, name);
      found.push({ path: file, text: await fs.readFile(file, 'utf8') });
    }
  }
  return found;
}
