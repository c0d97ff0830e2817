import type { SaidAsOf } from '../canonical/vocabulary';
import type { Table } from '../syntax/table';
import { byLayouts } from './by-layouts';
import { dateQuestion, numberQuestion } from './doubts';
import { examplesOf } from './evidence';
import { type Field, isItem, isMeasure, type ItemField } from './fields';
import type { Guess } from './headings';
import { constantsOf, infer, type Seen, type Understood } from './infer';
import type { DateField, Layout, MeasureColumn, Question } from './layout';
import { listsOf } from './lists';
import { sampleOf, see } from './read-table';
import type { KnownValues } from './known';
import { headedBefore, type NamedBefore } from './named-before';
import { byCounts, type CountAsked, countsToAsk, type OwnCounts } from './own-counts';
import { headedByWords, type Headed, kindByWords, type Proposal, propose } from './propose';
import { likelyHeading, type Shape, shapeOf } from './shapes';
import { type Basis, mappingOf } from './suggested-mapping';
import { readTitle, type Title } from './title';
import { weigh } from './weigh';

export interface SuggestedField {
  readonly field: string;
  readonly column: number | null;
  readonly heading: string | null;
  readonly band: 'sure' | 'likely' | 'ask';
  readonly evidence: readonly string[];
  readonly whose?: Exclude<ItemField, 'item'>; // number of the item it is, where that is known
}
/** Contract section 3.3. Columns count from 1. */
export interface Suggestion {
  readonly sheet: string;
  readonly begins?: { readonly row: number; readonly column: number }; // one of several lists of its sheet
  readonly header_row: number | null;
  readonly fields: readonly SuggestedField[];
  readonly questions: readonly string[];
  readonly mapping?: (supplier: string, number?: string) => { readonly name: string; readonly yaml: string }; // absent where too little is known
}

/** The lists of a file, each as it is read; one alone where there is none, with the question. */
export async function suggestAll(
  tables: readonly Table[],
  fileName: string,
  receivedAt: string,
  told: Told = {},
  counts: (asked: readonly CountAsked[]) => Promise<OwnCounts> = () => Promise.resolve(new Map()),
): Promise<Suggestion[]> {
  const lists = tables.filter((t) => !t.hidden).flatMap((t) => listsOf(t, sampleOf(t)));
  const all: { list: Table; suggestion: Suggestion }[] = [];
  for (const list of lists) {
    const { asked, settle } = draft(list, fileName, receivedAt, told);
    all.push({ list, suggestion: settle(asked.length > 0 ? await counts(asked) : undefined) });
  }
  const read = all.filter(({ suggestion: s }) => s.mapping ?? s.fields.some((f) => f.column !== null && f.band === 'likely'));
  return (read.length > 0 ? read : all.slice(0, 1)).map(({ list: { begins }, suggestion }) =>
    begins ? { ...suggestion, begins: { row: begins.row, column: begins.column + 1 } } : suggestion,
  );
}

/** What the buyer's masters tell of the list and of who sent it. */
export interface Told {
  readonly locale?: string | null;
  readonly known?: KnownValues;
  readonly before?: readonly NamedBefore[]; // by layouts of the same supplier
}

/** What is known of a list before its numbers are compared with what the buyer counted, and what is asked for that. */
export interface Draft {
  readonly asked: readonly CountAsked[];
  readonly settle: (counts?: OwnCounts) => Suggestion;
}

/** What a sheet's columns seem to mean, with what says so, and what only a person can decide. */
export const suggest = (table: Table, fileName: string, receivedAt: string, told: Told = {}): Suggestion =>
  draft(table, fileName, receivedAt, told).settle();

