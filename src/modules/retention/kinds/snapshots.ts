import { BATCH, batches, counted, deleted, instant, type Kind } from '../kind';

/** The last one of a supplier is what its page shows and what a change is told by. */
const GOING = `n.made_at < $1 and exists (select 1 from share_snapshot m where m.supplier_id = n.supplier_id and m.made_at > n.made_at)
  and not exists (select 1 from share_followed f join document d on d.id = f.document_id where f.snapshot_id = n.id)`;
const SIZE = `pg_column_size(n.*) + coalesce((select sum(pg_column_size(l.*)) from share_line l where l.snapshot_id = n.id), 0)`;

/** Lines and leaves go with their snapshot. Statements stay: they are what was agreed. */
export const snapshots: Kind = {
  name: 'snapshots',
  says: 'what suppliers were told of their stock',
  usual: '2y',
  leastDays: 90,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes) filter (where going), 0)::float8 bytes, ${instant('min(made_at) filter (where not going)')} oldest
from (select n.made_at, ${SIZE} bytes, ${GOING} going from share_snapshot n) x`,
      before,
    ),
  take: ({ pool }, before, going) =>
    batches(pool, going, async (client) => {
      const gone = await deleted(
        client,
        `delete from share_snapshot s using (select n.id, ${SIZE} bytes from share_snapshot n where ${GOING} order by n.made_at limit ${Math.ceil(BATCH / 20)}) n
  where s.id = n.id returning n.bytes`,
        [before],
      );
      await client.query('delete from share_followed f where not exists (select 1 from share_snapshot n where n.id = f.snapshot_id)');
      return gone;
    }),
};
