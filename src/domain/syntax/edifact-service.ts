import { BOM, skipBlank } from './edi-text';

/** The service characters of one interchange. `release` and `repetition` are '' where there are none. */
export interface ServiceCharacters {
  readonly una: string | null; // as sent
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly repetition: string; // as UNA says; it means something from syntax version 4 on only
  readonly segment: string;
}

const DEFAULT = ":+.? '";
const CONTROLS = '\x1f\x1d.  \x1c'; // of UNOB, in place of a UNA
const UNA_LENGTH = 9;
const LOOK = 2000;

/**
 * By UNA, else the defaults. A UNA of five characters lacks the blank in its middle; without UNA and without a single `'`,
 * what ends the lines ends the segments.
 */
export function serviceCharacters(text: string, at: number): { readonly s: ServiceCharacters; readonly end: number } {
  const given = text.startsWith('UNA', at);
  const six = given ? text.slice(at + 3, at + UNA_LENGTH) : text[at + 3] === CONTROLS[1] ? CONTROLS : DEFAULT;
  const short = given && /^[^\r\n]{5}[\r\n]$/.test(six) && six[4] === "'";
  const chars = short ? `${six.slice(0, 4)} ${six[4]!}` : six;
  const [component, element, decimal, release, repetition, segment] = [0, 1, 2, 3, 4, 5].map((i) => chars[i] ?? DEFAULT[i]!);
  return {
    s: {
      una: given ? `UNA${short ? six.slice(0, 5) : six}` : null,
      component: component!,
      element: element!,
      decimal: decimal!,
      release: release === ' ' ? '' : release!,
      repetition: repetition === ' ' ? '' : repetition!,
      segment: !given && endsByLines(text, at) ? '\n' : segment === '\r' ? '\n' : segment!,
    },
    end: given ? at + UNA_LENGTH - (short ? 1 : 0) : at,
  };
}

function endsByLines(text: string, at: number): boolean {
  return /^UN[BH]\+[^']*\r?\n[A-Z]{3}\+/.test(text.slice(at, at + LOOK)) && text.indexOf("'", at) < 0;
}

/** Separators that are letters, or the same twice, tell nothing apart: such an interchange cannot be read at all. */
export function usable(s: ServiceCharacters): boolean {
  const all = [s.component, s.element, s.segment, s.release].filter((c) => c !== '');
  return new Set(all).size === all.length && all.every((c) => !/[A-Za-z0-9 ]/.test(c));
}

export const startOf = (text: string): number => skipBlank(text, text.startsWith(BOM) ? BOM.length : 0);

/** Where a segment ends: its terminator, unless that is released; -1 when it never comes. */
export function terminatorFrom(text: string, from: number, segment: string, release: string): number {
  let end = text.indexOf(segment, from);
  if (release === '') return end;
  while (end > from && text[end - 1] === release && isReleased(text, end, from, release)) end = text.indexOf(segment, end + 1);
  return end;
}

/** Whether a character is data: an odd number of release characters stands before it. */
function isReleased(text: string, at: number, from: number, release: string): boolean {
  let n = 0;
  while (at - n > from && text[at - n - 1] === release) n++;
  return n % 2 === 1;
}
