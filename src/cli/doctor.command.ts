import { reportExceptions } from '../modules/exceptions/exceptions.store';
import { EVERYTHING } from '../modules/access/sees';
import { channelHealth } from '../modules/channels/health.store';
import { DatabaseOutOfReach } from '../platform/errors';
import { type Command, DONE } from './command';
import { CHECKS_OF_THE_GATEWAY, CHECKS_OF_THE_HOST, looked } from '../modules/console/doctor-checks';
import { count, table } from './table';

export const doctorCommand: Command = {
  name: 'doctor',
  args: '',
  summary: 'check what the gateway stands on',
  options: {},
  words: [0, 0],
  async run({ json, config, out, gateway }) {
    const findings = await looked(CHECKS_OF_THE_HOST, config);
    let failed = findings.some((f) => f.state === 'fail') ? 1 : DONE;
    try {
      findings.push(...(await looked(CHECKS_OF_THE_GATEWAY, await gateway())));
      if (findings.some((f) => f.state === 'fail')) failed = 1;
    } catch (error) {
      findings.push({ what: 'database', state: 'fail', says: (error as Error).message });
      failed = error instanceof DatabaseOutOfReach ? error.exitCode : 1;
    }
    if (json) out.data(JSON.stringify({ findings }, null, 2));
    else
      out.data(
        table(
          ['', 'what', ''],
          findings.map((f) => [f.state, f.what, f.says]),
        ),
      );
    return failed;
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
    const open = await reportExceptions(db.pool, EVERYTHING, []);
    const queue = await jobs.counts();
    const sources = await channelHealth(db.pool);
    const status = { ...rows[0]!, open_exceptions: open.length, queue, sources };
    if (json) out.data(JSON.stringify(status, null, 2));
    else {
      out.data(
        table(
          ['', ''],
          Object.entries(rows[0]!).map(([k, v]) => [k.replaceAll('_', ' '), String(v)]),
        ),
      );
      const oldest = Math.round(Math.max(0, ...queue.map((q) => q.oldest)));
      const waiting = queue.reduce((n, q) => n + q.waiting, 0);
      out.data(
        `${count(open.length, 'exception')} open; ${count(waiting, 'job')} waiting${waiting > 0 ? `, the oldest for ${oldest} s` : ''}`,
      );
      for (const s of sources)
        out.data(`${s.channel}: looked into ${s.completed_at ?? 'never'}, last arrival ${s.arrived_at ?? 'none yet'}`);
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
