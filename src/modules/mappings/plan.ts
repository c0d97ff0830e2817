import type { Pool, PoolClient } from 'pg';
import { type AnyMapping, parseMapping } from '../../domain/mapping/any-mapping';
import { differences, sameButVersion, withVersion } from '../../domain/mapping/numbered';
import { inTransaction } from '../../database/transaction';
import { RefusedError, UsageError } from '../../platform/errors';
import type { Storage } from '../../platform/storage';
import { checkPins, type Repinned } from './pins';
import { type FileChange, type FilePlan, filePlan } from '../suppliers/file-plan';
import type { MappingText } from '../suppliers/mapping-files';
import { heads, insertVersion, ONE_AT_A_TIME, newestVersion, setHead, touchMapping, versionsOf } from './versions.store';

/** What publishing a folder's files would change. */
export type Plan = FilePlan<PlannedChange>;
export interface PlannedChange extends FileChange {
  readonly file: string | null;
}

const parsed = (text: string, path: string): AnyMapping | null => {
  const read = parseMapping(text, path);
  return 'mapping' in read ? read.mapping : null;
};

/** `prune`: what is published and in no file is withdrawn. Else a folder that lacks a file says nothing about it. */
export async function planOf(db: Pool | PoolClient, files: readonly MappingText[], prune: boolean): Promise<Plan> {
  const held = new Map((await heads(db)).map((h) => [h.name, h]));
  const issues: string[] = [];
  const changes: PlannedChange[] = [];
  const found = new Map<string, string>();
  for (const { path, text } of files) {
    const read = parseMapping(text, path);
    if ('issue' in read) {
      issues.push(read.issue.detail);
      continue;
    }
    const { name, supplier } = read.mapping;
    const other = found.get(name);
    if (other !== undefined) {
      issues.push(`${path}: the name ${name} is that of ${other}, too; a mapping has one file`);
      continue;
    }
    found.set(name, path);
    const head = held.get(name);
    if (head && sameButVersion(head.text, text)) continue;
    const to = (await newestVersion(db, name)) + 1;
    const before = head ? parsed(head.text, name) : null;
    changes.push({
      ...{ name, what: head ? 'changed' : 'new', from: head?.version ?? null, to, file: path, text: withVersion(text, to), supplier },
      differences: differences(before, read.mapping),
    });
  }
  if (prune)
    for (const h of held.values())
      if (!found.has(h.name))
        changes.push({
          name: h.name,
          what: 'withdrawn',
          from: h.version,
          to: null,
          file: null,
          differences: [],
          text: '',
          supplier: h.supplier,
        });
  return filePlan(changes, issues);
}

export interface Applying {
  readonly hash: string;
  readonly prune: boolean;
  readonly author: string;
  readonly note: string;
  readonly managed: 'git' | null; // the files are a checkout, so that what is in them is changed there
  readonly storage: Storage;
  readonly repin: boolean; // what is read of the pinned samples now is what is expected from here on
}

/**
 * Publishes what was planned, all of it or nothing. Refused (exit 6) where the plan is another one by now, because a file or what is
 * published changed since it was looked at; and where a file cannot be read.
 */
export async function applyPlan(
  db: { readonly pool: Pool },
  files: readonly MappingText[],
  asked: Applying,
  now: string,
): Promise<Plan & { readonly repinned: readonly Repinned[] }> {
  return inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const plan = await planOf(client, files, asked.prune);
    if (plan.issues.length > 0) throw new UsageError(plan.issues.join('; '));
    if (plan.hash !== asked.hash)
      throw new RefusedError(
        'mapping.stale-plan',
        `the plan is ${plan.hash} by now and no longer ${asked.hash}; look at "mapping plan" again`,
      );
    const { author, note, managed, storage } = asked;
    if (asked.repin && note === '') throw new UsageError('--repin needs a --note: why is what was expected no longer right?');
    const repinned: Repinned[] = [];
    for (const { name, to, text, supplier } of plan.changes) {
      if (to === null) await setHead(client, name, null, author, now);
      else {
        repinned.push(
          ...(await checkPins(client, { name, version: to, text }, { storage, repin: asked.repin ? { author, note } : null }, now)),
        );
        await insertVersion(client, { name, version: to, supplier, text, author, note, managed, published_at: now });
      }
    }
    for (const { name, supplier } of plan.changes) await touchMapping(client, name, supplier, now);
    return { ...plan, repinned };
  });
}

/** An older version holds again. The newer ones stay, and what was read by them says so. */
export async function rollBack(db: { readonly pool: Pool }, name: string, version: number, author: string, now: string): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ONE_AT_A_TIME]);
    const versions = await versionsOf(client, name);
    if (versions.length === 0) throw new UsageError(`no mapping was ever published as ${name}`);
    if (!versions.some((v) => v.version === version))
      throw new UsageError(`${name} has no version ${version}; it has ${versions.map((v) => v.version).join(', ')}`);
    await setHead(client, name, version, author, now);
    await touchMapping(client, name, versions[0]!.supplier, now);
  });
}
