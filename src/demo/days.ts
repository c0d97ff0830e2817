import { DateTime } from 'luxon';

/**
 * Days counted from the day of the demo (0 is today, -1 yesterday), so that the same story can be told on any day.
 * Today is the date in the westernmost site: there a day ends last, so that yesterday is over at every site.
 */
export class Days {
  private readonly today: DateTime;

  constructor(
    readonly now: string,
    zone: string,
  ) {
    this.today = DateTime.fromISO(now, { zone }).startOf('day');
  }

  date(day: number): string {
    return this.today.plus({ days: day }).toFormat('yyyy-MM-dd');
  }

  /** `23.11.2026` */
  germanDate(day: number): string {
    return this.today.plus({ days: day }).toFormat('dd.MM.yyyy');
  }

  week(day: number): number {
    return this.today.plus({ days: day }).weekNumber;
  }

  /** The instant at which clocks in `zone` show `time` on that day. */
  at(day: number, time: string, zone: string): string {
    return shown(DateTime.fromISO(`${this.date(day)}T${time}`, { zone }));
  }

  /** Some minutes before the demo began. */
  before(minutes: number): string {
    return shown(DateTime.fromISO(this.now, { zone: this.today.zone }).minus({ minutes }));
  }

  /** The weekday of that day as cron counts it: 0 is Sunday. */
  cronWeekday(day: number): number {
    return this.today.plus({ days: day }).weekday % 7;
  }
}

const shown = (instant: DateTime): string => instant.toISO({ suppressMilliseconds: true, suppressSeconds: false })!;

export const millis = (instant: string): number => Date.parse(instant);
export const later = (a: string, b: string): boolean => millis(a) > millis(b);
