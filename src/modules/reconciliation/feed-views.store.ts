import type { PoolClient } from 'pg';
import type { FeedView } from '../../domain/rules/feed-view';
import { millis } from './millis';

/**
 * What the buyer's data cover at a location: what the buyer says is complete, else the newest fact of any item there. A quiet
 * item is not a dead feed, so this is never asked per item. What rolls the book forward are movements: counts that reach further
 * cover nothing alone.
 */
export const WATERMARK = `
select l.id location_id, coalesce(
  (select max(f.complete_through) from feed_watermark f where f.location in (l.code, '*') and f.kind in ('all', 'movements')),
  (select max(f.complete_through) from feed_watermark f where f.location in (l.code, '*') and f.kind = 'counts'),
  (select w.newest_fact from location_watermark w where w.location_id = l.id)) watermark from location l`;

/** Notes when a watermark moved on: the usual lag of a location is learned from it. */
export async function noteAdvances(client: PoolClient, now: string): Promise<void> {
  await client.query(
    `insert into watermark_advance (location_id, at, through)
select w.location_id, $1, w.watermark from (${WATERMARK}) w
where w.watermark is not null and w.watermark > coalesce((select max(through) from watermark_advance a where a.location_id = w.location_id), '-infinity')
on conflict (location_id, at) do update set through = excluded.through`,
    [now],
  );
}

/** `standing`: only places of which something stands open, for a look that raises nothing by the clock. */
export async function feedViews(client: PoolClient, now: number, standing: boolean): Promise<FeedView[]> {
  const { rows } = await client.query<Omit<FeedView, 'now' | 'lagHours'>>(
    `
select l.code as location, ${millis('w.watermark')} watermark,
  coalesce((select json_agg(json_build_object('at', ${millis('a.at')}, 'through', ${millis('a.through')}) order by a.at)
    from (select * from watermark_advance a where a.location_id = l.id order by at desc limit 20) a), '[]') advances,
  coalesce((select json_agg(json_build_object('id', 'doc_' || d.id, 'file', d.file, 'place', null) order by d.received_at)
    from (select d.id, d.file, d.received_at from document d
      where d.current and d.kind = 'stock_report' and not d.supply_fact and d.status in ('accepted', 'accepted_with_issues')
        and (w.watermark is null or d.as_of_from > w.watermark)
        and exists (select 1 from observation o where o.document_id = d.id and o.location_id = l.id)
      order by d.received_at desc limit 20) d), '[]') waiting
from location l join (${WATERMARK}) w on w.location_id = l.id
where not l.void and l.kind in ('own', 'hub', 'third_party') and (exists (select 1 from program p where p.location in (l.code, '*'))
  or exists (select 1 from observation o where o.location_id = l.id))
  and (not $1 or exists (select 1 from supply_exception e where e.type = 'BUYER_FEED_LATE' and e.status <> 'resolved' and e.location_id = l.id))`,
    [standing],
  );
  return rows.map((r) => ({ now, lagHours: null, ...r }));
}
