import { z } from 'zod';

const noteOrRefuse = z.enum(['note', 'refuse']);

/** What partners often get wrong without losing a line: noted, and refused where a supplier has to keep to it. */
export const checks = {
  counts: noteOrRefuse.describe('segments, documents, groups, lines that are not as many as is said (SE01, GE01, IEA01, CTT01; UNT, UNZ)'),
  control_numbers: noteOrRefuse.describe('an end under another number than its beginning, or a number twice in a file (SE02, GE02, IEA02)'),
  totals: noteOrRefuse.describe('sums that do not fit (CTT02, ZA against its SDQ, CNT)'),
  dates: noteOrRefuse.describe('a date that is none, or that contradicts another'),
  levels: noteOrRefuse.describe('levels of a ship notice that lie in one that there is not (HL02)'),
  form: noteOrRefuse.describe('what only looks unlike the standard: the kind of group (GS01), segments and text outside of documents'),
  envelope: noteOrRefuse.describe('documents without ISA or UNB, of which only the channel tells whose they are'),
};
export type Topic = keyof typeof checks;

/** What may be meant in two ways, and is asked or refused until somebody says how. */
export const meanings = {
  changes: z
    .enum(['ask', 'whole', 'lines'])
    .describe(
      'a change of a shipment (856 purpose 04, DESADV function 4) that does not name all of its lines: a question, the whole, or those lines',
    ),
  balances_twice: z
    .enum(['refuse', 'sum', 'last'])
    .describe('two different balances of one item, place and moment in one report: neither counts, both add up, or the last one counts'),
};

/** How strict one supplier, or one partner of it, is read; what is not said is as for all. */
export const strictness = z.strictObject({ ...checks, ...meanings }).partial();
export type Strictness = z.infer<typeof strictness>;
