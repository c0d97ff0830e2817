import type { Row } from '../canonical/vocabulary';
import { type DateRead, readDate } from './dates';
import { orderOf } from './evidence';
import { type Field, folded, ITEM_FIELDS, MEASURES } from './fields';
import { constantsOf, type Seen, withSigns } from './infer';
import type { DateField, Layout, MeasureColumn, Note, Question } from './layout';
import type { ColumnSource, MappingFile } from './mapping-file';
import { readTitle } from './title';

const SEARCHED = 60;

const glob = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i'); // prettier-ignore

/** A layout; or what is asked, and of which kinds of list the mappings are that do not fit. */
export type Chosen = { readonly layout: Layout } | { readonly question: Question; readonly kinds: ReadonlySet<Layout['kind']> };

/**
 * The first mapping that is for this supplier, file and sheet, and whose columns are all there. One that is for them and does
 * not fit any more is a question: reading on by the headings would undo, unseen, what a person has settled.
 */
export function chooseMapping(mappings: readonly MappingFile[], supplier: string, fileName: string, seen: Seen): Chosen | undefined {
  let missed: ({ readonly mapping: MappingFile } & Missing) | undefined;
  const kinds = new Set<Layout['kind']>();
  for (const m of mappings) {
    if (m.supplier !== supplier || (m.file !== undefined && !glob(m.file).test(fileName))) continue;
    if (m.sheet !== undefined && !glob(m.sheet).test(seen.sheet)) continue;
    const compiled = compile(m, seen);
    if ('layout' in compiled) return compiled;
    kinds.add(m.kind);
    if (!missed || compiled.found > missed.found) missed = { mapping: m, ...compiled };
  }
  if (!missed) return undefined;
  const { mapping, missing, row, found } = missed;
  const rows = seen.sample.filter((r) => r.cells.some((c) => c.shown.trim() !== '')).length;
  const detail = `the mapping ${mapping.name} (version ${mapping.version}) looks for the column ${missing}, and the list has none of that name any more. What is it called now?`;
  return { question: { code: 'sheet.layout-changed', detail, row, rows, list: found > 0 }, kinds };
}

/** A mapping on a sheet; or the heading that it names and that is not there. */
function compile(m: MappingFile, seen: Seen): { readonly layout: Layout } | Missing {
  const found = headingOf(m.columns, m.header_row, seen.sample);
  if ('missing' in found) return found;
  const { row, columns, headings } = found;
  const after = row?.number ?? 0;
  const own = (field: Field): OwnTerms | undefined => ownTerms(m.columns[field]);
  const bare = columns.quantity;
  const named: { measure: MeasureColumn['measure']; column: number; field: Field }[] = MEASURES.flatMap((measure) =>
    columns[measure] === undefined ? [] : [{ measure, column: columns[measure]!, field: measure }],
  );
  if (bare !== undefined) named.push({ measure: m.kind === 'ship_notice' ? 'shipped' : 'on_hand', column: bare, field: 'quantity' });
  const notes: Note[] = [];
  const given = (field: Field): MeasureColumn['sign'] => own(field)?.decimal ?? m.decimal ?? null;
  const open = named.filter(({ field }) => given(field) === null);
  const signs = new Map(withSigns(seen, { last: after, headings }, open, () => undefined, notes).map((x) => [x.column, x.sign]));
  const orders: Partial<Record<DateField, Layout['orders'][DateField]>> = {};
  for (const field of ['as_of', 'ship_date', 'eta'] as const) {
    const column = columns[field];
    if (column === undefined) continue;
    orders[field] = own(field)?.date_order ?? m.date_order ?? orderOf(seen, column, field, after, seen.receivedAt).order;
  }
  const { as_of: asOf, ...fixed } = m.constants;
  const above = seen.sample.filter((r) => r.number < after);
  const title = readTitle(above, {
    kind: m.kind,
    names: [seen.sheet, ...seen.names],
    receivedAt: seen.receivedAt,
    dated: columns.as_of !== undefined || asOf !== undefined,
    order: m.date_order ?? null,
  });
  const values = { location: own('location')?.values, uom: own('uom')?.values };
  return {
    layout: {
      kind: m.kind,
      headerRow: after,
      items: ITEM_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [{ field, column: columns[field] }])),
      measures: named.map(({ measure, column, field }) => ({
        measure,
        column,
        sign: given(field) ?? signs.get(column)!,
      })),
      columns,
      constants: {
        ...constantsOf(title, columns, m.kind),
        ...fixed,
        ...(asOf === undefined ? {} : { asOf: readDate(asOf, null) as DateRead }), // the file was checked for it
      },
      orders,
      headings,
      coverage: m.coverage,
      supplyFact: m.supply_fact,
      values: { ...(values.location ? { location: values.location } : {}), ...(values.uom ? { uom: values.uom } : {}) },
      ...(seen.merges.length > 0 ? { merges: seen.merges } : {}),
      notes: [...notes, ...title.notes],
      name: m.name,
      version: m.version,
    },
  };
}

