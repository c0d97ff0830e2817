import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

const GOING = `o.created_at < $1 and o.state in ('sent', 'given_up', 'withheld', 'dropped')`;

/** Their keys name one event of one thing each, so that none of them is ever told again for want of its row. */
export const messages: Kind = {
  name: 'messages',
  says: 'mails and webhooks that left, were withheld or given up, with their tries',
  usual: '2y',
  leastDays: 90,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(created_at) filter (where not going)')} oldest
from (select o.created_at, pg_column_size(o.*) bytes, ${GOING} going from outbox o) x`,
      before,
    ),
  take: async ({ pool }, before, going) => {
    // What was written to a supplier goes with the mails; that it was written stays, so that it is not written again.
    await pool.query(`update reply set message = null, state = case state when 'preview' then 'not_sent' else state end where made_at < $1 and message is not null`, [before]); // prettier-ignore
    return batches(pool, going, async (client) => {
      const { rows } = await client.query<{ id: string }>(`select o.id from outbox o where ${GOING} order by o.created_at limit ${BATCH} for update`, [before]); // prettier-ignore
      const ids = rows.map((r) => r.id);
      const log = await deleted(client, 'delete from outbox_delivery where outbox_id = any ($1) returning pg_column_size(outbox_delivery.*) bytes', [ids]); // prettier-ignore
      await client.query('delete from told_lost where outbox_id = any ($1)', [ids]);
      const { count, bytes } = await deleted(client, 'delete from outbox where id = any ($1) returning pg_column_size(outbox.*) bytes', [
        ids,
      ]);
      return { count, bytes: bytes + log.bytes };
    });
  },
};
