import type { Cell } from '../canonical/vocabulary';
import { dateText, isoText, moment } from './date-text';
import { codeText, generalText, isDateFormat, isPlain, type PlainFormat, plainFormat, plainText, roundedFor } from './number-text';

/** Shows a number under a format that is none of ours; undefined where it cannot. */
export type FormatNumber = (format: string, value: number, from1904: boolean) => string | undefined;

export type Style =
  | { readonly as: 'general' | 'date' | 'elapsed' | 'code' | 'other'; readonly format: string }
  | { readonly as: 'plain'; readonly plain: PlainFormat; readonly format: string };

const ELAPSED = /\[(h+|m+|s+)\]/i;

export function styleOf(format: string): Style {
  if (/^general$|^@?$/i.test(format)) return { as: 'general', format };
  const plain = plainFormat(format);
  if (plain) return { as: 'plain', plain, format };
  if (codeText(1, format) !== undefined) return { as: 'code', format };
  if (!isDateFormat(format)) return { as: 'other', format };
  return { as: ELAPSED.test(format) ? 'elapsed' : 'date', format };
}

/** Whether only the library knows how this number is shown. */
export function needsLibrary(value: number, style: Style, from1904: boolean): boolean {
  switch (style.as) {
    case 'plain':
      return !isPlain(value, style.plain);
    case 'code':
      return codeText(value, style.format) === undefined;
    case 'date':
      return !moment(value, from1904);
    default:
      return style.as !== 'general';
  }
}

/** A number as its cell shows it. Under a format of days it is the day itself, since a serial number does not say from which year it counts. */
export function numberCell(value: number, style: Style, from1904: boolean, library: FormatNumber | undefined): Cell {
  const { as, format } = style;
  if (as === 'general') return { shown: generalText(value), raw: value };
  if (as === 'plain' && isPlain(value, style.plain)) return { shown: plainText(value, style.plain), raw: value };
  const code = as === 'code' ? codeText(value, format) : undefined;
  if (code !== undefined) return { shown: code, raw: value };
  const at = as === 'date' || as === 'elapsed' ? moment(value, from1904) : undefined;
  if (at && as === 'date') return { shown: dateText(at, format) || isoText(at), raw: isoText(at) };
  const shown = library?.(format, as === 'other' ? roundedFor(value, format) : value, from1904) ?? String(value);
  return { shown, raw: at ? isoText(at) : value };
}
