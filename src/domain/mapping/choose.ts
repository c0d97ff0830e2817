import type { Row } from '../canonical/vocabulary';
import { type DateRead, readDate } from './dates';
import { orderOf } from './evidence';
import { numberQuestion } from './doubts';
import { type Field, fieldOf, formOf, ITEM_FIELDS, MEASURES } from './fields';
import { findColumns, type Found, glob, indexOf, type Missing } from './find-columns';
import { compileColumns, type ListFound } from './columns/compile';
import { derivedAll, derivedSample, type Derivation, usedBy } from './columns/derive';
import { NotThere } from './columns/read-part';
import type { ColumnTerms } from './columns/source';
import { conditionSources, ownTerms } from './columns/terms-of';
import { constantsOf, type Seen, totalOf, withSigns } from './infer';
import { asOfBy } from './as-of-said';
import { driftOf, ignoredBy } from './drift';
import { proposalOf, shownDrift } from './drift-proposal';
import type { TextStyle } from '../syntax/table';
import type { DateField, Layout, MeasureColumn, Note, Question } from './layout';
import type { MappingFile } from './mapping-file';
import { daysAcross, daysIn, type Matrix, ofNoPlace, totalIn, unnamed } from './matrix';
import { readTitle } from './title';

const MOST_TOLD = 12; // headings in one sentence

/** A layout; or what is asked, and of which kinds of list the mappings are that do not fit. */
export type Chosen = { readonly layout: Layout } | { readonly question: Question; readonly kinds: ReadonlySet<Layout['kind']> };

/**
 * The first mapping that is for this supplier, file and sheet, and whose columns are all there. One that is for them and does
 * not fit any more is a question: reading on by the headings would undo, unseen, what a person has settled.
 */
export function chooseMapping(mappings: readonly MappingFile[], supplier: string, claimed: Claimed, seen: Seen): Chosen | undefined {
  let missed: ({ readonly mapping: MappingFile } & Missing) | undefined;
  const kinds = new Set<Layout['kind']>();
  for (const m of mappings) {
    if (!isFor(m, supplier, claimed)) continue;
    if (m.sheet !== undefined && !glob(m.sheet).test(seen.sheet)) continue;
    const unclaimed = withoutHeadings(m, seen);
    if (unclaimed && unclaimed.found * 2 < m.headings!.length) continue; // a list of another layout
    const compiled = unclaimed ?? compile(m, seen, { file: claimed.fileName, subject: claimed.subject });
    if ('layout' in compiled) return compiled;
    kinds.add(m.kind);
    if ('asked' in compiled) return { question: { ...compiled.asked, rows: filledIn(seen), list: true }, kinds };
    if (!missed || compiled.found > missed.found) missed = { mapping: m, ...compiled };
  }
  if (!missed) return undefined;
  const { mapping, row, found, instead } = missed;
  const rows = filledIn(seen);
  if (instead !== undefined) {
    const detail = `the mapping ${mapping.name} (version ${mapping.version}) looks for ${instead}`;
    const drift = { mapping: mapping.name, version: mapping.version, headings: [], lost: [] };
    return { question: { code: 'sheet.layout-changed', detail, row, rows, list: true, drift }, kinds };
  }
  const drift = driftOf(mapping, missed, seen);
  const detail = shownDrift(proposalOf(drift));
  return { question: { code: 'sheet.layout-changed', detail, row, rows, list: found > 0, drift }, kinds };
}

const filledIn = (seen: Seen): number => seen.sample.filter((r) => r.cells.some((c) => c.shown.trim() !== '')).length;

/** By what a file is known before it is opened. */
export interface Claimed {
  readonly fileName: string;
  readonly subject: string;
  readonly sender?: string | null | undefined; // of the mail that brought it
}
export const isFor = (m: MappingFile, supplier: string, { fileName, subject, sender }: Claimed): boolean =>
  m.supplier === supplier &&
  (m.file === undefined || glob(m.file).test(fileName)) &&
  (m.subject === undefined || glob(m.subject).test(subject)) &&
  (m.sender === undefined || [m.sender].flat().some((s) => glob(s).test(sender ?? '')));

