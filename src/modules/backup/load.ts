import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { withoutForeignKeys, withoutIndexes } from '../../database/indexes';
import { migrateWithin } from '../../database/migrate';
import type { Database } from '../../database/open';
import { quoted, tablesOf } from '../../database/tables';
import { failpoint } from '../../platform/failpoints';
import type { Jobs } from '../../platform/jobs';
import { auditRows } from '../access/audit/audit.store';
import { noteUpkeep } from '../access/audit/upkeep.store';
import { type Broken, type Head, Verifier } from '../access/audit/verify';
import { keysNeeded } from '../access/secrets.store';
import { shutDoors } from '../access/people/shut-doors.store';
import { PROCESS_QUEUE } from '../documents/keep';
import { askFirst } from '../outbox/confirm.store';
import type { Backup } from './folder';
import type { Manifest } from './manifest';
import { BackupDamaged, type Part, readPart } from './parts';
import type { Progress } from './snapshot';

export interface Loaded {
  readonly rows: number;
  readonly migrated: readonly string[]; // what the schema of the backup lacked
  readonly audit: { readonly entries: number; readonly broken: readonly Broken[] };
  readonly toConfirm: number; // messages that waited when it was taken
  readonly toRead: number; // deliveries that waited to be read
  readonly sealedBy: readonly string[]; // ids of the keys without which something of it does not open
}
export interface Loading {
  readonly backup: Backup;
  readonly manifest: Manifest;
  readonly heads: readonly Head[];
  readonly author: string;
  readonly now: string;
  readonly each: Progress;
}

const MANY = 20_000; // rows, above which to index them at once takes less than one by one

/** All of it in one transaction: whatever is wrong with it, the database stays as empty as it was. */
export async function loadDatabase({ orm }: Pick<Database, 'orm'>, jobs: Jobs, asked: Loading): Promise<Loaded> {
  const runner = orm.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction();
    try {
      await client.query(
        `set local timezone = 'UTC'; set local idle_in_transaction_session_timeout = 0; set local maintenance_work_mem = '256MB'`,
      );
      await migrateWithin(orm, runner, asked.manifest.migrations);
      const rows = await withoutForeignKeys(client, () => fill(client, asked));
      const audit = await followed(client, asked);
      const migrated = await migrateWithin(orm, runner);
      const toConfirm = await askFirst(client);
      const toRead = await queued(client, jobs);
      await shutDoors(client, asked.author, asked.now);
      const sealedBy = await keysNeeded(client);
      await noteUpkeep(client, {
        at: asked.now,
        author: asked.author,
        what: 'restore',
        said: { backup: asked.backup.name, taken_at: asked.manifest.taken_at, to_confirm: toConfirm, to_read: toRead },
      });
      failpoint('restore.R2');
      await runner.commitTransaction();
      await client.query('analyze').catch(() => undefined); // the server does it by itself, later
      return { rows, migrated, audit, toConfirm, toRead, sealedBy };
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined); // a connection that broke took it back itself
      throw error;
    }
  } finally {
    await runner.release().catch(() => undefined);
  }
}

/** The tables speak for themselves while they are filled: what people changed is in the log already. */
async function fill(client: PoolClient, { backup, manifest, each }: Loading): Promise<number> {
  const ours = new Map((await tablesOf(client)).map((t) => [t.name, t]));
  for (const name of ours.keys()) await client.query(`alter table public.${quoted(name)} disable trigger user`);
  let rows = 0;
  for (const [i, { name, columns, rows: said, part }] of manifest.tables.entries()) {
    if (!ours.has(name)) throw new BackupDamaged('manifest.json', `it names a table ${name}, which its migrations do not make`);
    if (part !== null) {
      const taken = (): Promise<number> => copyIn(client, backup, { name, columns, part });
      const found = said > MANY ? await withoutIndexes(client, name, taken) : await taken();
      if (found !== said) throw new BackupDamaged(part.file, `it holds ${found} rows, and the manifest says ${said}`);
      rows += said;
    }
    each('tables', i + 1, manifest.tables.length);
  }
  for (const { name, last } of manifest.sequences) if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, last]); // prettier-ignore
  for (const name of ours.keys()) await client.query(`alter table public.${quoted(name)} enable trigger user`);
  return rows;
}

async function copyIn(client: PoolClient, backup: Backup, t: { name: string; columns: readonly string[]; part: Part }): Promise<number> {
  const sink = client.query(copyFrom(`copy public.${quoted(t.name)} (${t.columns.map(quoted).join(', ')}) from stdin`));
  await readPart(backup.folder, t.part, sink);
  return sink.rowCount;
}

/** The chain of the audit log as it came, up to the head that the backup wrote down. */
async function followed(client: PoolClient, { manifest, heads }: Loading): Promise<Loaded['audit']> {
  const head = manifest.audit && { at: manifest.taken_at, ...manifest.audit };
  const known = heads.filter((h) => h.n <= (head?.n ?? 0)); // the file was copied after the snapshot, and may know more
  const verifier = new Verifier(head ? [...known, head] : known);
  for await (const rows of auditRows(client)) verifier.take(rows);
  return { entries: verifier.end(), broken: verifier.broken };
}

/** The queue is made anew: what it has to do follows from the receipts, and nobody else's half-done work is taken over. */
async function queued(client: PoolClient, jobs: Jobs): Promise<number> {
  await client.query('delete from jobs.job');
  const { rows } = await client.query<{ id: string }>(`select id from receipt where state = 'kept' order by received_at, id`);
  for (const { id } of rows) await jobs.send(client, PROCESS_QUEUE, { receiptId: id }, { group: 'restored' });
  return rows.length;
}
