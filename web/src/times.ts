/** Instants as people say them, in the reader's own zone. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `40 min`, `3 h`, `12 d`: how long ago, in one step. */
export function ago(at: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(at));
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** `never`, `just now`, `3 h ago`. */
export function since(at: string | null, now = Date.now()): string {
  const long = at === null ? 'never' : ago(at, now);
  return at === null || long === 'just now' ? long : `${long} ago`;
}

const two = (n: number): string => String(n).padStart(2, '0');
/** `2026-11-29 08:12`, in the zone of whoever looks. */
export function clock(at: string): string {
  const d = new Date(at);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** When the working day before ended: what came after it is news this morning. */
export function lastEvening(now: Date): Date {
  const d = new Date(now);
  d.setHours(17, 0, 0, 0);
  do d.setDate(d.getDate() - 1);
  while (d.getDay() === 0 || d.getDay() === 6);
  return d;
}
