import type { PoolClient } from 'pg';
import { workdays } from '../../domain/canonical/calendar';

/** The working days of a calendar by its name; Monday to Friday of one that is not known. One function each: what is reckoned by it is kept with it. */
export type Calendars = (calendar: string | undefined) => (date: string) => boolean;

export async function calendarsOf(client: PoolClient): Promise<Calendars> {
  const { rows } = await client.query<{ said: string | null }>(
    `select json_agg(json_build_array(calendar, to_char(date, 'YYYY-MM-DD'), working) order by calendar, date)::text said from calendar_day`,
  );
  const said = rows[0]!.said ?? '[]';
  if (last?.said !== said) last = { said, calendars: calendarsBy(JSON.parse(said) as Day[]) };
  return last.calendars;
}

type Day = readonly [calendar: string, date: string, working: boolean];
let last: { readonly said: string; readonly calendars: Calendars } | undefined; // as long as nobody changes them, they are not read anew

function calendarsBy(said: readonly Day[]): Calendars {
  const days = new Map<string, Map<string, boolean>>();
  for (const [calendar, date, working] of said) days.set(calendar, (days.get(calendar) ?? new Map<string, boolean>()).set(date, working));
  const known = new Map([...days].map(([calendar, of]) => [calendar, workdays(of)]));
  const plain = workdays(new Map());
  return (calendar) => known.get(calendar ?? '') ?? plain;
}
