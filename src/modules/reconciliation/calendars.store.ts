import type { PoolClient } from 'pg';
import { workdays } from '../../domain/canonical/calendar';

/** The working days of a calendar by its name; Monday to Friday of one that is not known. One function each: what is reckoned by it is kept with it. */
export type Calendars = (calendar: string | undefined) => (date: string) => boolean;

export async function calendarsOf(client: PoolClient): Promise<Calendars> {
  const { rows } = await client.query<{ calendar: string; date: string; working: boolean }>(
    `select calendar, to_char(date, 'YYYY-MM-DD') date, working from calendar_day`,
  );
  const days = new Map<string, Map<string, boolean>>();
  for (const { calendar, date, working } of rows) days.set(calendar, (days.get(calendar) ?? new Map<string, boolean>()).set(date, working));
  const known = new Map([...days].map(([calendar, said]) => [calendar, workdays(said)]));
  const plain = workdays(new Map());
  return (calendar) => known.get(calendar ?? '') ?? plain;
}
