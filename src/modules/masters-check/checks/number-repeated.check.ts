import { type MasterCheck, NUMBERS_NOW } from '../check';

export const numberRepeated: MasterCheck = {
  code: 'number.repeated',
  about: 'item_crossrefs',
  severity: 'warning',
  what: "a supplier's numbers that differ in dashes, blanks or leading zeros alone name different items: one of them is likely a slip",
  sql: `
select x.supplier || ' ' || plain_number(x.value) subject,
  string_agg(distinct x.qualifier || ' ' || x.value || ' is ' || i.sku, ', ' order by x.qualifier || ' ' || x.value || ' is ' || i.sku) detail
from ${NUMBERS_NOW} x join item i on i.id = x.item_id where plain_number(x.value) <> ''
group by x.supplier, plain_number(x.value) having count(distinct x.item_id) > 1 and count(distinct x.value) > 1 order by 1`,
};
