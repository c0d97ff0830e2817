import { z } from 'zod';
import { BLANK, quoted, Refused } from '../value';
import { count, define, ordinal, type Out, otherwise, some } from './function';

const lacking = (t: string, what: string, otherwise: 'refuse' | 'whole' | 'blank'): Out<string> =>
  otherwise === 'whole' ? t : otherwise === 'blank' ? BLANK : new Refused(`${quoted(t)} has no ${what}`);

/** What takes a part of a text, or fills it up. */
export const before = define({
  name: 'before', does: 'what stands before the first place where this text stands', args: { text: some, otherwise }, cel: 'string',
  of: 'text', gives: 'text', run: (t, { text, otherwise: o }) => (t.includes(text) ? t.slice(0, t.indexOf(text)).trim() : lacking(t, `${quoted(text)} in it`, o)),
}); // prettier-ignore
export const after = define({
  name: 'after', does: 'what stands behind the first place where this text stands', args: { text: some, otherwise }, cel: 'string',
  of: 'text', gives: 'text', run: (t, { text, otherwise: o }) => (t.includes(text) ? t.slice(t.indexOf(text) + text.length).trim() : lacking(t, `${quoted(text)} in it`, o)),
}); // prettier-ignore
export const between = define({
  name: 'between', does: 'what stands between two texts, such as brackets', args: { begin: some, end: some, otherwise }, cel: 'string, string',
  of: 'text', gives: 'text',
  run: (t, { begin, end, otherwise: o }) => {
    const from = t.indexOf(begin);
    const to = from < 0 ? -1 : t.indexOf(end, from + begin.length);
    return to < 0 ? lacking(t, `${quoted(begin)} with ${quoted(end)} behind it`, o) : t.slice(from + begin.length, to).trim();
  },
}); // prettier-ignore
export const part = define({
  name: 'part', does: 'one of the parts into which a separator splits a text', args: { by: some, number: ordinal, otherwise }, cel: 'string, int',
  of: 'text', gives: 'text',
  run: (t, { by, number, otherwise: o }) => t.split(by).at(number > 0 ? number - 1 : number)?.trim() ?? lacking(t, `part ${number} between ${quoted(by)}`, o),
}); // prettier-ignore
export const left = define({ name: 'left', does: 'its first characters', args: { characters: count.min(1) }, cel: 'int', of: 'text', gives: 'text', run: (t, { characters }) => [...t].slice(0, characters).join('') }); // prettier-ignore
export const right = define({ name: 'right', does: 'its last characters', args: { characters: count.min(1) }, cel: 'int', of: 'text', gives: 'text', run: (t, { characters }) => [...t].slice(-characters).join('') }); // prettier-ignore
export const stripPrefix = define({ name: 'strip_prefix', does: 'without this text, where it begins with it', args: { text: some }, cel: 'string', of: 'text', gives: 'text', run: (t, { text }) => (t.startsWith(text) ? t.slice(text.length).trim() : t) }); // prettier-ignore
export const stripSuffix = define({ name: 'strip_suffix', does: 'without this text, where it ends with it', args: { text: some }, cel: 'string', of: 'text', gives: 'text', run: (t, { text }) => (t.endsWith(text) ? t.slice(0, -text.length).trim() : t) }); // prettier-ignore
export const stripZeros = define({ name: 'strip_zeros', does: 'without the zeros at its beginning; of zeros alone one stays', args: {}, cel: '', of: 'text', gives: 'text', run: (t) => t.replace(/^0+(?=.)/, '') }); // prettier-ignore
export const padLeft = define({
  name: 'pad_left', does: 'filled up at its beginning to this length; what is longer stays', args: { length: count, with: z.string().length(1).default('0') },
  cel: 'int', of: 'text', gives: 'text', run: (t, { length, with: sign }) => t.padStart(length, sign),
}); // prettier-ignore
