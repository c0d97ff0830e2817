import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction';
import { parseMapping } from '../../domain/mapping/any-mapping';
import { sameButVersion, withVersion } from '../../domain/mapping/numbered';
import { onlyValuesDiffer } from '../../domain/mapping/value-maps';
import { RefusedError, UsageError } from '../../platform/errors';
import type { Storage } from '../../platform/storage';
import { checkPins, type Repinned } from './pins';
import { insertDraft, type MappingVersion, ONE_AT_A_TIME, setHead, touchMapping, versionsOf } from './versions.store';

/** A mapping as somebody saw it: its newest version and the one that holds, `7-6`; 0 where there is none. */
export const seenOf = (versions: readonly MappingVersion[]): string =>
  `${versions[0]?.version ?? 0}-${versions.find((v) => v.holds)?.version ?? 0}`;

/** Somebody else changed it since. */
export class ChangedError extends RefusedError {
  constructor(name: string, versions: readonly MappingVersion[]) {
    const [newest] = versions;
    const by = newest ? `version ${newest.version} was saved by ${newest.author}` : 'nothing of it is there';
    const holds = versions.find((v) => v.holds);
    super('mapping.changed', `${name} is another one by now: ${by}, and ${holds ? `version ${holds.version}` : 'none'} is published`);
  }
}

interface Saving {
  readonly text: string;
  readonly seen: string; // as by seenOf
  readonly author: string;
  readonly note: string;
  readonly valuesOnly: boolean; // who does it may say what words mean, and not what columns are
  readonly above: number; // the version of a file of its name, 0 if there is none
}

/** Keeps a text as the next version, by which nothing is read yet. The same text again is the version that it was. */
export async function saveDraft(db: { readonly pool: Pool }, name: string, asked: Saving, now: string): Promise<number> {
  return changing(db, name, asked.seen, async (client, versions) => {
    const read = parseMapping(asked.text, name);
    if ('issue' in read) throw new UsageError(read.issue.detail);
    const { mapping } = read;
    if (mapping.name !== name) throw new UsageError(`the text is of ${mapping.name}, and ${name} was to be saved`);
    const [newest] = versions;
    if (newest && newest.supplier !== mapping.supplier)
      throw new RefusedError('mapping.name-taken', `${name} is the mapping of ${newest.supplier}; choose another name`);
    const base = versions.find((v) => v.holds) ?? newest;
    if (asked.valuesOnly && !(base && onlyValuesDiffer(base.text, asked.text))) throw new ValuesOnlyError(name);
    if (newest && sameButVersion(newest.text, asked.text)) return newest.version;
    const version = Math.max(newest?.version ?? 0, asked.above) + 1;
    const { author, note } = asked;
    await insertDraft(client, { name, version, supplier: mapping.supplier, text: withVersion(asked.text, version), author, note, published_at: now }); // prettier-ignore
    return version;
  });
}

/** Which columns count is said by who may change settings; what a supplier's words mean, by whoever works. */
export class ValuesOnlyError extends RefusedError {
  constructor(name: string) {
    super('mapping.values-only', `of ${name} you may change what values mean; its columns are changed by an admin`);
  }
}

interface Publishing {
  readonly version: number;
  readonly seen: string;
  readonly author: string;
  readonly reason: string;
  readonly valuesOnly: boolean;
  readonly repin: boolean;
  readonly storage: Storage;
}

/** Lets a version hold, a newer one or an older one again; what waits for it is read by the next evaluation. */
export async function publishVersion(
  db: { readonly pool: Pool },
  name: string,
  asked: Publishing,
  now: string,
): Promise<readonly Repinned[]> {
  return changing(db, name, asked.seen, async (client, versions) => {
    const wanted = versions.find((v) => v.version === asked.version);
    if (!wanted) throw new UsageError(`${name} has no version ${asked.version}; it has ${versions.map((v) => v.version).join(', ')}`);
    const holds = versions.find((v) => v.holds);
    if (asked.valuesOnly && !(holds && onlyValuesDiffer(holds.text, wanted.text))) throw new ValuesOnlyError(name);
    if (wanted.holds) return [];
    const { author, reason } = asked;
    const repin = asked.repin ? { author, note: reason } : null;
    const repinned = await checkPins(client, wanted, { storage: asked.storage, repin }, now);
    await setHead(client, name, wanted.version, author, now, reason);
    await touchMapping(client, name, wanted.supplier, now);
    return repinned;
  });
}

async function changing<T>(
  db: { readonly pool: Pool },
  name: string,
  seen: string,
  work: (client: PoolClient, versions: readonly MappingVersion[]) => Promise<T>,
): Promise<T> {
  return inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const versions = await versionsOf(client, name);
    if (versions[0]?.managed === 'git')
      throw new RefusedError('mapping.managed-by-git', `${name} is kept in files that were applied from a folder, and is read-only here; change its file, and publish it with "crosscount mapping apply --from FOLDER"`); // prettier-ignore
    if (seenOf(versions) !== seen) throw new ChangedError(name, versions);
    return work(client, versions);
  });
}
