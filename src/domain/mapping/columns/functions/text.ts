import { quoted, Refused } from '../value';
import { any, define, some } from './function';

/** What changes the letters of a text. */
export const trim = define({ name: 'trim', does: 'without blanks at both ends', args: {}, cel: '', of: 'text', gives: 'same', run: (t) => t.trim() }); // prettier-ignore
export const squeeze = define({
  name: 'squeeze', does: 'any number of blanks and line ends becomes one blank', args: {}, cel: '', of: 'text', gives: 'same',
  run: (t) => t.trim().split(/\s+/).join(' '),
}); // prettier-ignore
export const withoutBlanks = define({
  name: 'without_blanks', does: 'without any blanks: 4 006 381 becomes 4006381', args: {}, cel: '', of: 'text', gives: 'same',
  run: (t) => t.split(/\s+/).join(''),
}); // prettier-ignore
export const upper = define({ name: 'upper', does: 'in capitals', args: {}, cel: '', of: 'text', gives: 'text', run: (t) => t.toUpperCase() }); // prettier-ignore
export const lower = define({ name: 'lower', does: 'in small letters', args: {}, cel: '', of: 'text', gives: 'text', run: (t) => t.toLowerCase() }); // prettier-ignore
export const digits = define({
  name: 'digits', does: 'its digits 0 to 9 only', args: {}, cel: '', of: 'text', gives: 'text',
  run: (t) => t.replace(/[^0-9]/g, '') || new Refused(`${quoted(t)} has no digit in it`),
}); // prettier-ignore
export const letters = define({
  name: 'letters', does: 'its letters only', args: {}, cel: '', of: 'text', gives: 'text',
  run: (t) => t.replace(/[^\p{L}]/gu, '') || new Refused(`${quoted(t)} has no letter in it`),
}); // prettier-ignore
export const replace = define({
  name: 'replace', does: 'each place where just this text stands becomes the other one', args: { text: some, by: any.default('') },
  cel: 'string, string', of: 'text', gives: 'text', run: (t, { text, by }) => t.split(text).join(by),
}); // prettier-ignore
export const prefix = define({ name: 'prefix', does: 'with this text before it', args: { text: some }, cel: 'string', of: 'text', gives: 'text', run: (t, { text }) => text + t }); // prettier-ignore
export const suffix = define({ name: 'suffix', does: 'with this text behind it', args: { text: some }, cel: 'string', of: 'text', gives: 'text', run: (t, { text }) => t + text }); // prettier-ignore
