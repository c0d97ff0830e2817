import type { PoolClient } from 'pg';

/** What each calendar says of single dates; all others are Monday to Friday. */
export type Calendars = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

export async function calendarsOf(client: PoolClient): Promise<Calendars> {
  const { rows } = await client.query<{ calendar: string; date: string; working: boolean }>(
    `select calendar, to_char(date, 'YYYY-MM-DD') date, working from calendar_day`,
  );
  const out = new Map<string, Map<string, boolean>>();
  for (const { calendar, date, working } of rows) out.set(calendar, (out.get(calendar) ?? new Map<string, boolean>()).set(date, working));
  return out;
}
