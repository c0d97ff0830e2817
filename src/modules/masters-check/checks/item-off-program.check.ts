import { type MasterCheck, NUMBERS_NOW, PROGRAMS_NOW } from '../check';

export const itemOffProgram: MasterCheck = {
  code: 'item.off-program',
  about: 'programs',
  severity: 'warning',
  what: 'a supplier has a number for an item and no program: what it reports of it is compared by the defaults alone',
  sql: `
select x.supplier || ' ' || i.sku subject, 'known as ' || string_agg(distinct x.value, ', ') || ', in no program of ' || x.supplier detail
from ${NUMBERS_NOW} x join item i on i.id = x.item_id and not i.void and i.status <> 'discontinued'
where not exists (select 1 from ${PROGRAMS_NOW} p where p.supplier_id = x.supplier_id and p.sku in ('*', i.sku))
group by x.supplier, i.sku order by 1`,
};
