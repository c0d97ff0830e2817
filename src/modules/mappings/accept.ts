import type { Pool, PoolClient } from 'pg';
import { EVERYTHING } from '../access/sees';
import { inTransaction } from '../../database/transaction';
import { type MappingFile, parseMappingFile } from '../../domain/mapping/mapping-file';
import { withVersion } from '../../domain/mapping/numbered';
import { withHeading } from '../../domain/mapping/with-heading';
import { RefusedError, UsageError } from '../../platform/errors';
import { mappingFiles } from '../suppliers/mapping-files';
import { type DriftReport, reportDrifts } from './drifts.store';
import type { Storage } from '../../platform/storage';
import { checkPins, type Repinned } from './pins';
import { heads, insertVersion, newestVersion, ONE_AT_A_TIME, touchMapping, versionsOf } from './versions.store';

export interface Accepted {
  readonly drift: DriftReport;
  readonly name: string;
  readonly version: number;
  readonly columns: Readonly<Record<string, string>>; // the heading that each field has now, too
  readonly repinned: readonly Repinned[];
}
export interface Accepting {
  readonly id: string; // of the drift
  readonly columns: Readonly<Record<string, string>>; // field: its heading, where a person knows better than what is proposed
  readonly author: string;
  readonly reason: string;
  readonly storage: Storage; // of the raw files
  readonly repin: boolean;
  readonly atConsole: boolean; // what is kept in files is not changed there
}

/**
 * One decision about a layout that changed: the mapping gets the new headings beside those that it had, as a new version with who and
 * why, and the lists that wait for it are read again by the next evaluation. Refused where the mapping is another one by now, and
 * where nobody said, and nothing speaks clearly enough for, what a column is called.
 */
export async function acceptDrift(
  db: { readonly pool: Pool },
  folders: readonly string[],
  asked: Accepting,
  now: string,
): Promise<Accepted> {
  return inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const [drift] = await reportDrifts(client, EVERYTHING, { id: asked.id });
    if (!drift) throw new UsageError(`nothing waits under ${asked.id}; it may have been accepted already`);
    const { mapping: name, supplier } = drift;
    const text = await textOf(client, folders, drift);
    const [held] = await versionsOf(client, name);
    if (asked.atConsole && held?.managed === 'git')
      throw new RefusedError('mapping.managed-by-git', `${name} is kept in files that were applied from a folder, and is read-only here; accept it with "crosscount mapping accept ${asked.id}", and bring the files in line with "mapping pull --from FOLDER --overwrite"`); // prettier-ignore
    const columns = columnsOf(drift, asked.columns);
    const version = Math.max(await newestVersion(client, name), drift.version) + 1;
    const changed = withVersion(withHeadings(text, name, columns), version);
    const note = asked.reason || Object.entries(columns).map(([field, heading]) => `${field} is called ${JSON.stringify(heading)} now`).join(', '); // prettier-ignore
    const repin = asked.repin ? { author: asked.author, note } : null;
    const repinned = await checkPins(client, { name, version, text: changed }, { storage: asked.storage, repin }, now);
    await insertVersion(client, { name, version, supplier, text: changed, author: asked.author, note, published_at: now });
    await touchMapping(client, name, supplier, now);
    return { drift, name, version, columns, repinned };
  });
}

/** The mapping that the list no longer fits, as it still holds; else what was proposed is about another one. */
async function textOf(client: PoolClient, folders: readonly string[], { mapping, version, supplier }: DriftReport): Promise<string> {
  const head = (await heads(client, supplier)).find((h) => h.name === mapping);
  const stale = (what: string): RefusedError =>
    new RefusedError(
      'mapping.stale-proposal',
      `${what}, and what is proposed is about version ${version}; the list must be read again first`,
    );
  if (head && head.version !== version) throw stale(`version ${head.version} of ${mapping} holds by now`);
  if (head) return head.text;
  if ((await versionsOf(client, mapping)).length > 0) throw stale(`${mapping} was withdrawn`);
  for (const { path, text } of await mappingFiles(folders)) {
    const read = parseMappingFile(text, path);
    if (!('mapping' in read) || read.mapping.name !== mapping || read.mapping.supplier !== supplier) continue;
    if (read.mapping.version !== version) throw stale(`${path} is version ${read.mapping.version} by now`);
    return text;
  }
  throw stale(`there is no mapping ${mapping} any more`);
}

function columnsOf({ lost, headings, mapping }: DriftReport, given: Readonly<Record<string, string>>): Record<string, string> {
  const fields = lost.map((l) => l.field);
  if (lost.length === 0) throw new RefusedError('mapping.by-hand', `what changed is no heading; ${mapping} must be corrected in its file`);
  const other = Object.keys(given).find((f) => !fields.includes(f));
  if (other !== undefined) throw new UsageError(`${other} is not missing; missing: ${fields.join(', ')}`);
  return Object.fromEntries(
    lost.map(({ field, heading, shown, others }) => {
      if (field === 'headings')
        throw new RefusedError(
          'mapping.by-hand',
          `${shown} is one of the headings by which ${mapping} knows its list; it must be corrected in its file`,
        );
      if (field === 'across')
        throw new RefusedError(
          'mapping.by-hand',
          `the columns of ${mapping} that are places or days must be corrected in its file: ${shown} is gone`,
        );
      const own = given[field] ?? heading;
      if (own === null) {
        const may = others.length > 0 ? others.map((o) => o.heading) : headings;
        throw new RefusedError('mapping.undecided', `what is ${shown} (${field}) called now? Say it, as ${field}=${JSON.stringify(may[0] ?? 'Heading')}; the list has ${may.map((h) => JSON.stringify(h)).join(', ') || 'no other column'}`); // prettier-ignore
      }
      if (!headings.includes(own)) throw new UsageError(`${JSON.stringify(own)} is no column that is left over; there are ${headings.map((h) => JSON.stringify(h)).join(', ') || 'none'}`); // prettier-ignore
      return [field, own];
    }),
  );
}

function withHeadings(text: string, name: string, columns: Readonly<Record<string, string>>): string {
  const twice = Object.values(columns).find((h, i, all) => all.indexOf(h) !== i);
  if (twice !== undefined) throw new UsageError(`${JSON.stringify(twice)} cannot be two columns at once`);
  let changed = text;
  for (const [field, heading] of Object.entries(columns)) {
    const next = withHeading(changed, field, heading);
    const read = next === undefined ? undefined : parseMappingFile(next, name);
    if (!read || !('mapping' in read) || !headingsOf(read.mapping, field).includes(heading))
      throw new RefusedError('mapping.by-hand', `${name} writes ${field} in a way that nothing can be added to; please add ${JSON.stringify(heading)} in its file`); // prettier-ignore
    changed = next!;
  }
  return changed;
}

function headingsOf(mapping: MappingFile, field: string): string[] {
  const given = mapping.columns[field as keyof MappingFile['columns']];
  const from = typeof given === 'object' && !Array.isArray(given) ? given.from : given;
  return [from ?? []].flat().map(String);
}
