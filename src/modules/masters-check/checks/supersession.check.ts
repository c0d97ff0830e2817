import type { MasterCheck } from '../check';

const LONGEST = 20; // items that follow each other; more than that go in a circle

export const supersession: MasterCheck = {
  code: 'item.superseded-by-nothing',
  about: 'items',
  severity: 'warning',
  what: 'what an item is superseded by is not known, or leads back to the item itself',
  sql: `
with recursive chain as (
  select i.sku start, i.superseded_by next, 1 n from item i where i.superseded_by is not null and not i.void
  union all select c.start, i.superseded_by, c.n + 1 from chain c join item i on i.sku = c.next where i.superseded_by is not null and c.n < ${LONGEST} and c.next <> c.start)
select c.start subject, case when c.next = c.start then 'its successors lead back to it' else c.next || ', which is to follow it, is no item' end detail
from chain c left join item i on i.sku = c.next and not i.void where (c.next = c.start) or (i.id is null and c.n = 1) order by 1`,
};