/** The headings by which a mapping knows its list, where some of them are missing. */
function withoutHeadings(m: MappingFile, { sample }: Seen): Missing | undefined {
  if (!m.headings) return undefined;
  const found = findColumns(Object.fromEntries(m.headings.map((h) => [h, h])), m.header_row, sample);
  return 'lost' in found ? { ...found, lost: found.lost.map((l) => ({ ...l, field: 'headings' })) } : undefined;
}

/** What a person has said about the texts of a supplier, by the first mapping for this file that says anything. */
export function styleOf(mappings: readonly MappingFile[], supplier: string | null, claimed: Claimed): TextStyle | undefined {
  const said = mappings.find(
    (m) => supplier !== null && isFor(m, supplier, claimed) && (m.encoding ?? m.delimiter ?? m.quotes) !== undefined,
  );
  return said && { encoding: said.encoding, delimiter: said.delimiter, quotes: said.quotes };
}

/** A mapping on a sheet; or the heading that it names and that is not there. */
function compile(
  m: MappingFile,
  plain: Seen,
  names: Pick<ListFound, 'file' | 'subject'>,
): { readonly layout: Layout } | Missing | { readonly asked: Pick<Question, 'code' | 'detail' | 'row'> } {
  const found = findColumns(m.columns, m.header_row, plain.sample, conditionSources(m.where));
  if ('lost' in found) return found;
  const { row } = found;
  const after = row?.number ?? 0;
  const notes: Note[] = [];
  const made = madeColumns(m, found, plain, names, notes);
  if (made instanceof NotThere) return { lost: [], instead: made.detail, row: after || 1, found: Object.keys(m.columns).length };
  const { seen, headings, derived } = made;
  const ruled = m.as_of ? asOfBy(m.as_of, plain, names, m.date_order ?? null) : undefined;
  if (ruled && 'asked' in ruled) return { asked: { code: 'sheet.no-as-of', detail: ruled.asked, row: after || 1 } };
  const { as_of: ofRow, ...others } = made.columns;
  const columns: Found<Field>['columns'] = ofRow === undefined || (ruled && !ruled.column) ? others : made.columns; // an earlier rule gives one: the column does not count
  const listed = [...Object.values(made.columns), ...(derived ? usedBy(derived) : [])];
  const across = acrossOf(m, row, headings, seen, listed);
  if (across && 'missing' in across)
    return {
      ...{ row: row?.number ?? 1, found: Object.keys(columns).length, headings: found.headings, columns },
      lost: [{ field: 'across', named: across.missing, shown: across.missing.map((n) => JSON.stringify(n)).join(', ') || 'of a day' }],
    };
  const own = (field: Field): ColumnTerms | undefined => ownTerms(m.columns[field]);
  const bare = columns.quantity;
  const named: { measure: MeasureColumn['measure']; column: number; field: Field }[] = MEASURES.flatMap((measure) =>
    columns[measure] === undefined ? [] : [{ measure, column: columns[measure]!, field: measure }],
  );
  if (bare !== undefined) named.push({ measure: m.kind === 'ship_notice' ? 'shipped' : 'on_hand', column: bare, field: 'quantity' });
  const isMade = (column: number | undefined): boolean => column !== undefined && derived !== undefined && column >= derived.width;
  const given = (field: Field): MeasureColumn['sign'] => (isMade(columns[field]) ? '.' : (own(field)?.decimal ?? m.decimal ?? null));
  const open = named.filter(({ field }) => given(field) === null);
  const counted = across?.columns ?? [];
  const unsaid = [...open, ...(m.decimal ? [] : counted)];
  const signs = new Map(withSigns(seen, { last: after, headings }, unsaid, () => undefined, notes).map((x) => [x.column, x.sign]));
  const orders: Partial<Record<DateField, Layout['orders'][DateField]>> = {};
  for (const field of ['as_of', 'ship_date', 'eta'] as const) {
    const column = columns[field];
    if (column === undefined) continue;
    orders[field] = own(field)?.date_order ?? m.date_order ?? orderOf(seen, column, field, after, seen.receivedAt).order;
  }
  const { as_of: asOf, ...fixed } = m.constants;
  const above = [...seen.sample.filter((r) => r.number < after), ...seen.lead];
  const title = readTitle(above, {
    kind: m.kind,
    names: [seen.sheet, ...seen.names],
    receivedAt: seen.receivedAt,
    dated: ruled !== undefined || columns.as_of !== undefined || asOf !== undefined || across?.asOf !== undefined,
    order: m.date_order ?? null,
  });
  const mappedAsRead = (field: 'location' | 'uom'): ColumnTerms['values'] => (isMade(columns[field]) ? undefined : own(field)?.values);
  const values = { location: m.across?.say === 'location' ? m.across.values : mappedAsRead('location'), uom: mappedAsRead('uom') };
  const measures: MeasureColumn[] = [
    ...ofNoPlace(named, across, { headings, last: after }, notes).map(({ measure, column, field }) => ({
      measure,
      column,
      sign: given(field) ?? signs.get(column)!,
      ...(own(field)?.blank_is_zero ? { blankIsZero: true } : {}),
    })),
    ...counted.map((c) => ({ ...c, sign: m.decimal ?? signs.get(c.column)! })),
  ];
  return {
    layout: {
      kind: m.kind,
      headerRow: after,
      items: ITEM_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [{ field, column: columns[field] }])),
      measures,
      columns,
      constants: {
        ...constantsOf(title, columns, m.kind),
        ...fixed,
        ...(across?.asOf ? { asOf: across.asOf } : {}),
        ...(ruled?.otherwise ? { asOf: ruled.otherwise } : {}),
        ...(asOf === undefined ? {} : { asOf: readDate(asOf, null) as DateRead }), // the file was checked for it
      },
      orders,
      headings,
      coverage: m.coverage,
      supplyFact: m.supply_fact,
      ...(m.proposes ? { proposes: true } : {}),
      ...(ruled?.column ? { asOf: { column: ruled.column } } : {}),
      ...(m.ends ? { ends: { at: m.ends.at ?? [], afterBlankRows: m.ends.after_blank_rows ?? Infinity } } : {}),
      ...(m.duplicates ? { duplicates: m.duplicates } : {}),
      ...(m.rows ? { refuseAbove: m.rows.refuse_above.slice(0, -1) } : {}),
      values: { ...(values.location ? { location: values.location } : {}), ...(values.uom ? { uom: values.uom } : {}) },
      ...(derived ? { derived } : {}),
      ...totalOf(across, measures),
      ...(seen.merges.length > 0 ? { merges: seen.merges } : {}),
      notes: [...notes, ...title.notes, ...(across?.notes ?? []), ...unnamedNote(m, row, listed, across, found.headings)],
      name: m.name,
      version: m.version,
    },
  };
}

