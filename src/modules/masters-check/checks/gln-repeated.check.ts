import type { MasterCheck } from '../check';

export const glnRepeated: MasterCheck = {
  code: 'gln.repeated',
  about: 'locations',
  severity: 'error',
  what: 'one GLN stands for several locations: a line that bears it is parked as a conflict',
  sql: `
select l.gln subject, string_agg(l.code, ', ' order by l.code) detail from location l where l.gln is not null and not l.void
group by l.gln having count(*) > 1 order by 1`,
};
