import fs from 'node:fs';
import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock';
import { UsageError } from '../../platform/errors';
import { importedBefore, importPart, NOTHING } from './import-file';
import { type ImportResult, ResultBuilder } from './import-result';
import { KINDS } from './kinds';
import { openObjects } from './ndjson-rows';
import { type FeedMapping, partsOf } from './open-parts';

export interface ImportOptions {
  readonly clock: Clock;
  readonly mapping?: FeedMapping;
}

/** The buyer's files into masters and ledger. What is wrong is told and left out; the rest is in when this returns. */
export async function importFeed(db: { readonly pool: Pool }, paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const now = instantOf(options.clock);
  for (const given of paths) if (!fs.existsSync(given)) throw new UsageError(`${given} does not exist`);
  const out = new ResultBuilder();
  for (const part of partsOf(paths, out, options.mapping)) {
    const before = await importedBefore(db.pool, part.kind.name, part.sha256, now);
    if (before === null) await importPart(db.pool, await part.open(), now, out);
    else out.take(part.kind.name, { ...NOTHING, unchanged: before });
  }
  return out.result();
}

/** The same rows as objects, as the REST bulk API hands them over. */
export async function importObjects(
  db: { readonly pool: Pool },
  kindName: string,
  objects: readonly Record<string, unknown>[],
  options: ImportOptions,
): Promise<ImportResult> {
  const kind = KINDS.find((k) => k.name === kindName);
  if (!kind) throw new UsageError(`${kindName} is no kind of the feed: ${KINDS.map((k) => k.name).join(', ')}`);
  const out = new ResultBuilder();
  await importPart(db.pool, { file: kindName, kind, sha256: null, source: openObjects(objects) }, instantOf(options.clock), out);
  return out.result();
}

/** In one spelling, and certainly an instant: it is written into SQL where no parameter can stand. */
const instantOf = (clock: Clock): string => new Date(clock.now()).toISOString();
