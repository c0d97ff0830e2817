import { BOM, skipBlank } from './edi-text';

/** The service characters of one interchange. `release` and `repetition` are '' where there are none. */
export interface ServiceCharacters {
  readonly una: string | null; // as sent
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly repetition: string;
  readonly segment: string;
}
export interface EdifactSegment {
  readonly tag: string;
  readonly number: number; // counted from the start of the file; a UNA counts
  readonly from: number;
  readonly to: number; // behind the terminator
  readonly whole: boolean; // it has one
  readonly raw: string;
}

const DEFAULT = ":+.? '";
const UNA_LENGTH = 9;

/**
 * By UNA, else the defaults. A UNA of five characters lacks the blank in its middle; without UNA and without a single `'`,
 * what ends the lines ends the segments.
 */
export function serviceCharacters(text: string, at: number): { s: ServiceCharacters; end: number } {
  const given = text.startsWith('UNA', at);
  const six = given ? text.slice(at + 3, at + UNA_LENGTH) : DEFAULT;
  const short = given && /^[^\r\n]{5}\r?\n/.test(six) && six[4] === "'";
  const chars = short ? `${six.slice(0, 4)} ${six[4]!}` : six;
  const lines = !given && !text.slice(at).includes("'") && /^UNB.*\r?\n[A-Z]{3}/.test(text.slice(at, at + 2000));
  const [component, element, decimal, release, repetition, segment] = [0, 1, 2, 3, 4, 5].map((i) => chars[i] ?? DEFAULT[i]!);
  return {
    s: {
      una: given ? six : null,
      component: component!,
      element: element!,
      decimal: decimal!,
      release: release === ' ' ? '' : release!,
      repetition: repetition === ' ' ? '' : repetition!,
      segment: lines ? '\n' : segment!,
    },
    end: given ? at + UNA_LENGTH - (short ? 1 : 0) : at,
  };
}

/** Whether a terminator at a position is data: an odd number of release characters stands before it. */
function released(text: string, at: number, from: number, release: string): boolean {
  let n = 0;
  while (release !== '' && at - n > from && text[at - n - 1] === release) n++;
  return n % 2 === 1;
}

/** The segment at a position; wrapped lines are put together again. */
export function segmentAt(text: string, from: number, number: number, s: ServiceCharacters): EdifactSegment {
  let end = text.indexOf(s.segment, from);
  while (end >= 0 && released(text, end, from, s.release)) end = text.indexOf(s.segment, end + 1);
  const stop = end < 0 ? text.length : end;
  const sent = text.slice(from, stop);
  const raw = s.segment === '\n' ? sent.replace(/\r$/, '') : sent.replace(/[\r\n]+/g, '');
  return { tag: raw.slice(0, 3), number, from, to: end < 0 ? stop : end + s.segment.length, whole: end >= 0, raw };
}

/** Cut at a separator, but not where it is released; release characters stay, so that the parts can be cut further. */
export function cut(text: string, separator: string, release: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (release !== '' && text[i] === release) i++;
    else if (text[i] === separator) {
      out.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...out, text.slice(from)];
}

/** What was meant: without the release characters. */
export function plain(text: string, release: string): string {
  if (release === '' || !text.includes(release)) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) out += text[i] === release && i + 1 < text.length ? text[++i]! : text[i]!;
  return out;
}

export const componentsOf = (s: ServiceCharacters, segment: string): string[][] =>
  cut(segment, s.element, s.release).map((e) => cut(e, s.component, s.release).map((c) => plain(c, s.release).trim()));

export const startOf = (text: string): number => skipBlank(text, text.startsWith(BOM) ? BOM.length : 0);
