import { type MasterCheck, PROGRAMS_NOW } from '../check';

export const programThresholds: MasterCheck = {
  code: 'program.thresholds',
  about: 'programs',
  severity: 'error',
  what: 'min, max, multiples or lead time of a program contradict each other: nothing sensible can be ordered by them',
  sql: `
select p.supplier || ' ' || p.sku || ' ' || p.location subject, string_agg(w.what, '; ' order by w.what) detail
from ${PROGRAMS_NOW} p cross join lateral (values
  ((p.terms->>'min')::numeric > (p.terms->>'max')::numeric, 'min ' || (p.terms->>'min') || ' is above max ' || (p.terms->>'max')),
  ((p.terms->>'order_multiple')::numeric = 0, 'the order multiple is 0'),
  ((p.terms->>'moq')::numeric > (p.terms->>'max')::numeric, 'the least order ' || (p.terms->>'moq') || ' is above max ' || (p.terms->>'max')),
  ((p.terms->>'transit_days')::int > (p.terms->>'lead_time_days')::int, 'the way takes ' || (p.terms->>'transit_days') || ' days of a lead time of ' || (p.terms->>'lead_time_days'))
) w (wrong, what) where w.wrong group by 1 order by 1`,
};
