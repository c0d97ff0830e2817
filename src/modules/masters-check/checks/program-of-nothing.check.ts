import { type MasterCheck, PROGRAMS_NOW } from '../check';

export const programOfNothing: MasterCheck = {
  code: 'program.of-nothing',
  about: 'programs',
  severity: 'error',
  what: 'a program names an item or a location that is not known: what was agreed in it holds nowhere',
  sql: `
select p.supplier || ' ' || p.sku || ' ' || p.location subject,
  concat_ws(' and ', case when i.id is null and p.sku <> '*' then 'item ' || p.sku end, case when l.id is null and p.location <> '*' then 'location ' || p.location end)
  || ' is not known' detail
from ${PROGRAMS_NOW} p left join item i on i.sku = p.sku and not i.void left join location l on l.code = p.location and not l.void
where (p.sku <> '*' and i.id is null) or (p.location <> '*' and l.id is null) order by 1`,
};
