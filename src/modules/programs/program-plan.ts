import type { Pool, PoolClient } from 'pg';
import { underLock } from '../../database/lock';
import { sameButVersion, withVersion } from '../../domain/mapping/numbered';
import { parseProgramFile } from '../../domain/programs/program-file';
import { type ProgramRows, repeatedRow, rowDifferences, rowsOf, withdrawn } from '../../domain/programs/program-rows';
import { fixedClock } from '../../platform/clock';
import { RefusedError, UsageError } from '../../platform/errors';
import { importObjects } from '../feed/import-feed';
import { type FileChange, type FilePlan, filePlan } from '../suppliers/file-plan';
import type { MappingText } from '../suppliers/mapping-files';
import { endProgram, insertProgramVersion, newestProgramVersion, programVersions } from './program-versions.store';

const NOTHING: ProgramRows = { programs: [], tolerances: [], report_schedules: [] };

/** Of a file that speaks of all suppliers. */
const ALL = '*';
function rowsIn(text: string | undefined): ProgramRows {
  const read = text === undefined ? undefined : parseProgramFile(text, '');
  return read && 'program' in read ? rowsOf(read.program) : NOTHING;
}

/** What applying the program files would change. `prune`: what was applied and is in no file is withdrawn. Else a folder that lacks a file says nothing about it. */
export async function planPrograms(db: Pool | PoolClient, files: readonly MappingText[], prune: boolean): Promise<FilePlan> {
  const held = new Map((await programVersions(db)).map((v) => [v.name, v]));
  const issues: string[] = [];
  const changes: FileChange[] = [];
  const found = new Map<string, string>();
  for (const { path, text } of files) {
    const read = parseProgramFile(text, path);
    if ('issue' in read) {
      issues.push(read.issue.detail);
      continue;
    }
    const { name } = read.program;
    const supplier = 'supplier' in read.program ? read.program.supplier : ALL;
    const rows = rowsOf(read.program);
    const twice = repeatedRow(rows);
    if (found.has(name)) issues.push(`${path}: the name ${name} is that of ${found.get(name)}, too; a program has one file`);
    else if (twice !== undefined) issues.push(`${path}: ${twice} is agreed twice`);
    found.set(name, path);
    for (const unknown of await unknownIn(db, rows)) issues.push(`${path}: ${unknown}`);
    const head = held.get(name);
    if (head && sameButVersion(head.text, text)) continue;
    const to = (await newestProgramVersion(db, name)) + 1;
    const differences = rowDifferences(head ? rowsIn(head.text) : null, rows);
    changes.push({
      name,
      what: head ? 'changed' : 'new',
      from: head?.version ?? null,
      to,
      supplier,
      differences,
      text: withVersion(text, to),
    });
  }
  if (prune)
    for (const { name, version, supplier, text } of held.values())
      if (!found.has(name))
        changes.push({
          name,
          what: 'withdrawn',
          from: version,
          to: null,
          supplier,
          differences: rowDifferences(rowsIn(text), null),
          text: '',
        });
  return filePlan(changes, issues);
}

/** Names that the masters do not know: an agreement about nothing would be looked for in vain. */
async function unknownIn(db: Pool | PoolClient, { programs, tolerances, report_schedules }: ProgramRows): Promise<string[]> {
  const all = [...programs, ...tolerances, ...report_schedules];
  const values = (column: string): string[] => [...new Set(all.flatMap((r) => (r[column] && r[column] !== '*' ? [r[column]] : [])))];
  const { rows } = await db.query<{ what: string }>(
    `select 'no supplier ' || v || ' is known' what from unnest($1::text[]) v where not exists (select 1 from supplier s where s.code = v and not s.void)
union all select 'no item ' || v || ' is known' from unnest($2::text[]) v where not exists (select 1 from item i where i.sku = v and not i.void)
union all select 'no location ' || v || ' is known' from unnest($3::text[]) v where not exists (select 1 from location l where l.code = v and not l.void)`,
    [values('supplier'), values('sku'), values('location')],
  );
  return rows.map((r) => r.what);
}

const ONE_AT_A_TIME = 0x70726f67;
interface Applying {
  readonly author: string;
  readonly note: string;
}

/**
 * Applies what was planned: each program's terms and dates with its version, as rows of the feed, with their history. Refused (exit 6) where
 * the plan is another one by now, and where anything in it is wrong; a crash in between leaves what is left to be planned again.
 */
export async function applyPrograms(
  db: { readonly pool: Pool },
  files: readonly MappingText[],
  asked: Applying & { readonly hash: string; readonly prune: boolean },
  now: string,
): Promise<FilePlan> {
  return underLock(db.pool, ONE_AT_A_TIME, async () => {
    const plan = await planPrograms(db.pool, files, asked.prune);
    if (plan.issues.length > 0) throw new UsageError(plan.issues.join('; '));
    if (plan.hash !== asked.hash)
      throw new RefusedError(
        'program.stale-plan',
        `the plan is ${plan.hash} by now and no longer ${asked.hash}; look at "program plan" again`,
      );
    for (const change of plan.changes) await applyOne(db, change, asked, now);
    return plan;
  });
}

/** What was agreed in an earlier version is agreed again, as a version of its own. */
export async function rollBackProgram(
  db: { readonly pool: Pool },
  name: string,
  version: number,
  asked: Applying,
  now: string,
): Promise<number> {
  return underLock(db.pool, ONE_AT_A_TIME, async () => {
    const versions = await programVersions(db.pool, name);
    if (versions.length === 0) throw new UsageError(`no program was ever applied as ${name}`);
    const wanted = versions.find((v) => v.version === version);
    if (!wanted) throw new UsageError(`${name} has no version ${version}; it has ${versions.map((v) => v.version).join(', ')}`);
    const to = versions[0]!.version + 1;
    const from = versions.find((v) => v.holds)?.version ?? null;
    const { supplier, text } = wanted;
    await applyOne(db, { name, what: 'changed', from, to, supplier, differences: [], text: withVersion(text, to) }, asked, now);
    return to;
  });
}

async function applyOne(db: { readonly pool: Pool }, change: FileChange, { author, note }: Applying, now: string): Promise<void> {
  const { name, to, supplier, text } = change;
  const held = (await programVersions(db.pool, name)).find((v) => v.holds);
  const [before, after] = [rowsIn(held?.text), rowsIn(to === null ? undefined : text)];
  const beside = async (client: PoolClient): Promise<void> => {
    if (to === null) await endProgram(client, name);
    else await insertProgramVersion(client, { name, version: to, supplier, text, author, note, applied_at: now });
  };
  const kinds = (['report_schedules', 'tolerances', 'programs'] as const)
    .map((kind) => ({ kind, rows: [...withdrawn(kind, before[kind], after[kind]), ...after[kind]] }))
    .filter(({ rows }) => rows.length > 0);
  const last = kinds.at(-1)?.kind; // the version is noted with what comes last, so that a crash before it leaves the plan as it was
  for (const { kind, rows } of kinds) {
    const clock = fixedClock(now);
    const done = await importObjects(db, kind, rows, kind === last ? { clock, beside } : { clock });
    const [issue] = done.issues;
    if (done.rejected > 0) throw new UsageError(`${name}: ${issue?.column ?? kind}: ${issue?.detail}`);
  }
}