interface Missing {
  readonly missing: string;
  readonly row: number;
  readonly found: number; // how many headings are there all the same
}
type OwnTerms = Exclude<ColumnSource, string | number | string[]>;
/** What a mapping says of one column only. */
const ownTerms = (given: ColumnSource | undefined): OwnTerms | undefined =>
  typeof given === 'object' && !Array.isArray(given) ? given : undefined;

interface Found {
  readonly row: Row | undefined;
  readonly columns: Partial<Record<Field, number>>;
  readonly headings: readonly string[];
}

/** The row in which all the headings stand that a mapping names; else the one that comes nearest, and what it lacks. */
function headingOf(named: MappingFile['columns'], headerRow: number | undefined, sample: readonly Row[]): Found | Missing {
  const wanted = Object.entries(named) as [Field, ColumnSource][];
  const rows =
    headerRow === undefined ? sample.slice(0, SEARCHED) : headerRow === 0 ? [undefined] : sample.filter((r) => r.number === headerRow);
  let nearest: Missing = { missing: shownSource(wanted[0]?.[1]), row: headerRow ?? 1, found: -1 };
  for (const row of rows) {
    const headings = (row?.cells ?? []).map((c) => c.shown.replace(/\s+/g, ' ').trim());
    const columns: Partial<Record<Field, number>> = {};
    let found = 0;
    let missing: string | undefined;
    for (const [field, given] of wanted) {
      const index = indexOf(given, headings);
      if (index === undefined) {
        if (!ownTerms(given)?.optional) missing ??= shownSource(given);
        continue;
      }
      columns[field] = index;
      found += typeof plainSource(given) === 'number' ? 0 : 1;
    }
    if (missing === undefined && (found > 0 || headerRow !== undefined)) return { row, columns, headings };
    if (missing !== undefined && found > nearest.found) nearest = { missing, row: row?.number ?? 1, found };
  }
  return nearest;
}

type Source = string | number | readonly string[];
const plainSource = (given: ColumnSource): Source => ownTerms(given)?.from ?? (given as Source);
const shownSource = (given: ColumnSource | undefined): string =>
  given === undefined ? 'of the item' : [plainSource(given)].flat().map((s) => JSON.stringify(s)).join(' or '); // prettier-ignore

function indexOf(given: ColumnSource, headings: readonly string[]): number | undefined {
  const from = plainSource(given);
  if (typeof from === 'number') return from - 1;
  for (const name of typeof from === 'string' ? [from] : from) {
    const exact = headings.indexOf(name);
    if (exact >= 0) return exact;
    const loose = headings.findIndex((h) => folded(h) !== '' && folded(h) === folded(name));
    if (loose >= 0) return loose;
    if (!/^[A-Z]{1,2}$/.test(name)) continue;
    const letter = [...name].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
    // `ME` is a German's unit before it is column 343: a letter beyond the row is a heading that is not there
    if (headings.length === 0 || letter < headings.length) return letter;
  }
  return undefined;
}
