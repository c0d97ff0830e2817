import type { MasterCheck } from '../check';

export const locationTimezone: MasterCheck = {
  code: 'location.timezone',
  about: 'locations',
  severity: 'error',
  what: 'the time zone of a location is none that the database knows: the day of a count there cannot be placed',
  sql: `
select l.code subject, case when l.timezone = '' then 'it has none' else l.timezone || ' is no time zone' end detail
from location l where not l.void and not exists (select 1 from pg_timezone_names z where z.name = l.timezone) order by 1`,
};
