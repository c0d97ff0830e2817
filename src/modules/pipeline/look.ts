import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { RefusedError } from '../../platform/errors';
import { knownValues, localeOf } from '../catalog/known-values.store';
import { ownCounts } from '../ledger/own-counts.store';
import { headingsBefore } from '../mappings/headings-before';
import type { Looked, LookTask, MastersTold } from './look-delivery';
import { type Reading, toldOnce } from './reader';
import type { Asks } from './told';

/** What the masters know of these values, and how this supplier's lists are called by what was published. */
export async function mastersTold(db: Pool, supplier: string, values: readonly string[]): Promise<MastersTold> {
  return {
    locale: await localeOf(db, supplier),
    known: await knownValues(db, supplier, values),
    before: await headingsBefore(db, supplier),
  };
}

/** A file that is looked at: where it lies, what it is called, and when it came. */
export interface Sample {
  readonly path: string;
  readonly name: string;
  readonly receivedAt: string;
}

/** The lists of a file as they were sent, with what their columns seem to mean; in the reading thread, since nobody knows what is in it. */
export async function lookAt(services: Reading, sample: Sample, task: LookTask): Promise<Looked> {
  const { pool } = services.db;
  const answer = (asked: Asks): Promise<unknown> =>
    asked.tell === 'ask-masters'
      ? mastersTold(pool, task.supplier, asked.values)
      : asked.tell === 'ask-counts'
        ? ownCounts(pool, task.supplier, asked.asked, sample.receivedAt)
        : Promise.resolve(null);
  const told = await toldOnce(services, 'looked', { ...sample, look: task }, answer);
  if (told?.tell !== 'looked')
    throw new RefusedError('file.beyond-limits', `${sample.name} cannot be looked at: ${told?.message ?? 'nothing was told'}`);
  return told.found;
}

/** What places and units are called by the buyer, to choose from; to who sees some suppliers the places of these programs alone. */
export async function ourNames(db: Pool, supplier: string, everything: boolean): Promise<{ places: string[]; units: string[] }> {
  const places = await db.query<{ code: string }>(
    `select code from location l where not void and ($2 or exists (
  select 1 from program p join supplier s on s.id = p.supplier_id where s.code = $1 and p.location = l.code)) order by code limit 500`,
    [supplier, everything],
  );
  const units = await db.query<{ uom: string }>('select uom from item union select uom from item_unit order by 1 limit 100');
  return { places: places.rows.map((r) => r.code), units: units.rows.map((r) => r.uom) };
}

/** Bytes that came by the web lie in a file of their own meanwhile, as the reading thread wants it. */
export async function asFile<T>(bytes: Buffer, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'check-'));
  try {
    const file = path.join(folder, 'file');
    await fs.writeFile(file, bytes, { mode: 0o600 });
    return await work(file);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
