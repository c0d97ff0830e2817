import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { StockMeasure } from '../canonical/vocabulary';
import { readYaml, type Refused } from './checked-yaml';
import { strictness } from './edi-strictness';
import { EDI_DOCUMENTS, type EdiDocument, NOTICES, STOCK_DOCUMENTS, WHOSE } from './edi-words';
import { MEASURES } from './fields';

/** Without these nobody can tell any more what belongs to what; a number would be booked under the item before. */
const FRAME = new Set('ISA IEA GS GE ST SE XQ BIA BSN BRA BPT LIN HL RCD PTD UNA UNB UNZ UNG UNE UNH UNT UNS BGM CPS'.split(' '));

const MANY = 500; // a partner uses a dozen codes; a thousand of them were made by a program
const CODE = /^[A-Z0-9]{1,3}$/;
const code = z.string().regex(CODE, 'expected a code of one to three capital letters and digits, such as QA or 145');
const codeList = z.array(code).min(1).max(MANY);
const few = (record: object): boolean => Object.keys(record).length <= MANY;
const TOO_MANY = `expected at most ${MANY} codes`;

const meaning = z.enum([...(MEASURES as [StockMeasure, ...StockMeasure[]]), 'ignore']);
const meaningsOf = (key: z.ZodString, what: string) => z.record(key, meaning).refine(few, TOO_MANY).optional().describe(what);

const whose = z
  .string()
  .refine((v) => (WHOSE as readonly string[]).includes(v) || CODE.test(v), `expected ${WHOSE.join(', ')}, or a code such as BP`);
const text = z.string().min(1).max(100);
const yesNo = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })], { error: 'expected true or false' });

/** How one partner writes its EDI, as a person writes it down (config/suppliers/*.yaml); what it does not say is read as the standard has it. */
const Shape = z.strictObject({
  name: z.string().min(1),
  version: z.coerce.number().int().min(1).default(1),
  supplier: z.string().min(1).describe('code of the supplier whose documents it reads'),
  kind: z.literal('edi'),
  documents: z.array(z.enum(EDI_DOCUMENTS)).min(1).optional().describe('which documents it is for; all if absent'),
  sender: z
    .array(z.string().regex(/^[^:\s]{1,4}:[^:]{1,35}$/, 'expected QUALIFIER:ID such as ZZ:ACME'))
    .min(1)
    .optional()
    .describe("which of the supplier's ids it is for (QUALIFIER:ID); all if absent"),
  versions: z.array(text).min(1).optional().describe('which versions it is for: 004010* (GS08) or D.96A (UNH); * stands for anything'),
  items: z
    .strictObject({
      prefer: codeList.optional().describe('kinds of item numbers, the best first: of a line that has one of them, only that one is used'),
      read_as: z
        .record(code, whose)
        .refine(few, TOO_MANY)
        .optional()
        .describe('whose number it really is under a kind: { VN: buyer, ZZ: vendor }'),
      ignore: codeList.optional().describe('kinds of item numbers that are not used'),
    })
    .optional(),
  measures: z
    .strictObject({
      ZA: meaningsOf(code, 'activity codes of the 852 (X12 list 859), and what we call them; ignore: left out on purpose'),
      QTY: meaningsOf(code, 'quantity codes (X12 list 673, EDIFACT 6063), and what we call them'),
      INV: meaningsOf(
        z.string().regex(/^[12](:[A-Z0-9]{1,3})?$/, 'expected a direction (1 out, 2 in), or one with a reason, such as 1:11'),
        'movements of an INVRPT by direction and reason (INV): { "1:11": sold, "2": received }',
      ),
      SDQ: meaning.optional().describe('what the places of an 846 count, whose SDQ says no code'),
    })
    .optional(),
  place: z
    .strictObject({
      party: codeList.optional().describe('which party is the place (N1, NAD), the best first'),
      location: codeList.optional().describe('which LOC is the place (EDIFACT 3227)'),
      stores: z.enum(['use', 'ignore']).optional().describe('SDQ: its places count (use), or the total does, at the party (ignore)'),
    })
    .optional(),
  units: z
    .record(text, text)
    .refine(few, TOO_MANY)
    .optional()
    .describe("units: what they write, and the code of the document's own list (X12 355, UN 20) that they mean, or a unit of yours"),
  dates: z
    .strictObject({
      as_of: z
        .array(z.string().regex(/^([A-Z0-9]{1,3}|XQ0[23])$/, 'expected a date code such as 184, or XQ02, XQ03'))
        .min(1)
        .optional()
        .describe('which date is the as-of (DTM; of an 852 XQ02 or XQ03), the best first'),
      shipped: codeList.optional().describe('which date of a notice is that of shipping'),
      expected: codeList.optional().describe('which date of a notice is that of arrival'),
      timezone: z
        .string()
        .refine((name) => IANAZone.isValidZone(name), 'expected a time zone such as Europe/Berlin')
        .optional()
        .describe('where the clock hangs that its times were read from, when they bear no zone; without it such a time says only its day'),
      uncertainty: z
        .string()
        .regex(/^[1-9]\d{0,3}[mhd]$/, 'expected a span such as 30m, 2h or 1d')
        .optional()
        .describe('how far the stock may be from its as-of, in either direction: 30m, 2h, 1d'),
    })
    .optional(),
  constants: z
    .strictObject({ location: text, uom: text })
    .partial()
    .optional()
    .describe('what holds where the document names no place or no unit'),
  coverage: z
    .enum(['full', 'delta'])
    .optional()
    .describe('whether a report is all that there is, whatever it says itself; absent is zero in neither'),
  supply_fact: yesNo.optional().describe("speaks of the supplier's own warehouse: never compared with the buyer's book"),
  strictness: strictness.optional().describe('what is refused, as in the section edi of the settings; this is nearer, and beats them'),
  ignore_segments: z
    .array(
      z
        .string()
        .regex(/^[A-Z][A-Z0-9]{1,2}$/, 'expected the tag of a segment, such as NTE')
        .refine((tag) => !FRAME.has(tag), 'nobody could tell any more what belongs to what without it; it cannot be ignored'),
    )
    .min(1)
    .max(MANY)
    .optional()
    .describe('segments that are passed over; of one whose kind carries what is posted it is told'),
});
export type EdiMapping = z.infer<typeof Shape>;

