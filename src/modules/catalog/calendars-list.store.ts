import type { Pool } from 'pg';

export interface CalendarReport {
  readonly calendar: string;
  readonly days: number; // of which the feed says whether they are worked on
  readonly until: string; // the last of them
  readonly next_off: readonly string[];
}

/** What the buyer's feed says of days off; days of which it says nothing are those of the week. */
export async function listCalendars(db: Pool, today: string): Promise<CalendarReport[]> {
  const { rows } = await db.query<CalendarReport>(
    `select calendar, count(*)::int days, max(date)::text until,
  (array_agg(date::text order by date) filter (where not working and date >= $1))[1:6] next_off from calendar_day group by calendar order by calendar`,
    [today],
  );
  return rows.map((r) => ({ ...r, next_off: r.next_off ?? [] }));
}
