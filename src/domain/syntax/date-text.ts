import * as xlsx from 'xlsx';

interface Moment {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
  readonly S: number;
}
const two = (n: number): string => String(n).padStart(2, '0');
const DAYS_1904 = 1462;

/** A serial number of a date cell: undefined when it is no day that anybody means (a duration, a count in the wrong format). */
export function moment(serial: number, from1904: boolean): Moment | undefined {
  const whole = serial + (from1904 ? DAYS_1904 : 0);
  // Half a second more: a float's 17:59:59.9999 is the clock's 18:00.
  const d = xlsx.SSF.parse_date_code(whole + 0.5 / 86_400) as Moment | null;
  return d && d.y >= 1901 && d.y < 2200 ? { ...d, S: Math.floor(d.S) } : undefined;
}

export function isoText(d: Moment): string {
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`;
  return d.H || d.M || d.S ? `${day}T${two(d.H)}:${two(d.M)}:${two(d.S)}` : day;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const TOKEN = /\[[^\]]*\]|"([^"]*)"|\\(.)|_.|\*.|AM\/PM|A\/P|y+|m+|d+|h+|s+(?:\.0+)?|[^ymdhs"\\[\]]/gi;

/** A date as its number format shows it. The library gives up on formats with dots and on those of other languages. */
export function dateText(d: Moment, format: string): string {
  const code = format.split(';')[0]!;
  const half = /AM\/PM|A\/P/i.test(code);
  const hour = half ? d.H % 12 || 12 : d.H;
  let afterHour = false;
  const tokens = [...code.matchAll(TOKEN)];
  return tokens
    .map((t, i) => {
      const [whole, quoted, escaped] = t;
      if (quoted !== undefined) return quoted;
      if (escaped !== undefined) return escaped;
      if (whole.startsWith('[') || whole.startsWith('_') || whole.startsWith('*')) return '';
      if (/^(AM\/PM|A\/P)$/i.test(whole)) return d.H < 12 ? 'AM' : 'PM';
      switch (whole[0]!.toLowerCase()) {
        case 'y':
          return whole.length > 2 ? String(d.y) : two(d.y % 100);
        case 'd':
          return whole.length > 2 ? weekday(d, whole.length) : whole.length === 2 ? two(d.d) : String(d.d);
        case 'h':
          afterHour = true;
          return whole.length > 1 ? two(hour) : String(hour);
        case 's':
          return whole.length > 1 ? two(d.S) : String(d.S);
        case 'm': {
          const beforeSecond =
            tokens
              .slice(i + 1)
              .find(([n]) => /^[ymdhs]/i.test(n))?.[0]?.[0]
              ?.toLowerCase() === 's';
          if (whole.length <= 2 && (afterHour || beforeSecond)) {
            afterHour = false;
            return whole.length > 1 ? two(d.M) : String(d.M);
          }
          return whole.length > 3
            ? MONTHS[d.m - 1]!
            : whole.length === 3
              ? MONTHS[d.m - 1]!.slice(0, 3)
              : whole.length === 2
                ? two(d.m)
                : String(d.m);
        }
        default:
          return whole;
      }
    })
    .join('')
    .trim();
}

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
function weekday(d: Moment, letters: number): string {
  const name = WEEKDAYS[new Date(Date.UTC(d.y, d.m - 1, d.d)).getUTCDay()]!;
  return letters === 3 ? name.slice(0, 3) : name;
}