export function draft(table: Table, fileName: string, receivedAt: string, told: Told = {}): Draft {
  const { locale = null, known = new Map(), before = [] } = told;
  const seen = see(table, [fileName], receivedAt, locale);
  const inferred = infer(seen);
  const {
    basis,
    headings,
    place,
    questions: open,
    ...plain
  } = 'layout' in inferred ? fromLayout(seen, inferred) : fromDoubt(seen, inferred, before);
  const list = { kind: basis.kind, headings, after: plain.header_row ?? 0, sample: seen.sample };
  const heard = byLayouts(plain.fields, { ...list, settled: basis.settled }, before);
  const weighed = weigh({ ...plain, fields: heard.fields }, seen.sample, known);
  const believed = { ...list, settled: heard.settled };
  return {
    asked: basis.layout?.measures.some((m) => m.location !== undefined || m.asOf) ? [] : countsToAsk(weighed, believed, place), // of several places or days in a row
    settle: (counts = new Map()) => {
      const { fields, decided } = byCounts(weighed, believed, counts);
      const isKnown = (field: string): boolean => heard.decided.has(field) || (decided && field === 'on_hand');
      const questions = [...open, ...heard.questions].filter((q) => !q.answeredBy?.every(isKnown)).map((q) => q.detail);
      const suggestion = { ...plain, fields, questions };
      const mapping = mappingOf(suggestion, { ...basis, settled: heard.settled }, seen.sample);
      return mapping ? { ...suggestion, mapping } : suggestion;
    },
  };
}
/** What is asked, unless layouts or counts say which columns these fields are. */
export interface Open {
  readonly detail: string;
  readonly answeredBy?: readonly string[];
}
type Suggested = Omit<Suggestion, 'questions'> & {
  readonly questions: readonly Open[];
  readonly basis: Basis;
  readonly headings: readonly string[];
  readonly place?: string; // of all rows
};

function fromLayout(seen: Seen, { layout, guesses, title }: Understood): Suggested {
  const used = guesses.filter((g) => isUsed(g, layout));
  const questions: Open[] = [];
  const fields = used.map((g): SuggestedField => {
    const doubt = doubtOf(g, layout, seen);
    if (doubt) questions.push({ detail: doubt });
    const bare = g.field === 'quantity' || g.field === 'date';
    const band = doubt ? 'ask' : bare || !valuesFit(g, layout, seen) ? 'likely' : 'sure';
    return {
      field: nameOf(g, layout),
      column: g.column + 1,
      heading: g.heading,
      band,
      evidence: evidenceOf(g, layout, seen),
      ...whoseOf(g.field),
    };
  });
  const constants = constantFields(layout.constants, title);
  const across = layout.measures.flatMap((m) => acrossField(m, layout) ?? []);
  const named = layout.measures.flatMap((m) => [...(m.location === undefined ? [] : ['location']), ...(m.asOf ? ['as_of'] : [])]);
  const taken = new Set([...guesses.map((g) => g.column), ...layout.measures.map((m) => m.column)]);
  const has = [...used.map((g) => g.field), ...[...fields, ...constants, ...across].map((f) => f.field), ...named];
  const headed = { first: layout.headerRow, after: layout.headerRow, headings: layout.headings };
  const proposals = propose(seen, headed, layout.kind, taken, new Set(has));
  const more = proposals.map((p) => proposedField(p, layout.kind, seen, headed));
  questions.push(...rivals(more));
  const known = new Set([...has, ...more.map((f) => f.field)]);
  for (const { column } of proposals) taken.add(column);
  const asked = EXPECTED[layout.kind].filter((f) => !known.has(f)).map((f) => byShape(f, seen, headed, taken));
  for (const note of layout.notes ?? []) if (note.severity === 'error') questions.push({ detail: note.detail });
  return {
    sheet: seen.sheet,
    header_row: layout.headerRow,
    fields: [...fields, ...more, ...across, ...constants, ...asked],
    questions,
    basis: { kind: layout.kind, layout, settled: new Set(used.map((g) => g.column)) },
    headings: layout.headings,
    place: layout.constants.location,
  };
}

const EXPECTED = {
  stock_report: ['uom', 'as_of', 'location'],
  ship_notice: ['shipment', 'location', 'uom', 'po', 'ship_date', 'eta'],
} as const;

/** What the title or a name says for all rows. */
function constantFields(said: Layout['constants'], title: Title): SuggestedField[] {
  const of = (field: string, value: string | undefined, where = 'the title', band: 'sure' | 'likely' = 'likely'): SuggestedField[] =>
    value === undefined ? [] : [{ field, column: null, heading: null, band, evidence: [`${where} says ${value}`] }];
  const day = (d: SaidAsOf | undefined): string | undefined => d && shownDay(d);
  return [
    ...of('location', said.location),
    ...of('shipment', said.shipment),
    ...of('ship_date', day(said.shipDate)),
    ...of('eta', day(said.eta)),
    ...of('as_of', day(said.asOf), title.from ?? 'a name', title.from?.startsWith('row') ? 'sure' : 'likely'),
  ];
}

/** What only the words of a heading say: to be looked at, and never read by. */
function proposedField({ field, column, heading, band }: Proposal, kind: Layout['kind'], seen: Seen, headed: Headed): SuggestedField {
  const examples = examplesOf(seen.sample, column, headed.after).map((e) => JSON.stringify(e));
  const says = band === 'likely' ? 'the words of its heading say so' : 'its heading comes near';
  return {
    field: meant(field, kind),
    column: column + 1,
    heading,
    band,
    evidence: [says, `holds ${examples.join(', ')}`],
    ...whoseOf(field),
  };
}

