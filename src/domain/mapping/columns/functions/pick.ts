import { z } from 'zod';
import { BLANK, quoted, Refused } from '../value';
import { any, define, some } from './function';

const many = z.union([some.transform((t) => [t]), z.array(some).min(1).max(200)]);

/** What chooses between values. */
export const ifBlank = define({
  name: 'if_blank', does: 'what stands for a blank: of names, units and days, never of a quantity', args: { text: some }, onBlank: true,
  of: 'text', gives: 'same', run: (t, { text }) => (t.trim() === '' ? text : t),
}); // prettier-ignore
export const ifEquals = define({
  name: 'if_equals', does: 'what stands for just this text, or for one of these; blank where nothing does', args: { text: many, then: any.default('') },
  of: 'text', gives: 'same', run: (t, { text, then }) => (text.includes(t.trim()) ? then || BLANK : t),
}); // prettier-ignore
export const lookup = define({
  name: 'lookup', does: 'what a table says for it; what is not in the table is refused, or taken as it is, or blank',
  args: { values: z.record(z.string(), any), otherwise: z.enum(['refuse', 'whole', 'blank']).default('refuse') }, of: 'text', gives: 'same',
  run: (t, { values, otherwise }) => {
    const key = t.trim();
    if (Object.hasOwn(values, key)) return values[key] || BLANK;
    return otherwise === 'whole' ? t : otherwise === 'blank' ? BLANK : new Refused(`${quoted(key)} is not in the table of the mapping`);
  },
}); // prettier-ignore
