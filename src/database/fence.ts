import type { PoolClient } from 'pg';
import type { Lease } from '../platform/jobs';

/**
 * Takes the work over. A process that was stopped in the middle of it still has its transaction, with all its locks; its
 * session is ended, so that it neither keeps us waiting nor commits when it wakes up.
 */
export async function takeOver(client: PoolClient, lease: Lease): Promise<void> {
  await lease.hold(client);
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
where application_name = $1 and datname = current_database() and pid <> pg_backend_pid()`,
    [lease.name],
  );
  await client.query(`select set_config('application_name', $1, true)`, [lease.name]);
}
