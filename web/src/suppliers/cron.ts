/** Weekdays and a time, as most things are due; null for what is said in another way. Monday is 1, Sunday 0. */
export interface Week {
  readonly time: string; // 08:05
  readonly days: readonly number[];
}
export const DAY_NAMES = [
  [1, 'Mon'],
  [2, 'Tue'],
  [3, 'Wed'],
  [4, 'Thu'],
  [5, 'Fri'],
  [6, 'Sat'],
  [0, 'Sun'],
] as const;

export function weekOf(cron: string): Week | null {
  const found = /^\s*(\d{1,2})\s+(\d{1,2})\s+\*\s+\*\s+(\*|[0-7](?:[,-][0-7])*)\s*$/.exec(cron);
  if (!found || Number(found[1]) > 59 || Number(found[2]) > 23) return null;
  const [, minute, hour, days] = found as unknown as [string, string, string, string];
  const all = days === '*' ? [0, 1, 2, 3, 4, 5, 6] : days.split(',').flatMap(spread);
  return { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, days: [...new Set(all)] };
}
function spread(part: string): number[] {
  const [from, to = from] = part.split('-').map(Number) as [number, number?];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (from + i) % 7);
}

export function cronOf({ time, days }: Week): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const all = [...new Set(days)].sort((a, b) => a - b);
  return `${minute} ${hour} * * ${all.length === 7 ? '*' : all.join(',')}`;
}
