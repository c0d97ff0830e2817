import type { ByteText } from './byte-text';

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
export function serviceCharacters(text: ByteText, at: number): { readonly s: ServiceCharacters; readonly end: number } {
  const head = text.slice(at, at + LOOK);
  const given = head.startsWith('UNA');
  const six = given ? head.slice(3, UNA_LENGTH) : head[3] === CONTROLS[1] ? CONTROLS : DEFAULT;
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
      segment: !given && BY_LINES.test(head) && text.again().indexOf("'", at) < 0 ? '\n' : segment === '\r' ? '\n' : segment!,
    },
    end: given ? at + UNA_LENGTH - (short ? 1 : 0) : at,
  };
}

const BY_LINES = /^UN[BH]\+[^']*\r?\n[A-Z]{3}\+/;

/** Separators that are letters, or the same twice, tell nothing apart: such an interchange cannot be read at all. */
export function usable(s: ServiceCharacters): boolean {
  const all = [s.component, s.element, s.segment, s.release].filter((c) => c !== '');
  return new Set(all).size === all.length && all.every((c) => !/[A-Za-z0-9 ]/.test(c));
}