/** The list with the columns that the mapping makes of its own behind them; as it is where it makes none. */
function madeColumns(
  m: MappingFile,
  { row, columns, headings }: Found<Field>,
  seen: Seen,
  names: Pick<ListFound, 'file' | 'subject'>,
  notes: Note[],
): NotThere | (Omit<Found<Field>, 'row'> & { readonly seen: Seen; readonly derived?: Derivation }) {
  const after = row?.number ?? 0;
  const { sample, merges, sheet, text = false } = seen;
  const signOf = (column: number): MeasureColumn['sign'] => {
    const [read] = withSigns(seen, { last: after, headings }, [{ measure: 'on_hand', column }], () => undefined, notes);
    const open = numberQuestion({ headerRow: after, headings, measures: [read!] }, sample, column);
    if (open !== undefined) notes.push({ code: 'sheet.number-unsure', severity: 'error', detail: open, row: after || 1, column });
    return read!.sign;
  };
  const asked = {
    columns: m.columns,
    where: m.where ?? [],
    decimal: m.decimal ?? null,
    formOf: (f: string) => formOf(f as Field),
    direct: columns,
  };
  const made = compileColumns(asked, { row, headings, sample, merges, text, sheet, ...names, signOf });
  if (made instanceof NotThere) return made;
  if (!made) return { seen, columns, headings };
  const { derived } = made;
  const wide = Array.from({ length: derived.width }, (_, i) => headings[i] ?? '');
  return {
    seen: { ...seen, sample: derivedSample(sample, derived), all: derivedAll(seen.all, derived) },
    columns: { ...columns, ...made.columns },
    headings: [...wide, ...derived.labels],
    derived,
  };
}

