import { type MasterCheck, NUMBERS_NOW } from '../check';

export const unitWithoutFactor: MasterCheck = {
  code: 'unit.no-factor',
  about: 'item_units',
  severity: 'error',
  what: "a supplier's number stands for a unit whose factor is not known: every line that bears it without a unit is parked",
  sql: `
select x.supplier || ' ' || x.qualifier || ' ' || x.value subject, i.sku || ' has no factor from ' || x.uom || ' to ' || i.uom detail
from ${NUMBERS_NOW} x join item i on i.id = x.item_id and not i.void
where x.uom is not null and upper(x.uom) <> upper(i.uom)
  and not exists (select 1 from item_unit u where u.item_id = i.id and upper(u.uom) = upper(x.uom)) order by 1`,
};
