import { type MasterCheck, PROGRAMS_NOW } from '../check';

export const programWithoutMin: MasterCheck = {
  code: 'program.no-min',
  about: 'programs',
  severity: 'warning',
  what: 'an item that its supplier replenishes has no min at a location, in no row that holds for it: it can run out without a word',
  sql: `
select p.supplier || ' ' || p.sku || ' ' || p.location subject, 'no row of the programs says a min for it' detail
from ${PROGRAMS_NOW} p where p.terms->>'managed_by' = 'supplier'
  and not exists (select 1 from ${PROGRAMS_NOW} q where q.supplier_id = p.supplier_id and q.terms ? 'min'
    and (q.sku in ('*', p.sku) or p.sku = '*') and (q.location in ('*', p.location) or p.location = '*')) order by 1`,
};
