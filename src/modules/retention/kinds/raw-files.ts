import { inTransaction } from '../../../database/transaction';
import { failpoint } from '../../../platform/failpoints';
import { batches, counted, type Gone, instant, type Kind, type Retaining } from '../kind';

const AT_ONCE = 200;
/** Every line points into its file: bytes go when all documents that were read from them are gone, and no mapping is tested by them. */
const GOING = `b.removed_at is null and b.stored_at < $1
  and not exists (select 1 from receipt r where r.sha256 = b.sha256 and (r.received_at >= $1 or r.state <> 'done' or exists (select 1 from document d where d.receipt_id = r.id)))
  and not exists (select 1 from mapping_pin p where p.sha256 = b.sha256)`;

/**
 * The word first and the bytes after it: a process that dies in between leaves a file that nobody needs, never a row without its file.
 * The bytes go while their row is held, so that the same delivery, coming in at that moment, waits and stores them anew.
 */
export const rawFiles: Kind = {
  name: 'raw_files',
  says: 'the files themselves, byte for byte; their receipts and hashes stay',
  usual: 'documents', // as long as what was read from them
  leastDays: 400,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(stored_at) filter (where not going)')} oldest
from (select b.stored_at, b.bytes, ${GOING} going from blob b where b.removed_at is null) x`,
      before,
    ),
  take: async (r, before, going): Promise<Gone> => {
    const gone = await batches(r.pool, going, async (client) => {
      const { rows } = await client.query<{ bytes: number }>(
        `update blob set removed_at = $2 where sha256 in (select b.sha256 from blob b where ${GOING} order by b.stored_at limit ${AT_ONCE} for update) returning bytes::float8 bytes`,
        [before, r.now],
      );
      return { count: rows.length, bytes: rows.reduce((sum, row) => sum + row.bytes, 0) };
    });
    failpoint('retention.A3');
    await unlink(r, going);
    return gone;
  },
};

/** Also of those that one which was killed had only marked. */
async function unlink({ pool, storage }: Retaining, going: () => boolean): Promise<void> {
  while (going()) {
    const done = await inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ sha256: string }>(
        `select sha256 from blob where removed_at is not null and not gone order by sha256 limit ${AT_ONCE} for update`,
      );
      for (const { sha256 } of rows) await storage.remove(sha256);
      await client.query('update blob set gone = true where sha256 = any ($1)', [rows.map((b) => b.sha256)]);
      return rows.length;
    });
    if (done < AT_ONCE) return;
  }
}
