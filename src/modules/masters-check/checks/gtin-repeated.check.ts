import type { MasterCheck } from '../check';

export const gtinRepeated: MasterCheck = {
  code: 'gtin.repeated',
  about: 'items',
  severity: 'error',
  what: 'one GTIN stands for several items or packs: a line that bears it is parked as ambiguous',
  sql: `
select g.gtin subject, string_agg(g.what, ', ' order by g.what) detail from (
  select i.gtin, i.id, i.sku what from item i where i.gtin is not null and not i.void
  union all select u.gtin, u.item_id, i.sku || ' ' || u.uom from item_unit u join item i on i.id = u.item_id and not i.void where u.gtin is not null) g
group by g.gtin having count(*) > 1 order by g.gtin`,
};
