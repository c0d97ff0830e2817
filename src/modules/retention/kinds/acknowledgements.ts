import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

const OPEN = `exists (select 1 from supply_exception x where x.type = 'ACK_OVERDUE' and x.status <> 'resolved' and x.supplier_id = t.supplier_id)`;
const ALL = `(select id, supplier_id, made_at, pg_column_size(a.*) bytes from acknowledgement a
  union all select id, supplier_id, made_at, pg_column_size(e.*) from edi_sent e)`;

/** Control numbers stay: one that is given again would be taken for a repeat. */
export const acknowledgements: Kind = {
  name: 'acknowledgements',
  says: 'what interchanges were answered, EDI of ours that was sent, and what was answered to it',
  usual: '2y',
  leastDays: 180,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(made_at) filter (where not going)')} oldest
from (select t.made_at, t.bytes, t.made_at < $1 and not ${OPEN} going from ${ALL} t) x`,
      before,
    ),
  take: async ({ pool }, before, going) => {
    let [count, bytes] = [0, 0];
    for (const table of ['acknowledgement', 'edi_sent']) {
      const gone = await batches(pool, going, (client) =>
        deleted(
          client,
          `delete from ${table} where id in (select t.id from ${table} t where t.made_at < $1 and not ${OPEN} order by t.made_at limit ${BATCH})
  returning pg_column_size(${table}.*) bytes`,
          [before],
        ),
      );
      count += gone.count;
      bytes += gone.bytes;
    }
    return { count, bytes };
  },
};
