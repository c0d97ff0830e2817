import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

/** Those of a message that still waits count its tries. */
const GOING = `d.at < $1 and not exists (select 1 from outbox o where o.id = d.outbox_id and o.state in ('waiting', 'confirm'))`;

export const tries: Kind = {
  name: 'tries',
  says: 'the log of each try to send a message',
  usual: '1y',
  leastDays: 30,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(at) filter (where not going)')} oldest
from (select d.at, pg_column_size(d.*) bytes, ${GOING} going from outbox_delivery d) x`,
      before,
    ),
  take: ({ pool }, before, going) =>
    batches(pool, going, (client) =>
      deleted(
        client,
        `delete from outbox_delivery where id in (select d.id from outbox_delivery d where ${GOING} order by d.id limit ${BATCH}) returning pg_column_size(outbox_delivery.*) bytes`,
        [before],
      ),
    ),
};