/** The columns that a mapping calls places, or those whose headings are days; or the place that is not there any more. */
function acrossOf(
  { across, date_order: order }: MappingFile,
  row: Row | undefined,
  headings: readonly string[],
  seen: Seen,
  named: readonly number[],
): Omit<Matrix, 'heading'> | { readonly missing: readonly string[] } | undefined {
  if (!across) return undefined;
  if (across.say === 'as_of') {
    const days = row ? daysIn(row, order ?? null, seen.receivedAt) : [];
    const read = row && days.length > 0 ? daysAcross(row, days, across.measure, seen.receivedAt) : undefined;
    return !read || 'asked' in read ? { missing: [] } : read;
  }
  const columns = across.columns.map((name) => ({ name, column: indexOf(name, headings) }));
  const lost = columns.filter((c) => c.column === undefined);
  if (lost.length > 0) return { missing: lost.map((c) => c.name) };
  const places = columns.map((c) => c.column!);
  const total = row && totalIn(row, places);
  return {
    columns: columns.map(({ name, column }) => ({ measure: across.measure, column: column!, location: name })),
    notes: row ? passedOver(seen, row, [...named, ...places], headings) : [],
    ...(total === undefined ? {} : { total }),
  };
}

/** What stands in the list and not in its mapping: nothing of it is read, and a column that is new may be what somebody waits for. */
function unnamedNote(
  m: MappingFile,
  row: Row | undefined,
  listed: readonly number[],
  across: Omit<Matrix, 'heading'> | undefined,
  headings: readonly string[],
): Note[] {
  if (!row) return [];
  const ignored = ignoredBy(m);
  const told = new Set((across?.notes ?? []).map((n) => n.column));
  const named = new Set([...listed, ...(across?.columns ?? []).map((c) => c.column), across?.total]);
  const passed = (h: string): boolean => h === '' || ignored(h) || fieldOf(h, false)?.field === 'description'; // of which nothing is ever read
  const rest = headings.flatMap((h, c) => (passed(h) || named.has(c) || told.has(c) ? [] : [JSON.stringify(h)]));
  if (rest.length === 0) return [];
  const shown = rest.slice(0, MOST_TOLD).join(', ') + (rest.length > MOST_TOLD ? ` and ${rest.length - MOST_TOLD} more` : '');
  const [what, was] =
    rest.length === 1 ? ['column', 'is not named by the mapping and was'] : ['columns', 'are not named by the mapping and were'];
  const detail = `the ${what} ${shown} ${was} not read; what is to be passed over belongs under "ignored"`;
  return [{ code: 'sheet.column-unnamed', severity: 'warning', detail, row: row.number }];
}

/** A place that is new in the list, or was forgotten in the mapping: nobody would miss its stock. */
function passedOver(seen: Seen, row: Row, named: readonly number[], headings: readonly string[]): Note[] {
  return unnamed(seen, row, named).map((column) => ({
    code: 'sheet.column-not-mapped',
    severity: 'warning',
    detail: `"${headings[column] ?? ''}" holds a number of each item, and the mapping does not name it: if it is a place, its stock is missing`,
    row: row.number,
    column,
  }));
}
