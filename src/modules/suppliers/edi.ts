import { z } from 'zod';
import { type Acknowledge, acknowledgeWords, withinHours } from '../../domain/acks/how';
import { checks, meanings, type Strictness, strictness, type Topic } from '../../domain/mapping/edi-strictness';
import { places } from '../outbox/places';
import type { SettingsFile } from '../../platform/settings-file';

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

const acknowledge = z
  .strictObject({
    ...acknowledgeWords,
    groups: z.preprocess((v) => (typeof v === 'number' ? String(v) : v), acknowledgeWords.groups), // 997 is a number in YAML
    within_hours: withinHours,
    place: z.string().min(1).describe('of the section files; where it is put instead of going back as the document came'),
  })
  .partial();
const UNLESS_SAID: Acknowledge = { groups: '997', ta1: 'asked', contrl: 'asked', content: 'none', leave: 'preview' };

/** Section `edi`: what is refused of EDI that is not as it should be, for all and by supplier. */
const edi = z.strictObject({
  counts: checks.counts.default('note'),
  control_numbers: checks.control_numbers.default('note'),
  totals: checks.totals.default('note'),
  dates: checks.dates.default('note'),
  levels: checks.levels.default('note'),
  form: checks.form.default('note'),
  envelope: checks.envelope.default('note'),
  changes: meanings.changes.default('ask'),
  balances_twice: meanings.balances_twice.default('refuse'),
  charsets: z
    .record(z.string(), z.string().refine(isCharset, 'expected a character set such as windows-1250'))
    .default({})
    .describe(
      'by sender (QUALIFIER:ID), the characters of what is not UTF-8: of X12, which does not say them, and of EDIFACT whose UNB is wrong',
    ),
  acknowledge: acknowledge.default({}),
  suppliers: z
    .record(z.string(), strictness.extend({ acknowledge: acknowledge.optional() }))
    .default({})
    .describe('by code, where it is another than for all'),
});
export type Edi = z.infer<typeof edi>;

export function ediOf(settings: SettingsFile): Edi {
  const e = settings.section('edi', edi.optional()) ?? edi.parse({});
  const named = (at: readonly string[], place: string | undefined): void => {
    if (place !== undefined && !places(settings).some((p) => p.name === place))
      throw settings.wrong(['edi'], [{ path: [...at, 'acknowledge', 'place'], message: `the section files names no place ${place}` }]);
  };
  named([], e.acknowledge.place);
  for (const [supplier, own] of Object.entries(e.suppliers)) named(['suppliers', supplier], own.acknowledge?.place);
  return e;
}

/** What holds for a document: the word of the mapping that it was read by, before the supplier's, before that for all. */
type Own = Strictness | undefined;
export const refuses = (e: Edi, supplier: string, topic: Topic, own?: Own): boolean =>
  (own?.[topic] ?? e.suppliers[supplier]?.[topic] ?? e[topic]) === 'refuse';
export const changesOf = (e: Edi, supplier: string, own?: Own): Edi['changes'] =>
  own?.changes ?? e.suppliers[supplier]?.changes ?? e.changes;
export const balancesTwiceOf = (e: Edi, supplier: string, own?: Own): Edi['balances_twice'] =>
  own?.balances_twice ?? e.suppliers[supplier]?.balances_twice ?? e.balances_twice;

export const acknowledgeOf = (
  e: Edi,
  supplier: string,
): Acknowledge & { readonly place?: string | undefined; readonly within_hours?: number | undefined } => ({
  ...UNLESS_SAID,
  ...e.acknowledge,
  ...e.suppliers[supplier]?.acknowledge,
});
