import { type MasterCheck, NUMBERS_NOW } from '../check';

export const numberOfNothing: MasterCheck = {
  code: 'number.of-discontinued',
  about: 'item_crossrefs',
  severity: 'warning',
  what: "a supplier's number stands for an item that is discontinued or withdrawn: what it reports is booked on what nobody keeps any longer",
  sql: `
select x.supplier || ' ' || x.qualifier || ' ' || x.value subject, i.sku || case when i.void then ' is withdrawn' else ' is discontinued' end
  || coalesce(', and ' || i.superseded_by || ' came after it', '') detail
from ${NUMBERS_NOW} x join item i on i.id = x.item_id where i.void or i.status = 'discontinued' order by 1`,
};
