import fs from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from '../database/embedded';
import { reportExceptions } from '../modules/exceptions/exceptions.store';
import { givenUp } from '../modules/pipeline/given-up.store';
import { type Command, DONE } from './command';
import { count, table } from './table';

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
}
const GIGABYTE = 2 ** 30;

export const doctorCommand: Command = {
  name: 'doctor',
  args: '',
  summary: 'check what the gateway stands on',
  options: {},
  words: [0, 0],
  async run({ json, config, out, gateway }) {
    const findings: Finding[] = [];
    const say = (what: string, state: Finding['state'], says: string): void => void findings.push({ what, state, says });
    say('node', Number(process.versions.node.split('.')[0]) >= 22 ? 'ok' : 'warn', process.version);
    await fs.mkdir(config.home, { recursive: true });
    const probe = path.join(config.home, '.doctor');
    await fs.writeFile(probe, '').then(
      () => say('home', 'ok', `${config.home} can be written`),
      (e: Error) => say('home', 'fail', `${config.home} cannot be written: ${e.message}`),
    );
    await fs.rm(probe, { force: true });
    const disk = await fs.statfs(config.home);
    const free = (disk.bavail * disk.bsize) / GIGABYTE;
    say('disk', free < 1 ? 'warn' : 'ok', `${free.toFixed(1)} GiB free`);
    const services = await gateway();
    const { rows } = await services.db.pool.query<{ version: string; migrations: number }>(
      `select current_setting('server_version') version, (select count(*)::int from schema_migration) migrations`,
    );
    const where = services.db.embedded ? `embedded, data in ${services.db.embedded.folder}` : 'the server of DATABASE_URL';
    say('database', 'ok', `PostgreSQL ${rows[0]!.version}, ${where}, ${count(rows[0]!.migrations, 'migration')} done`);
    if (services.db.embedded && dataFolder(config.home).elsewhere)
      say(
        'data',
        'warn',
        `the data lie outside of ${config.home}, because the account of PostgreSQL cannot enter it; include both in a backup`,
      );
    await fs.mkdir(config.drop, { recursive: true });
    await fs.access(config.drop, fs.constants.W_OK).then(
      () => say('drop', 'ok', `${config.drop} can be read and emptied`),
      () => say('drop', 'fail', `${config.drop} cannot be written, so that files would stay in it`),
    );
    const queue = (await services.jobs.counts()).filter((q) => q.waiting > 0);
    say(
      'queue',
      queue.some((q) => q.queue === 'dead-letter') ? 'warn' : 'ok',
      queue.length === 0 ? 'nothing waits' : queue.map((q) => `${q.waiting} in ${q.queue}`).join(', '),
    );
    const failed = await givenUp(services.db.pool);
    if (failed.length > 0) say('reading', 'warn', `kept, but given up after several tries: ${failed.join(', ')}`);
    if (json) out.data(JSON.stringify({ findings }, null, 2));
    else
      out.data(
        table(
          ['', 'what', ''],
          findings.map((f) => [f.state, f.what, f.says]),
        ),
      );
    return findings.some((f) => f.state === 'fail') ? 1 : DONE;
  },
};

export const statusCommand: Command = {
  name: 'status',
  args: '',
  summary: 'how much is in, what waits, what is open',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const { db, jobs } = await gateway();
    const { rows } = await db.pool.query<Record<string, number>>(`select
  (select count(*)::int from document where current) documents,
  (select count(*)::int from receipt where state = 'kept') waiting_receipts,
  (select count(*)::int from receipt where state = 'failed') failed_receipts,
  (select count(*)::int from parked_line p join document d on d.id = p.document_id and d.current where p.taken_up_at is null) parked_lines,
  (select count(*)::int from comparison where state = 'agreed') pairs_agreed,
  (select count(*)::int from comparison where state <> 'agreed') pairs_not_agreed`);
    const open = await reportExceptions(db.pool, []);
    const queue = await jobs.counts();
    const status = { ...rows[0]!, open_exceptions: open.length, queue };
    if (json) out.data(JSON.stringify(status, null, 2));
    else {
      out.data(
        table(
          ['', ''],
          Object.entries(rows[0]!).map(([k, v]) => [k.replace('_', ' '), String(v)]),
        ),
      );
      out.data(`${count(open.length, 'exception')} open; ${queue.reduce((n, q) => n + q.waiting, 0)} jobs wait`);
    }
    return DONE;
  },
};

export const migrateCommand: Command = {
  name: 'db migrate',
  args: '',
  summary: 'bring the database up to date (every start does)',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const { db } = await gateway();
    const { rows } = await db.pool.query<{ name: string }>('select name from schema_migration order by id');
    if (json) out.data(JSON.stringify({ migrations: rows.map((r) => r.name) }));
    else out.data(`${count(rows.length, 'migration')} done, none pending`);
    return DONE;
  },
};
