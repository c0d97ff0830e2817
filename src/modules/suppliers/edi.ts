import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

const noteOrRefuse = z.enum(['note', 'refuse']);

/** What partners often get wrong without losing a line: noted, and refused where a supplier has to keep to it. */
const checks = {
  counts: noteOrRefuse.describe('segments, documents, groups, lines that are not as many as is said (SE01, GE01, IEA01, CTT01; UNT, UNZ)'),
  control_numbers: noteOrRefuse.describe('an end under another number than its beginning, or a number twice in a file (SE02, GE02, IEA02)'),
  totals: noteOrRefuse.describe('sums that do not fit (CTT02, ZA against its SDQ, CNT)'),
  dates: noteOrRefuse.describe('a date that is none, or that contradicts another'),
  levels: noteOrRefuse.describe('levels of a ship notice that lie in one that there is not (HL02)'),
  form: noteOrRefuse.describe('what only looks unlike the standard: the kind of group (GS01), segments and text outside of documents'),
  envelope: noteOrRefuse.describe('documents without ISA or UNB, of which only the channel tells whose they are'),
};
const changes = z
  .enum(['ask', 'whole', 'lines'])
  .describe(
    'a change of a shipment (856 purpose 04, DESADV function 4) that does not name all of its lines: a question, the whole, or those lines',
  );
const balances_twice = z
  .enum(['refuse', 'sum', 'last'])
  .describe('two different balances of one item, place and moment in one report: neither counts, both add up, or the last one counts');
export type Topic = keyof typeof checks;

/** Section `edi`: what is refused of EDI that is not as it should be, for all and by supplier. */
const edi = z.strictObject({
  counts: checks.counts.default('note'),
  control_numbers: checks.control_numbers.default('note'),
  totals: checks.totals.default('note'),
  dates: checks.dates.default('note'),
  levels: checks.levels.default('note'),
  form: checks.form.default('note'),
  envelope: checks.envelope.default('note'),
  changes: changes.default('ask'),
  balances_twice: balances_twice.default('refuse'),
  charsets: z
    .record(z.string(), z.string().refine(isCharset, 'expected a character set such as windows-1250'))
    .default({})
    .describe(
      'by sender (QUALIFIER:ID), the characters of what is not UTF-8: of X12, which does not say them, and of EDIFACT whose UNB is wrong',
    ),
  suppliers: z
    .record(z.string(), z.strictObject({ ...checks, changes, balances_twice }).partial())
    .default({})
    .describe('by code, where it is another than for all'),
});
export type Edi = z.infer<typeof edi>;

export const ediOf = (settings: SettingsFile): Edi => settings.section('edi', edi.optional()) ?? edi.parse({});
export const refuses = (e: Edi, supplier: string, topic: Topic): boolean => (e.suppliers[supplier]?.[topic] ?? e[topic]) === 'refuse';
export const changesOf = (e: Edi, supplier: string): Edi['changes'] => e.suppliers[supplier]?.changes ?? e.changes;
export const balancesTwiceOf = (e: Edi, supplier: string): Edi['balances_twice'] =>
  e.suppliers[supplier]?.balances_twice ?? e.balances_twice;
