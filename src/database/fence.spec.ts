import { setTimeout as pause } from 'node:timers/promises';
import { useDatabase } from '../../test/support/database';
import { Jobs, type Lease } from '../platform/jobs';
import { createLogger } from '../platform/logger';
import { takeOver } from './fence';
import { inTransaction } from './transaction';

const { db, url } = useDatabase();
let jobs: Jobs;
beforeAll(() => void (jobs = new Jobs(url(), createLogger('silent'), false)));
afterAll(() => jobs.stop());
const sql = (text: string): Promise<{ rows: Record<string, unknown>[] }> => db().pool.query(text);

test('a worker that stopped in its work, and wakes when it was given away, commits nothing and keeps nobody waiting', async () => {
  await sql('create table effect (who text)');
  await sql('create table receipt_row (id int primary key)');
  await sql('insert into receipt_row values (1)');
  await inTransaction(db().pool, (c) => jobs.send(c, 'process-document', { receiptId: 'x' }));
  const leases: Lease[] = [];
  let wake = (): void => undefined;
  const stopped = new Promise<void>((r) => (wake = r));
  const ends: string[] = [];
  const work = async (who: string, lease: Lease, first: boolean): Promise<void> => {
    try {
      await inTransaction(db().pool, async (client) => {
        await takeOver(client, lease);
        await client.query('select * from receipt_row where id = 1 for update');
        await client.query('insert into effect values ($1)', [who]);
        if (first) await stopped; // as a process under SIGSTOP: alive, silent, holding its locks
        await lease.hold(client, 'toTheEnd');
      });
      ends.push(`${who} committed`);
    } catch {
      ends.push(`${who} did not`);
    }
  };
  await jobs.work('process-document', 2, async (_: { receiptId: string }, lease) => {
    leases.push(lease);
    await work(leases.length === 1 ? 'first' : 'second', lease, leases.length === 1);
  });
  while (leases.length < 1 || (await sql(`select 1 from pg_stat_activity where application_name = '${leases[0]?.name}'`)).rows.length === 0)
    await pause(50);
  // nothing was heard of it: its lease has run out, and the work is there to be given away
  await sql(`update jobs.job set state = 'retry', retry_count = retry_count + 1, start_after = now() where name = 'process-document'`);
  while (ends.length < 1) await pause(50);
  wake();
  while (ends.length < 2) await pause(50);
  expect(ends).toEqual(['second committed', 'first did not']);
  expect((await sql('select who from effect')).rows).toEqual([{ who: 'second' }]);
}, 30_000);

test('a connection that is ended while it is in use is an error of that work, and not the end of the process', async () => {
  const work = inTransaction(db().pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
    await db().pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await pause(300);
    await client.query('select 1');
  });
  await expect(work).rejects.toThrow();
  expect((await sql('select 1 one')).rows).toEqual([{ one: 1 }]);
});
