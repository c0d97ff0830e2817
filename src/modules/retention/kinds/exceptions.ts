import { OF_SHIPMENTS } from './documents';
import { batches, counted, deleted, instant, type Kind } from '../kind';

const AT_ONCE = 500;
/**
 * Resolved, and neither what explains another one nor the earlier life of one. While one stands open about a supplier's shipments all
 * of those are looked at again, and what was resolved of them is what keeps it from being raised anew.
 */
const GOING = `e.status = 'resolved' and e.resolved_at < $1
  and not exists (select 1 from supply_exception c where c.suppressed_by = e.id) and not exists (select 1 from supply_exception n where n.previous_id = e.id)
  and not (e.type in ${OF_SHIPMENTS} and exists (select 1 from supply_exception o where o.status <> 'resolved' and o.supplier_id = e.supplier_id and o.type in ${OF_SHIPMENTS}))`;

/** With its history, and with who was told of it. What people did on it stays in the audit log. */
export const exceptions: Kind = {
  name: 'exceptions',
  says: 'resolved exceptions with their history',
  usual: '10y',
  leastDays: 400,
  count: ({ pool }, before) =>
    counted(
      pool,
      `select (count(*) filter (where going))::int count, coalesce(sum(bytes + (select coalesce(sum(pg_column_size(v.*)), 0) from exception_event v where v.exception_id = x.id)) filter (where going), 0)::float8 bytes,
  ${instant('min(opened_at) filter (where not going)')} oldest
from (select e.id, e.opened_at, pg_column_size(e.*) bytes, ${GOING} going from supply_exception e) x`,
      before,
    ),
  take: ({ pool }, before, going) =>
    batches(pool, going, async (client) => {
      const { rows } = await client.query<{ id: string }>(`select e.id from supply_exception e where ${GOING} order by e.resolved_at limit ${AT_ONCE} for update`, [before]); // prettier-ignore
      const ids = rows.map((r) => r.id);
      const { count, bytes } = await deleted(client, 'delete from supply_exception where id = any ($1) returning pg_column_size(supply_exception.*) bytes', [ids]); // prettier-ignore
      const history = await deleted(client, 'delete from exception_event where exception_id = any ($1) returning pg_column_size(exception_event.*) bytes', [ids]); // prettier-ignore
      for (const table of ['told', 'reminded']) await client.query(`delete from ${table} where exception_id = any ($1)`, [ids]);
      return { count, bytes: bytes + history.bytes };
    }),
};
