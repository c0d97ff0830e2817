import type { Segment } from '../canonical/vocabulary';

/** An element, '' where the segment has none. */
export const el = (s: Segment, n: number): string => s.elements[n] ?? '';

/** An element without blanks around it. Most have none, and finding that out costs less than a call of trim. */
export function trimmed(s: Segment, n: number): string {
  const text = s.elements[n] ?? '';
  const { length } = text;
  return length > 0 && isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(length - 1)) ? text : text.trim();
}
const isInk = (c: number): boolean => c > 32 && c < 127;

/** CCYYMMDD, or YYMMDD with 70 to 99 in the last century; undefined when it is no date. */
export function isoDate(text: string): string | undefined {
  const t = text.trim();
  if (!/^(\d{6}|\d{8})$/.test(t)) return undefined;
  const full = t.length === 8 ? t : `${Number(t.slice(0, 2)) >= 70 ? '19' : '20'}${t}`;
  const iso = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`;
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? iso : undefined;
}

/** HHMM[SS[hundredths]] as HH:MM or HH:MM:SS; undefined when it is no time of day. */
export function isoTime(text: string): string | undefined {
  const m = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?\d{0,2}$/.exec(text.trim());
  return m ? `${m[1]}:${m[2]}${m[3] === undefined ? '' : `:${m[3]}`}` : undefined;
}

/** X12 list 235, as far as partners use it: enough to tell a qualifier from a line number or an item's number. */
const QUALIFIERS = new Set(
  (
    'UP EN EO UK UI UA UD UE UN U2 UC UX IB VN VP VC VA VS IN BP CB PI IT SK IZ BO MG MF MN ND N1 N2 N3 N4 N5 N6 LT B8 SN PO PL ON ' +
    'EC RC RK CH ZZ PR VE VB VO CL SZ PD TP PW RY RN CG GC GU'
  ).split(' '),
);

export interface ItemId {
  readonly qualifier: string;
  readonly value: string;
  readonly element: number; // of the value
}
export interface LineIds {
  readonly lineNo: string;
  readonly ids: readonly ItemId[]; // pairs of which both halves are there
  readonly halves: number; // pairs that lack one
  readonly shifted: boolean;
  readonly glued?: string; // the tag of a segment that an id runs on into
}

/**
 * What a LIN names. Empty pairs are legal and name nothing; a line number that was left out shifts all pairs by one, which is
 * seen when the first element is a qualifier and the second is not.
 */
export function lineIds(lin: Segment): LineIds {
  const e = lin.elements;
  const first = trimmed(lin, 1);
  const shifted = first !== '' && QUALIFIERS.has(first) && !QUALIFIERS.has(trimmed(lin, 2));
  const ids: ItemId[] = [];
  let halves = 0;
  let glued: string | undefined;
  for (let i = shifted ? 1 : 2; i < e.length; i += 2) {
    const qualifier = trimmed(lin, i);
    const value = trimmed(lin, i + 1);
    if (i > 2 && !QUALIFIERS.has(qualifier)) glued ??= tagBehind(trimmed(lin, i - 1));
    if (qualifier !== '' && value !== '') ids.push({ qualifier, value, element: i + 1 });
    else if (qualifier !== '' || value !== '') halves += 1;
  }
  return { lineNo: shifted ? '' : first, ids, halves, shifted, ...(glued === undefined ? {} : { glued }) };
}

const BEHIND_LIN = /[^ ](ZA|QTY|SDQ|SN1|PID|CTP|UIT|REF|DTM|N1|PRF)$/;
const tagBehind = (value: string): string | undefined => BEHIND_LIN.exec(value)?.[1];

/** GM carries the SSCC behind its application identifier 00, AA carries it bare. */
export function sscc(man: Segment): string | undefined {
  const qualifier = el(man, 1).trim();
  const value = el(man, 2).trim();
  if (qualifier === 'GM' && /^00\d{18}$/.test(value)) return value.slice(2);
  return (qualifier === 'GM' || qualifier === 'AA') && /^\d{18}$/.test(value) ? value : undefined;
}
