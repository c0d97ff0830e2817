import fs from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../database/embedded';
import { backupAt, backupsIn } from '../modules/backup/folder';
import { readManifest } from '../modules/backup/manifest';
import { type Taken, takeBackup } from '../modules/backup/take-backup';
import { type Fault, verifyBackup } from '../modules/backup/verify-backup';
import { wallClock } from '../platform/clock';
import type { Config } from '../platform/config';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, PROBLEMS } from './command';
import { onDatabase } from './database';
import { progress } from './progress';
import { count, table } from './table';

export const backupFolder = (config: Config, given?: string): string => given ?? path.join(config.home, 'backups');
const eachOf = (context: Context): ((what: string, done: number, of: number) => void) => {
  const tell = progress(context);
  return (what, done, of) => tell?.(done, of, what);
};

export const backupCommand: Command = {
  name: 'backup',
  args: '[FOLDER]',
  summary: 'everything but the key of the secrets, while the gateway runs; $CROSSCOUNT_HOME/backups if no folder is named',
  options: {
    keep: { type: 'string', value: 'N', help: 'when it is made, take away all but the newest N of that folder' },
    link: { type: 'boolean', help: 'link to the raw files where the folder lies on the same disk; a fault of the disk spoils both' },
    verify: { type: 'boolean', help: 'read all of it again when it is made' },
  },
  words: [0, 1],
  async run(context) {
    const { words, options, config, json, out } = context;
    const keep = options.keep === undefined ? null : Number(options.keep);
    if (keep !== null && !(Number.isInteger(keep) && keep >= 1)) throw new UsageError(`--keep ${String(options.keep)}: expected 1 or more`);
    if (config.databaseUrl === undefined && !fs.existsSync(dataFolder(config.home).folder))
      throw new UsageError(`${config.home} holds no gateway; CROSSCOUNT_HOME names the one to back up`);
    const [each, how] = [eachOf(context), options.link === true ? ('link' as const) : ('copy' as const)];
    const asked = { folder: backupFolder(config, words[0]), how, keep, clock: wallClock, each };
    const taken = await onDatabase(config, (db) => takeBackup(db, config, asked), { migrate: false });
    const faults = options.verify === true ? (await verifyBackup(taken.backup, each)).faults : null;
    if (json) out.data(JSON.stringify(summaryOf(taken, faults), null, 2));
    else tell(context, taken, faults);
    return taken.manifest.raw.missing.length + (faults?.length ?? 0) > 0 || taken.pruned.refused !== undefined ? PROBLEMS : DONE;
  },
};

function summaryOf({ backup, manifest, copied, pruned }: Taken, faults: readonly Fault[] | null): object {
  const { tables, raw, files, left_out, taken_at, audit } = manifest;
  return {
    ...{ backup: backup.folder, taken_at, tables: tables.length, rows: tables.reduce((n, t) => n + t.rows, 0) },
    bytes: tables.reduce((n, t) => n + (t.part?.bytes ?? 0), 0),
    raw: { files: raw.files, bytes: raw.bytes, copied, missing: raw.missing },
    ...{ files: files.map((f) => f.file.replace(/^home\//, '')), left_out, audit, pruned, ...(faults === null ? {} : { faults }) },
  };
}

function tell({ out, config }: Context, { backup, manifest, copied, pruned }: Taken, faults: readonly Fault[] | null): void {
  const { tables, raw, left_out } = manifest;
  const rows = tables.reduce((n, t) => n + t.rows, 0);
  out.data(`${backup.folder}: ${count(rows, 'row')}, ${count(raw.files, 'raw file')} (${copied.toLocaleString('en-US')} of them new)${faults?.length === 0 ? ', read again and sound' : ''}`); // prettier-ignore
  for (const f of faults ?? []) out.data(`  ! ${f.file}: ${f.why}`);
  for (const m of raw.missing) out.data(`  ! raw file ${m.sha256} is ${m.why} in the gateway itself`);
  for (const l of left_out) out.message(`not in it: ${l.file}: ${l.why}`);
  if (pruned.refused !== undefined) out.data(`  ! no older one was taken away, since one that stays is damaged: ${pruned.refused}`);
  if (pruned.backups.length > 0)
    out.message(`taken away: ${pruned.backups.join(', ')}, and ${count(pruned.raw, 'raw file')} of theirs alone`);
  if (backup.folder.startsWith(config.home)) out.message('it lies on the same disk as the gateway: copy it to another one');
}

export const backupListCommand: Command = {
  name: 'backup list',
  args: '[FOLDER]',
  summary: 'the backups of a folder, the oldest first',
  options: {},
  words: [0, 1],
  async run({ words, json, out, config }) {
    const folder = backupFolder(config, words[0]);
    const all = await Promise.all((await backupsIn(folder)).map(async (b) => ({ name: b.name, ...(await readManifest(b.folder)) })));
    const backups = all.map(({ name, taken_at, program, tables, raw }) => ({
      ...{ name, taken_at, program, rows: tables.reduce((n, t) => n + t.rows, 0) },
      ...{ raw_files: raw.files, raw_bytes: raw.bytes, missing: raw.missing.length },
    }));
    if (json) out.data(JSON.stringify({ backups }, null, 2));
    else if (backups.length === 0) out.data(`there is no backup in ${folder}`);
    else
      out.data(
        table(
          ['backup', 'taken', 'rows', 'raw files', 'missing'],
          backups.map((b) => [b.name, b.taken_at, ...[b.rows, b.raw_files, b.missing].map(String)]),
        ),
      );
    return DONE;
  },
};

export const backupVerifyCommand: Command = {
  name: 'backup verify',
  args: '[FOLDER]',
  summary: 'read all of a backup again and hash it; the newest where a folder of backups is named',
  options: {},
  words: [0, 1],
  async run(context) {
    const { words, json, out, config } = context;
    const backup = await backupAt(backupFolder(config, words[0]));
    const { manifest, raw, faults } = await verifyBackup(backup, eachOf(context));
    const rows = manifest.tables.reduce((n, t) => n + t.rows, 0);
    if (json) out.data(JSON.stringify({ backup: backup.folder, taken_at: manifest.taken_at, rows, raw_files: raw, faults }, null, 2));
    else {
      for (const f of faults) out.data(`${f.file}: ${f.why}`);
      out.data(`${backup.name}: ${count(rows, 'row')} and ${count(raw, 'raw file')} read; ${faults.length === 0 ? 'all is as it was written' : count(faults.length, 'fault')}`); // prettier-ignore
    }
    return faults.length === 0 ? DONE : PROBLEMS;
  },
};
