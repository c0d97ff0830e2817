export interface Moment {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
  readonly S: number;
}
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const DAYS_1904 = 1462;
const FIRST = 367; // 1901-01-01
const END = 109_575; // 2200-01-01
const EPOCH = 25_569; // 1970-01-01

/** A serial number of a date cell: undefined when it is no day that anybody means (a duration, a count in the wrong format). */
export function moment(serial: number, from1904: boolean): Moment | undefined {
  // To the nearest second: a float's 17:59:59.9999 is the clock's 18:00.
  const seconds = Math.round((serial + (from1904 ? DAYS_1904 : 0)) * 86_400);
  const day = Math.floor(seconds / 86_400);
  if (!(day >= FIRST && day < END)) return undefined;
  const at = new Date((day - EPOCH) * 86_400_000);
  const clock = seconds - day * 86_400;
  return {
    y: at.getUTCFullYear(),
    m: at.getUTCMonth() + 1,
    d: at.getUTCDate(),
    H: Math.floor(clock / 3600),
    M: Math.floor(clock / 60) % 60,
    S: clock % 60,
  };
}

/** The serial number, from 1900, of a date that a cell holds as ISO text. */
export function serialOf(iso: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?)?$/.exec(iso);
  if (!parts) return undefined;
  const [y, m, d, H, M, S] = parts.slice(1).map((p) => Number(p ?? 0));
  return Date.UTC(y!, m! - 1, d!, H, M, S) / 86_400_000 + EPOCH;
}

export function isoText(d: Moment): string {
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`;
  return d.H || d.M || d.S ? `${day}T${two(d.H)}:${two(d.M)}:${two(d.S)}` : day;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const TOKEN = /\[[^\]]*\]|"([^"]*)"|\\(.)|_.|\*.|AM\/PM|A\/P|y+|m+|d+|h+|s+(?:\.0+)?|[^ymdhs"\\[\]]/gi;

type Piece = string | ((d: Moment) => string);

/** A date as its number format shows it. The library gives up on formats with dots and on those of other languages. */
export function dateText(d: Moment, format: string): string {
  let text = '';
  for (const piece of piecesOf(format)) text += typeof piece === 'string' ? piece : piece(d);
  return text.trim();
}

const known = new Map<string, readonly Piece[]>();

function piecesOf(format: string): readonly Piece[] {
  const found = known.get(format);
  if (found) return found;
  if (known.size > 1000) known.clear(); // a file may bring as many formats as it likes
  const pieces = parsed(format);
  known.set(format, pieces);
  return pieces;
}

function parsed(format: string): Piece[] {
  const code = format.split(';')[0]!;
  const half = /AM\/PM|A\/P/i.test(code);
  const hour = (d: Moment): number => (half ? d.H % 12 || 12 : d.H);
  const tokens = [...code.matchAll(TOKEN)];
  const beforeSecond = (i: number): boolean => /^s/i.test(tokens.slice(i + 1).find(([n]) => /^[ymdhs]/i.test(n))?.[0] ?? '');
  let afterHour = false;
  return tokens.map(([whole, quoted, escaped], i): Piece => {
    if (quoted !== undefined) return quoted;
    if (escaped !== undefined) return escaped;
    if (whole.startsWith('[') || whole.startsWith('_') || whole.startsWith('*')) return '';
    if (/^(AM\/PM|A\/P)$/i.test(whole)) return (d) => (d.H < 12 ? 'AM' : 'PM');
    const n = whole.length;
    switch (whole[0]!.toLowerCase()) {
      case 'y':
        return n > 2 ? (d) => String(d.y) : (d) => two(d.y % 100);
      case 'd':
        return n > 2 ? (d) => weekday(d, n) : n === 2 ? (d) => two(d.d) : (d) => String(d.d);
      case 'h':
        afterHour = true;
        return n > 1 ? (d) => two(hour(d)) : (d) => String(hour(d));
      case 's':
        return n > 1 ? (d) => two(d.S) : (d) => String(d.S);
      case 'm':
        if (n <= 2 && (afterHour || beforeSecond(i))) {
          afterHour = false;
          return n > 1 ? (d) => two(d.M) : (d) => String(d.M);
        }
        if (n > 2) return (d) => (n > 3 ? MONTHS[d.m - 1]! : MONTHS[d.m - 1]!.slice(0, 3));
        return n === 2 ? (d) => two(d.m) : (d) => String(d.m);
      default:
        return whole;
    }
  });
}

function weekday(d: Moment, letters: number): string {
  const name = WEEKDAYS[new Date(Date.UTC(d.y, d.m - 1, d.d)).getUTCDay()]!;
  return letters === 3 ? name.slice(0, 3) : name;
}