export const EdiMappingFile = Shape.superRefine((m, problems) => {
  const wrong = (path: string[], message: string): void => problems.addIssue({ code: 'custom', path, message });
  const documents: readonly EdiDocument[] = m.documents ?? EDI_DOCUMENTS;
  const only = (path: string[], said: unknown, of: readonly EdiDocument[]): void => {
    if (said === undefined || documents.some((d) => of.includes(d))) return;
    wrong(path, `none of ${documents.join(', ')} has it; it is of ${of.join(', ')}`);
  };
  only(['measures', 'ZA'], m.measures?.ZA, ['x12-852']);
  only(['measures', 'INV'], m.measures?.INV, ['edifact-invrpt']);
  only(['measures', 'SDQ'], m.measures?.SDQ, ['x12-846']);
  only(['measures', 'QTY'], m.measures?.QTY, [
    'x12-852',
    'x12-846',
    'x12-867',
    'edifact-invrpt',
    'edifact-slsrpt',
    'edifact-recadv',
    'edifact-desadv',
  ]);
  only(['place', 'stores'], m.place?.stores, ['x12-852', 'x12-846']);
  only(['place', 'location'], m.place?.location, ['edifact-invrpt', 'edifact-slsrpt', 'edifact-recadv']);
  only(['dates', 'as_of'], m.dates?.as_of, ['x12-852', 'x12-846', 'x12-861', 'edifact-invrpt', 'edifact-slsrpt', 'edifact-recadv']);
  only(['dates', 'shipped'], m.dates?.shipped, NOTICES);
  only(['dates', 'expected'], m.dates?.expected, NOTICES);
  only(['coverage'], m.coverage, STOCK_DOCUMENTS);
  only(['supply_fact'], m.supply_fact, STOCK_DOCUMENTS);
  if (m.dates?.as_of?.some((d) => d.startsWith('XQ'))) only(['dates', 'as_of'], true, ['x12-852']);
  if (documents.every((d) => (NOTICES as readonly string[]).includes(d)))
    for (const [code, as] of Object.entries(m.measures?.QTY ?? {}))
      if (as !== 'shipped' && as !== 'ignore')
        wrong(['measures', 'QTY', code], `a number of a ship notice is shipped, or one to ignore; ${as} is none of a notice`);
  if (m.measures?.SDQ !== undefined && m.place?.stores === 'ignore')
    wrong(['measures', 'SDQ'], 'the places of SDQ are ignored (place.stores), and cannot count anything');
  for (const one of m.items?.ignore ?? [])
    if (m.items?.prefer?.includes(one)) wrong(['items', 'ignore'], `${one} is preferred and ignored`);
    else if (m.items?.read_as && Object.hasOwn(m.items.read_as, one))
      wrong(['items', 'ignore'], `${one} is read as another kind and ignored`);
  for (const [path, list] of [
    [['items', 'prefer'], m.items?.prefer],
    [['items', 'ignore'], m.items?.ignore],
    [['place', 'party'], m.place?.party],
    [['place', 'location'], m.place?.location],
    [['dates', 'as_of'], m.dates?.as_of],
    [['documents'], m.documents],
    [['ignore_segments'], m.ignore_segments],
  ] as [string[], readonly string[] | undefined][]) {
    // prettier-ignore
    const twice = list?.find((x, i) => list.indexOf(x) < i);
    if (twice !== undefined) wrong(path, `${twice} stands there twice`);
  }
});

/** Whether a text may be a mapping of EDI: cheap, and never wrong about one that is. */
export const mayBeEdiMapping = (text: string): boolean => /kind["']?\s*:\s*["']?edi\b/.test(text);

/** The text of such a file, checked. Its scalars are taken as they are written: a code 017 is no 17, and NO is no "no". */
export function parseEdiMapping(file: string, path: string): { readonly mapping: EdiMapping } | Refused {
  const read = readYaml(EdiMappingFile, file, path, 'as written');
  return 'value' in read ? { mapping: read.value } : read;
}