const whoseOf = (field: Field): Pick<SuggestedField, 'whose'> => (isItem(field) && field !== 'item' ? { whose: field } : {});

const meant = (field: Proposal['field'], kind: Layout['kind']): string =>
  isItem(field)
    ? 'item'
    : field === 'quantity'
      ? kind === 'ship_notice' ? 'shipped' : 'on_hand' // prettier-ignore
      : field === 'date'
        ? kind === 'ship_notice' ? 'ship_date' : 'as_of' // prettier-ignore
        : field;

/** Two columns of which each may be the one. */
function rivals(fields: readonly SuggestedField[]): Open[] {
  const names = [...new Set(fields.filter((f) => f.band === 'ask').map((f) => f.field))];
  return names.flatMap((name) => {
    const headings = fields.filter((f) => f.field === name).map((f) => JSON.stringify(f.heading));
    return headings.length < 2 ? [] : [{ detail: `Which is the ${name.replace('_', ' ')}: ${headings.join(' or ')}?`, answeredBy: [name] }];
  });
}

/** A column that is a place or a day of its own. */
function acrossField({ measure, column, location, asOf }: MeasureColumn, layout: Layout): SuggestedField | undefined {
  if (location === undefined && asOf === undefined) return undefined;
  const evidence = [location === undefined ? `its heading is the day ${shownDay(asOf!)}` : `its heading is the place ${location}`];
  return { field: measure, column: column + 1, heading: layout.headings[column] ?? null, band: 'sure', evidence };
}

const isUsed = (g: Guess, layout: Layout): boolean =>
  isItem(g.field) ||
  layout.measures.some((m) => m.column === g.column) ||
  (layout.columns[g.field] === g.column && g.field !== 'description' && isNamed(g, layout));
const OF_SHIPMENTS: readonly string[] = ['shipment', 'po', 'po_line', 'ship_date', 'eta', 'sscc', 'lot'];
function isNamed(g: Guess, layout: Layout): boolean {
  if (g.field === 'date') return dateFieldOf(layout, g.column) !== undefined;
  if (layout.kind === 'stock_report' && OF_SHIPMENTS.includes(g.field)) return false;
  return !isMeasure(g.field) && g.field !== 'quantity';
}
const dateFieldOf = (layout: Layout, column: number): DateField | undefined =>
  (['as_of', 'ship_date', 'eta'] as const).find((f) => layout.columns[f] === column);

function nameOf(g: Guess, layout: Layout): string {
  if (isItem(g.field)) return 'item';
  if (g.field === 'date') return dateFieldOf(layout, g.column) ?? 'as_of';
  return layout.measures.find((m) => m.column === g.column)?.measure ?? g.field;
}

function evidenceOf(g: Guess, layout: Layout, seen: Seen): string[] {
  const whose = {
    buyer: "the buyer's number",
    gtin: 'a GTIN',
    vendor: "the supplier's number",
    manufacturer: "the maker's number",
    item: 'a number, and not whose',
  };
  const examples = examplesOf(seen.sample, g.column, layout.headerRow);
  return [
    `the heading is ${JSON.stringify(g.heading)}${isItem(g.field) ? `, which says ${whose[g.field]}` : ''}`,
    ...(examples.length > 0 ? [`holds ${examples.map((e) => JSON.stringify(e)).join(', ')}`] : []),
  ];
}

const FITS: Readonly<Record<string, readonly Shape[]>> = {
  number: ['number', 'nothing', 'gtin'],
  date: ['date', 'number', 'nothing'],
  uom: ['unit', 'code', 'place', 'nothing'],
};

/** A heading over values of another kind is not believed without a look. */
function valuesFit(g: Guess, layout: Layout, seen: Seen): boolean {
  const { shape } = shapeOf(seen.sample, g.column, layout.headerRow);
  if (layout.measures.some((m) => m.column === g.column)) return FITS.number!.includes(shape);
  if (['as_of', 'ship_date', 'eta', 'date'].includes(g.field)) return FITS.date!.includes(shape);
  if (g.field === 'uom') return FITS.uom!.includes(shape);
  return !isItem(g.field) || !['date', 'prose', 'unit'].includes(shape);
}

