import type { PoolClient } from 'pg';

/** Of what is acted upon; a report of stock says what lies there, whatever was told before. */
const FOLLOWS = `('ship_notice', 'proposal')`;

/** When a document was written: by its own clock where it says an instant, and never later than it came. */
const WRITTEN = `least(d.received_at, case when d.said->>'said' = 'instant' then (d.said->>'at')::timestamptz end)`;

/** Ties the documents of a delivery to the newest snapshot that had been sent to their supplier when they were written. */
export async function tieToSnapshots(client: PoolClient, receiptId: string): Promise<void> {
  await client.query(
    `insert into share_followed (document_id, snapshot_id)
select d.id, n.id from document d cross join lateral (
  select n.id from share_snapshot n where n.supplier_id = d.supplier_id and exists (
    select 1 from share_leave v join outbox o on o.id = v.outbox_id where v.snapshot_id = n.id and o.sent_at <= ${WRITTEN})
  order by n.made_at desc, n.id desc limit 1) n
where d.receipt_id = $1 and d.current and d.kind in ${FOLLOWS} on conflict do nothing`,
    [receiptId],
  );
}
