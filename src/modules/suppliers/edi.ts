import { z } from 'zod';
import { checks, meanings, type Strictness, strictness, type Topic } from '../../domain/mapping/edi-strictness';
import type { SettingsFile } from '../../platform/settings-file';

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

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
  suppliers: z.record(z.string(), strictness).default({}).describe('by code, where it is another than for all'),
});
export type Edi = z.infer<typeof edi>;

export const ediOf = (settings: SettingsFile): Edi => settings.section('edi', edi.optional()) ?? edi.parse({});

/** What holds for a document: the word of the mapping that it was read by, before the supplier's, before that for all. */
type Own = Strictness | undefined;
export const refuses = (e: Edi, supplier: string, topic: Topic, own?: Own): boolean =>
  (own?.[topic] ?? e.suppliers[supplier]?.[topic] ?? e[topic]) === 'refuse';
export const changesOf = (e: Edi, supplier: string, own?: Own): Edi['changes'] =>
  own?.changes ?? e.suppliers[supplier]?.changes ?? e.changes;
export const balancesTwiceOf = (e: Edi, supplier: string, own?: Own): Edi['balances_twice'] =>
  own?.balances_twice ?? e.suppliers[supplier]?.balances_twice ?? e.balances_twice;
