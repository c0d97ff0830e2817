import type { Staged } from '../catalog/merge';

/**
 * Whose the supplier's stock is that a row names nobody for: the one supplier with terms for that item at that place, then or at
 * the import. Of none or of several it is nobody's, and could be compared with no supplier's count: such a row is refused. A
 * program for all of a supplier's speaks of what its cross-references name; of what nobody names, if no other does.
 */
export async function nameOwners({ client, now }: Staged, at: 'counted_at' | 'moved_to'): Promise<void> {
  const nameless = `owner = 'supplier' and supplier_id is null`;
  const { rowCount } = await client.query(`select 1 from feed_row where ${nameless} limit 1`);
  if (!rowCount) return;
  const holds = (instant: string): string => `p.valid_from <= ${instant} and (p.valid_to is null or p.valid_to > ${instant})`;
  const inForce = `p.location in ('*', o.location) and ((${holds('o.at')}) or (${holds('$1::timestamptz')}))`;
  await client.query(
    `create temp table feed_nameless on commit drop as
with o as (
  select s.n, s.void, s.item_id, i.sku, l.code as location, s.${at} as at from feed_row s join item i on i.id = s.item_id join location l on l.id = s.location_id
  where s.owner = 'supplier' and s.supplier_id is null),
named as (
  select distinct o.n, p.supplier_id from o join program p on ${inForce}
  where p.sku = o.sku or p.sku = '*' and exists (select 1 from item_crossref x where x.supplier_id = p.supplier_id and x.item_id = o.item_id)),
meant as (
  select * from named union
  select o.n, p.supplier_id from o join program p on p.sku = '*' and ${inForce}
  where not exists (select 1 from named k where k.n = o.n) and not exists (select 1 from item_crossref x where x.item_id = o.item_id))
select o.n, o.void, o.sku, o.location, array_agg(u.id) filter (where u.id is not null) ids, string_agg(u.code, ', ' order by u.code) codes
from o left join meant m using (n) left join supplier u on u.id = m.supplier_id group by o.n, o.void, o.sku, o.location`,
    [now],
  );
  await client.query(`
update feed_row s set supplier_id = k.ids[1] from feed_nameless k where k.n = s.n and cardinality(k.ids) = 1;
insert into feed_refused (n, "column", code, detail)
select n, 'supplier', 'value.missing', 'stock that is owned_by supplier needs the supplier whose it is; '
  || case when codes is null then 'none has' else codes || ' have' end || ' a program for ' || sku || ' at ' || location
from feed_nameless where ids is null and not void or cardinality(ids) > 1;
delete from feed_row s using feed_refused r where r.n = s.n and r.code = 'value.missing';
insert into feed_refused (n, "column", code, detail, warning)
select min(n), 'supplier', 'supplier.inferred', case when count(*) = 1 then 'a row says' else count(*) || ' rows say' end
  || ' owned_by supplier and not whose; taken as ' || codes || ', the only one with a program for the item there', true
from feed_nameless where cardinality(ids) = 1 group by codes`);
}
