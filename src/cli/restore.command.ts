import { backupAt } from '../modules/backup/folder';
import { type Restored, restore } from '../modules/backup/restore';
import { wallClock } from '../platform/clock';
import { createLogger } from '../platform/logger';
import { keysOf } from '../platform/vault';
import { type Command, type Context, DONE, PROBLEMS } from './command';
import { authorOf, BY } from './config-folder';
import { progress } from './progress';
import { count } from './table';

export const restoreCommand: Command = {
  name: 'restore',
  args: 'FOLDER',
  summary: 'a backup onto an empty home and database; the newest where a folder of backups is named',
  options: { by: BY },
  words: [1, 1],
  async run(context) {
    const { words, options, config, json, out } = context;
    const backup = await backupAt(words[0]!);
    const each = progress(context);
    const done = await restore(config, {
      ...{ backup, author: authorOf(options), now: wallClock.now(), log: createLogger(config.log) },
      each: (what, n, of) => each?.(n, of, what),
    });
    if (json) out.data(JSON.stringify({ backup: backup.folder, home: config.home, ...summaryOf(done) }, null, 2));
    else tell(context, backup.name, done);
    return (done.loaded?.audit.broken.length ?? 0) + done.manifest.raw.missing.length > 0 ? PROBLEMS : DONE;
  },
};

const summaryOf = ({ manifest, raw, loaded, kept }: Restored): object => ({
  ...{ taken_at: manifest.taken_at, raw_files: raw, raw_missing: manifest.raw.missing, files_kept: kept },
  ...(loaded === null
    ? { whole_before: true }
    : {
        rows: loaded.rows,
        migrated: loaded.migrated,
        audit: loaded.audit,
        to_confirm: loaded.toConfirm,
        to_read: loaded.toRead,
        sealed_by: loaded.sealedBy,
      }),
});

function tell({ out, config }: Context, name: string, { manifest, raw, loaded, kept }: Restored): void {
  if (loaded === null) return out.data(`${name} was restored into ${config.home} already, but for its last word; it is whole`);
  out.data(`${name} is in ${config.home}: ${count(loaded.rows, 'row')}, ${count(raw, 'raw file')}, each hashed; ${count(loaded.audit.entries, 'audit entry', 'audit entries')}${loaded.audit.broken.length === 0 ? ', unbroken' : ''}`); // prettier-ignore
  for (const b of loaded.audit.broken) out.data(`  ! audit entry ${b.n}: ${b.why}; it was so in the backup`);
  for (const m of manifest.raw.missing) out.data(`  ! raw file ${m.sha256} was ${m.why} when the backup was made`);
  if (loaded.migrated.length > 0) out.message(`brought up to date: ${loaded.migrated.join(', ')}`);
  for (const file of kept) out.message(`${file} was there already, and stands as it was`);
  for (const { file, why } of manifest.left_out) out.message(`not in the backup: ${file}: ${why}`);
  out.message(`what came after ${manifest.taken_at}: mails that are still listed are fetched by "crosscount serve"; "crosscount channels unknown" names files that were moved aside`); // prettier-ignore
  const missing = loaded.sealedBy.filter((id) => !keysOf(config.key, config.keyFile).some((k) => k.id === id));
  if (missing.length > 0)
    out.message(`secrets are sealed by the key ${missing.join(', ')}: put it into ${config.keyFile} (or CROSSCOUNT_KEY) before "serve", which would make another one`); // prettier-ignore
  if (loaded.toRead > 0) out.message(`${count(loaded.toRead, 'delivery', 'deliveries')} waited to be read, and will be`);
  if (loaded.toConfirm > 0)
    out.message(`${count(loaded.toConfirm, 'message')} waited to be sent at ${manifest.taken_at}; nothing of it leaves before you say so: "crosscount outbox --state confirm", then release or drop`); // prettier-ignore
}
