import { useDatabase } from '../../test/support/database';
import { inTransaction } from '../database/transaction';
import { Jobs } from './jobs';
import { createLogger } from './logger';

const { db, url } = useDatabase();

test.each([
  ['', 'made here'],
  ['update jobs.queue set retention_seconds = 1209600', 'of an earlier version'],
])('what waits in a queue is kept until it is done, however long that takes (%#: %s)', async (before, _) => {
  if (before) await db().pool.query(before);
  const jobs = new Jobs(url(), createLogger('silent'), false);
  try {
    await inTransaction(db().pool, (client) => jobs.send(client, 'process-document', { receiptId: 'x' }));
    const { rows } = await db().pool.query<{ years: number }>(
      `select extract(epoch from keep_until - created_on)::int / 31536000 years from jobs.job where name = 'process-document' order by created_on desc limit 1`,
    );
    expect(rows[0]!.years).toBeGreaterThanOrEqual(49);
  } finally {
    await jobs.stop();
  }
});
