import { DateTime } from 'luxon';
import { z } from 'zod';
import { checkDigitHolds, gtin14 } from '../../../items/gtin';
import { quoted, Refused } from '../value';
import { define } from './function';

/** A closed list: what a date may look like is known before the first one comes. */
export const DATE_FORMATS = [
  'yyyyMMdd', 'yyMMdd', 'ddMMyyyy', 'ddMMyy', 'MMddyyyy', 'MMddyy', 'dd.MM.yyyy', 'd.M.yyyy', 'dd.MM.yy', 'd.M.yy', 'dd/MM/yyyy', 'd/M/yyyy', 'dd/MM/yy',
  'MM/dd/yyyy', 'M/d/yyyy', 'MM/dd/yy', 'dd-MM-yyyy', 'MM-dd-yyyy', 'yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy.MM.dd', 'yyyy_MM_dd',
  'yyyyMMddHHmm', 'yyyyMMddHHmmss', 'dd.MM.yyyy HH:mm', 'dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm', 'yyyy-MM-dd HH:mm',
] as const; // prettier-ignore

/** What knows how a code is built. */
export const date = define({
  name: 'date', does: 'a day, or a time of a day, written in just this format', args: { format: z.enum(DATE_FORMATS) }, cel: 'string', of: 'text', gives: 'text',
  run: (t, { format }) => {
    const day = DateTime.fromFormat(t.trim(), format, { zone: 'utc', locale: 'en' });
    if (!day.isValid || day.year < 1990 || day.year > 2199) return new Refused(`${quoted(t)} is no day written as ${format}`);
    return day.toFormat(format.includes('HH') ? "yyyy-MM-dd'T'HH:mm:ss" : 'yyyy-MM-dd');
  },
}); // prettier-ignore
export const checkDigit = define({
  name: 'check_digit', does: 'unchanged if it is a GTIN (8, 12, 13 or 14 digits) or an SSCC (18) whose check digit fits; else refused', args: {}, cel: '', of: 'text', gives: 'text',
  run: (t) => (gtin14(t) !== undefined || (/^[0-9]{18}$/.test(t) && checkDigitHolds(t)) ? t : new Refused(`${quoted(t)} is no GTIN or SSCC: its length or its check digit is wrong`)),
}); // prettier-ignore
