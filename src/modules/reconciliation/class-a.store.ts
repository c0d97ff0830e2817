import type { PoolClient } from 'pg';

/**
 * Documents of which a row could not be used that was of an item of class A. A row with an error leaves no line, so it is told by
 * what is missing: the report before, read in the same way, names the item there, this one does not, and no more items are missing than
 * rows were rejected.
 */
export async function rejectedOfClassA(client: PoolClient, documents: readonly string[]): Promise<ReadonlySet<string>> {
  if (documents.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    `with spoilt as (select d.* from document d where d.id = any ($1::uuid[]) and d.kind = 'stock_report' and d.rejected > 0 and d.lines > 0),
missing as (
  select d.id, d.rejected, o.item_id from spoilt d cross join lateral (
    select b.id from document b where b.current and b.supplier_id = d.supplier_id and b.kind = d.kind and b.type = d.type and b.lines > 0 and b.id <> d.id
      and b.mapping->>'name' is not distinct from d.mapping->>'name' and (b.as_of_to, b.received_at) < (d.as_of_to, d.received_at)
    order by b.as_of_to desc, b.received_at desc limit 1) b
  join observation o on o.document_id = b.id
  where exists (select 1 from observation n where n.document_id = d.id and n.location_id = o.location_id)
    and not exists (select 1 from observation n where n.document_id = d.id and n.item_id = o.item_id and n.location_id = o.location_id)
  group by d.id, d.rejected, o.item_id, o.location_id)
select m.id from missing m join item i on i.id = m.item_id group by m.id, m.rejected having count(*) <= m.rejected and bool_or(i.class = 'A')`,
    [documents],
  );
  return new Set(rows.map((r) => `doc_${r.id}`));
}
