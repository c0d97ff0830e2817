import { useDatabase } from '../../../test/support/database';
import { inTransaction } from '../../database/transaction';
import { openPairs } from './tables.store';
import { claimTouched, clearTouched, seenBeforehand } from './touched';

const { db } = useDatabase();

test('a note that is committed while others are looked at stays, though its number is the lower', async () => {
  const note = "insert into touched (kind, at) values ($1, '2026-11-17T12:00:00Z')";
  const slow = await db().pool.connect();
  await slow.query('begin');
  await slow.query(note, ['late']);
  await db().pool.query(note, ['seen']);
  await inTransaction(db().pool, async (client) => {
    await openPairs(client);
    await claimTouched(client);
    await slow.query('commit');
    slow.release();
    await clearTouched(client);
  });
  expect((await db().pool.query('select kind from touched')).rows).toEqual([{ kind: 'late' }]);
});

test('a note that is acted upon beforehand stays where it came in between, and one of another kind does not', async () => {
  const note = "insert into touched (kind, at) values ($1, '2026-11-17T12:00:00Z')";
  await db().pool.query('delete from touched');
  for (const kind of ['item', 'document', 'location']) await db().pool.query(note, [kind]);
  const { found, ...seen } = await seenBeforehand(db().pool, ['item', 'location', 'supplier']);
  expect([...found].sort()).toEqual(['item', 'location']);
  for (const kind of ['supplier', 'document']) await db().pool.query(note, [kind]);
  await inTransaction(db().pool, async (client) => {
    await openPairs(client);
    await claimTouched(client, seen);
    await clearTouched(client);
  });
  expect((await db().pool.query('select kind from touched')).rows).toEqual([{ kind: 'supplier' }]);
});
