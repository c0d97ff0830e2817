import fs from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../platform/clock';
import { UsageError } from '../../platform/errors';
import type { ExportMapping } from './export-mapping';
import { type Beside, importedBefore, ImportSession, NOTHING } from './import-file';
import { type ImportResult, ResultBuilder } from './import-result';
import { KINDS } from './kinds';
import { openObjects } from './ndjson-rows';
import { partsOf } from './open-parts';

export interface ImportOptions {
  readonly clock: Clock;
  readonly mapping?: ExportMapping; // for files that are not in the feed's own form
  readonly beside?: Beside;
}

/** The buyer's files into masters and ledger. What is wrong is told and left out; the rest is in when this returns. */
export async function importFeed(db: { readonly pool: Pool }, paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const now = instantOf(options.clock);
  for (const given of paths) if (!fs.existsSync(given)) throw new UsageError(`${given} does not exist`);
  return inSession(db, now, async (session, client, out) => {
    for (const part of await partsOf(paths, out, options.mapping)) {
      const before = await importedBefore(client, part.kind.name, part.sha256, now);
      if (before === null) await session.import(await part.open());
      else out.take(part.kind.name, { ...NOTHING, unchanged: before });
    }
  });
}

/** The same rows as objects, as the REST bulk API hands them over. */
export async function importObjects(
  db: { readonly pool: Pool },
  kindName: string,
  objects: readonly unknown[],
  options: ImportOptions,
): Promise<ImportResult> {
  const kind = KINDS.find((k) => k.name === kindName);
  if (!kind) throw new UsageError(`${kindName} is no kind of the feed: ${KINDS.map((k) => k.name).join(', ')}`);
  if (objects.length === 0) return new ResultBuilder().result(); // a program that has nothing to say; a file without a heading is a mistake
  return inSession(db, instantOf(options.clock), (session) =>
    session.import({ file: kindName, kind, sha256: null, source: openObjects(objects) }, options.beside),
  );
}

async function inSession(
  db: { readonly pool: Pool },
  now: string,
  work: (session: ImportSession, client: PoolClient, out: ResultBuilder) => Promise<void>,
): Promise<ImportResult> {
  const client = await db.pool.connect();
  const out = new ResultBuilder();
  let failed = true;
  try {
    const session = new ImportSession(client, now, out);
    await work(session, client, out);
    await session.close();
    failed = false;
  } finally {
    client.release(failed); // what is left of a failed one must not meet the next import
  }
  return out.result();
}

/** In one spelling, and certainly an instant: it is written into SQL where no parameter can stand. */
const instantOf = (clock: Clock): string => new Date(clock.now()).toISOString();
