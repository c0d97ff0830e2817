import type { MasterCheck } from '../check';

export const unitSameFactor: MasterCheck = {
  code: 'unit.same-factor',
  about: 'item_units',
  severity: 'warning',
  what: 'two packs of an item hold the same number of pieces: one of the factors is likely copied',
  sql: `
select i.sku subject, string_agg(u.uom, ', ' order by u.uom) || ' hold ' || trim_scale(u.factor_n / u.factor_d) || ' ' || i.uom || ' each' detail
from item_unit u join item i on i.id = u.item_id and not i.void
where u.factor_n <> u.factor_d group by i.sku, i.uom, u.factor_n / u.factor_d having count(*) > 1 order by 1`,
};