function doubtOf(g: Guess, layout: Layout, { sample }: Seen): string | undefined {
  const field = dateFieldOf(layout, g.column);
  if (field !== undefined) return dateQuestion(layout, sample, field);
  return layout.measures.some((m) => m.column === g.column) ? numberQuestion(layout, sample, g.column) : undefined;
}

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  uom: ['unit'],
  as_of: ['date'],
  ship_date: ['date'],
  eta: ['date'],
  location: ['place'],
  item: ['gtin', 'code'],
  on_hand: ['number'],
};

/** For a field that no heading names: the column whose values look like it, as a question; else nothing. */
function byShape(field: string, seen: Seen, { after, headings }: Headed, taken: ReadonlySet<number>): SuggestedField {
  for (const shape of SHAPES[field] ?? []) {
    for (let column = 0; column < headings.length; column++) {
      if (taken.has(column)) continue;
      const found = shapeOf(seen.sample, column, after);
      if (found.shape !== shape || found.filled < 2) continue;
      const examples = examplesOf(seen.sample, column, after).map((e) => JSON.stringify(e));
      return {
        field,
        column: column + 1,
        heading: headings[column] || null,
        band: 'ask',
        evidence: [`its values look like it: ${examples.join(', ')}`],
      };
    }
  }
  return { field, column: null, heading: null, band: 'ask', evidence: ['no column says it'] };
}

/** A sheet that is not read by itself: what its columns mean by all that speaks for it, and the question. */
function fromDoubt(
  seen: Seen,
  { nearly, question }: Extract<ReturnType<typeof infer>, { question: unknown }>,
  before: readonly NamedBefore[],
): Suggested {
  const row = nearly ? undefined : likelyHeading(seen.sample);
  const bare: Headed = { first: row?.number ?? 0, after: row?.number ?? 0, headings: (row?.cells ?? []).map((c) => c.shown.trim()) };
  const words = headedByWords(seen);
  const near = nearly && { first: nearly.first, after: nearly.last, headings: nearly.headings };
  const byWords = near && (!words || nearly.guesses.length >= words.known) ? near : (words ?? near ?? bare);
  const named = headedBefore(seen.sample, before);
  const headed = named && named.after !== byWords.after && named.known > (byWords === near ? nearly!.guesses.length : (words?.known ?? 0)) ? named : byWords; // prettier-ignore
  const kind = (headed === named ? named.kind : undefined) ?? kindByWords(seen, headed);
  const sure = (headed === near ? nearly!.guesses : []).filter((g) => g.band === 'sure');
  const proposals = propose(seen, headed, kind, new Set(sure.filter((g) => g.field === 'description').map((g) => g.column)), new Set());
  const fields = proposals.map((p) => proposedField(p, kind, seen, headed));
  const title = readTitle(
    [...seen.sample.filter((r) => r.number < headed.first), ...seen.lead],
    { kind, names: [seen.sheet, ...seen.names], receivedAt: seen.receivedAt, dated: fields.some((f) => f.field === 'as_of' && f.band !== 'ask'), order: null }, // prettier-ignore
  );
  const columns = Object.fromEntries(proposals.map((p) => [p.field, p.column]));
  const constants = constantsOf(title, columns, kind);
  fields.push(...constantFields(constants, title));
  const taken = new Set(proposals.map((p) => p.column));
  const counted = kind === 'ship_notice' ? [] : ['on_hand'];
  for (const field of ['item', ...counted, ...EXPECTED[kind]]) {
    if (headed.headings.length === 0 || fields.some((f) => f.field === field || (field === 'on_hand' && f.field === 'available'))) continue;
    const found = byShape(field, seen, headed, taken);
    if (found.column !== null) taken.add(found.column - 1);
    fields.push(found);
  }
  return {
    sheet: seen.sheet,
    header_row: headed.after === 0 ? null : headed.after,
    fields,
    questions: [{ detail: question.detail, ...answersTo(question, kind) }, ...rivals(fields)],
    basis: { kind, settled: new Set() },
    headings: headed.headings,
    place: constants.location,
  };
}

/** Which fields must be known for the question to be none any more. */
function answersTo({ code, field }: Question, kind: Layout['kind']): Pick<Open, 'answeredBy'> {
  if (code === 'sheet.ambiguous-heading') return field === undefined ? {} : { answeredBy: [meant(field, kind)] };
  if (code === 'sheet.matrix-unsure') return { answeredBy: ['on_hand'] };
  return code === 'sheet.no-heading' ? { answeredBy: ['item', kind === 'ship_notice' ? 'shipped' : 'on_hand'] } : {};
}

const shownDay = (said: SaidAsOf): string =>
  said.said === 'date' ? (said.to ? `${said.date} to ${said.to}` : said.date) : said.said === 'instant' ? said.at : '';
