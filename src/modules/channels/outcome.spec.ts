import { useDatabase } from '../../../test/support/database';
import { outcomeOf, unsortedSince } from './outcome.store';

const { db } = useDatabase();
const ID = '00000000-0000-7000-8000-00000000000';

async function delivery(n: number, key: string, state: string, statuses: readonly string[]): Promise<void> {
  const { pool } = db();
  await pool.query(`insert into blob (sha256, bytes, stored_at) values ('a', 1, now()) on conflict do nothing`);
  await pool.query(
    `insert into receipt (id, channel, arrival_key, sha256, name, received_at, state, origin) values ($1, 'drop', $2, 'a', 'x', '2026-11-17T0${n}:00Z', $3, '{}')`,
    [`${ID}${n}`, key, state],
  );
  for (const [i, status] of statuses.entries()) {
    const id = `${ID}${n}`.replace('-8000-', `-9${i}00-`);
    await pool.query(
      `insert into document (id, receipt_id, ordinal, run_id, file, type, kind, status, received_at)
values ($1, $2, $3, $2, 'x', 'x', 'other', $4, '2026-11-17T0${n}:00Z')`,
      [id, `${ID}${n}`, i + 1, status],
    );
    await pool.query(
      `insert into document_issue (document_id, n, code, severity, detail, place) values ($1, 1, 'x', 'error', 'cut off', 'row 7')`,
      [id],
    );
  }
}

test('what became of a delivery, and which of them nobody has sorted yet', async () => {
  await delivery(1, 'good', 'done', ['accepted']);
  await delivery(2, 'bad', 'done', ['rejected']);
  await delivery(3, 'in part', 'done', ['rejected', 'accepted']);
  await delivery(4, 'waits', 'kept', []);
  await delivery(5, 'ours', 'failed', []);
  const outcome = async (key: string) => outcomeOf(db().pool, 'drop', key);
  expect(await Promise.all(['good', 'bad', 'in part', 'waits', 'ours', 'never seen'].map(outcome))).toEqual([
    { good: true, reason: '' },
    { good: false, reason: 'It could not be read.\nrow 7: cut off' },
    { good: true, reason: '' },
    undefined,
    { good: false, reason: 'It was kept, but reading it failed here; the fault is not in the file.' },
    undefined,
  ]);
  const unsorted = async (since: string) => (await unsortedSince(db().pool, 'drop', since)).sort();
  expect(await unsorted('2026-11-17T00:00:00Z')).toEqual(['bad', 'in part', 'ours', 'waits']);
  expect(await unsorted('2026-11-17T04:00:00Z')).toEqual(['ours', 'waits']);
  expect(await unsortedSince(db().pool, 'another', '2026-11-17T00:00:00Z')).toEqual([]);
});
