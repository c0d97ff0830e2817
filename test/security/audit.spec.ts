import type { PoolClient } from 'pg';
import { takenBack } from '../../src/database/transaction';
import { auditHead, auditRows } from '../../src/modules/access/audit/audit.store';
import { type Broken, Verifier } from '../../src/modules/access/audit/verify';
import { useDatabase } from '../support/database';
import { ENTRIES, TAMPERINGS } from './audit';
import { hostile } from './hostile';

const { db } = useDatabase();

beforeAll(async () => {
  for (let n = 0; n < ENTRIES; n++)
    await db().pool.query(`insert into mapping_head (name, version, author, changed_at) values ($1, 1, $2, now())`, [
      `m-${n}`,
      n % 2 ? 'anna' : 'jonas',
    ]);
});

/** What is found with the head that was written down before. */
async function verified(edit: (client: PoolClient) => Promise<unknown>): Promise<readonly Broken[]> {
  const verifier = new Verifier([{ at: '2026-11-17T06:00:00Z', ...(await auditHead(db().pool))! }]);
  await takenBack(db().pool, async (client) => {
    await client.query('alter table audit_entry disable trigger user');
    await edit(client);
    for await (const rows of auditRows(client)) verifier.take(rows);
    verifier.end();
  });
  return verifier.broken;
}

hostile('edits of the audit log', TAMPERINGS, async ({ edit }) => expect(await verified(edit)).not.toEqual([]));

test('of a log that nobody edited nothing is said', async () => expect(await verified(async () => undefined)).toEqual([]));
