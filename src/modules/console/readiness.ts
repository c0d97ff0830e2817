import { MIGRATIONS } from '../../database/migrations';
import type { Gateway } from '../pipeline/gateway';
import type { Fault } from './problems';

const PATIENCE_MS = 3_000; // a probe waits no longer, and neither do we

/** What keeps this process from working; nothing when it can. */
export async function readiness({ db, jobs }: Pick<Gateway, 'db' | 'jobs'>): Promise<Fault[]> {
  const faults: Fault[] = [];
  const ask = async (code: string, detail: string, work: () => Promise<boolean>): Promise<void> => {
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref());
    if (!(await Promise.race([work().catch(() => false), late]))) faults.push({ code, detail });
  };
  await ask('database', 'the database does not answer', async () => (await db.pool.query('select 1')).rowCount === 1);
  if (faults.length > 0) return faults;
  await ask('migrations', 'the schema of the database is older than this program', async () => {
    const { rows } = await db.pool.query<{ name: string }>('select name from schema_migration');
    const done = new Set(rows.map((r) => r.name));
    return MIGRATIONS.every((m) => done.has(m.name));
  });
  await ask('queue', 'the queue does not answer', async () => (await jobs.counts()).length > 0);
  return faults;
}
