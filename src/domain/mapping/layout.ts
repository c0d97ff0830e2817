import type { Row, SaidAsOf, StockMeasure } from '../canonical/vocabulary';
import { type DateOrder, dateOrderOf, dateWithin } from './dates';
import { type Field, fieldOf, folded, ITEM_FIELDS, type ItemField, MEASURES } from './fields';
import { type DecimalSign, decimalSignOf } from './numbers';

/** What the columns of one sheet mean; indexes count from 0. Made by inference or from a mapping file, applied all the same. */
export interface Layout {
  readonly kind: 'stock_report' | 'ship_notice';
  readonly headerRow: number; // row number; 0 when there is none
  readonly items: readonly { readonly field: ItemField; readonly column: number }[];
  readonly measures: readonly { readonly measure: StockMeasure; readonly column: number; readonly sign: DecimalSign }[];
  readonly columns: Partial<Readonly<Record<Field, number>>>;
  readonly constants: { readonly location?: string; readonly uom?: string; readonly asOf?: SaidAsOf };
  readonly dateOrder: DateOrder;
  readonly headings: readonly string[];
  readonly coverage: 'full' | 'delta';
  readonly name?: string; // of the mapping file
  readonly version?: number;
}

export interface Question {
  readonly code: 'sheet.no-heading' | 'sheet.ambiguous-heading';
  readonly detail: string;
  readonly row: number;
  readonly rows: number; // how many rows there are: none means that the sheet is empty
}
export interface Guess {
  readonly field: Field;
  readonly column: number;
  readonly heading: string;
  readonly band: 'sure' | 'likely';
}
export type Inferred = { readonly layout: Layout; readonly guesses: readonly Guess[] } | { readonly question: Question };

const SEARCHED = 40;
const isMeasure = (f: Field): f is StockMeasure => (MEASURES as readonly string[]).includes(f);
const isItem = (f: Field): f is ItemField => (ITEM_FIELDS as readonly string[]).includes(f);

/** Reads a sheet's meaning from its headings and what stands above them; a doubt is a question to a person, not a guess. */
export function infer(sample: readonly Row[], sheet: string, names: readonly string[], receivedAt: string): Inferred {
  const candidates = sample.slice(0, SEARCHED).map((row, i) => ({ i, row, guesses: guessesOf(row) }));
  const usable = candidates.filter(
    (c) => c.guesses.some((g) => isItem(g.field)) && c.guesses.some((g) => isMeasure(g.field) || g.field === 'quantity'),
  );
  const best = usable.reduce<(typeof usable)[number] | undefined>((a, b) => (a && a.guesses.length >= b.guesses.length ? a : b), undefined);
  if (!best) return { question: noHeading(sample, sheet) };
  const body = sample.slice(best.i + 1);
  const doubled = doubledMeasure(best.guesses);
  if (doubled)
    return {
      question: {
        code: 'sheet.ambiguous-heading',
        detail: `two columns may be the ${doubled[0]!.field.replace('_', ' ')}: "${doubled[0]!.heading}" and "${doubled[1]!.heading}"; which one counts?`,
        row: best.row.number,
        rows: body.length,
      },
    };
  return { layout: layoutOf(best.row, best.guesses, sample.slice(0, best.i), body, [sheet, ...names], receivedAt), guesses: best.guesses };
}

function guessesOf(row: Row): Guess[] {
  const guesses: Guess[] = [];
  for (const [column, cell] of row.cells.entries()) {
    if (typeof cell.raw === 'number' || cell.shown.length > 60) continue;
    const found = fieldOf(cell.shown);
    if (found) guesses.push({ ...found, column, heading: cell.shown.trim() });
  }
  return guesses;
}

function doubledMeasure(guesses: readonly Guess[]): readonly Guess[] | undefined {
  for (const measure of MEASURES) {
    const same = guesses.filter((g) => g.field === measure && g.band === 'sure');
    if (same.length > 1) return same;
  }
  return undefined;
}

function noHeading(sample: readonly Row[], sheet: string): Question {
  const first = sample.find((r) => r.cells.some((c) => c.shown.trim() !== ''));
  const shown = (first?.cells ?? [])
    .slice(0, 6)
    .map((c) => c.shown.trim())
    .filter((s) => s !== '');
  return {
    code: 'sheet.no-heading',
    detail: `no row${sheet ? ` of sheet "${sheet}"` : ''} names both an item and a quantity${shown.length > 0 ? `; it begins with ${shown.map((s) => JSON.stringify(s)).join(', ')}` : ''}. Which column holds the item, which one the quantity?`,
    row: first?.number ?? 1,
    rows: sample.filter((r) => r.cells.some((c) => c.shown.trim() !== '')).length,
  };
}

function layoutOf(
  header: Row,
  guesses: readonly Guess[],
  above: readonly Row[],
  body: readonly Row[],
  names: readonly string[],
  receivedAt: string,
): Layout {
  const column = (field: Field): number | undefined =>
    (guesses.find((g) => g.field === field && g.band === 'sure') ?? guesses.find((g) => g.field === field))?.column;
  const columns: Partial<Record<Field, number>> = {};
  for (const g of guesses) columns[g.field] ??= column(g.field)!;
  const shipping =
    ['shipment', 'sscc'].some((f) => f in columns) ||
    (('eta' in columns || 'ship_date' in columns) && !('on_hand' in columns || 'available' in columns));
  const kind = shipping ? 'ship_notice' : 'stock_report';
  const measures = measuresOf(columns, kind).map((m) => ({ ...m, sign: decimalSignOf(valuesOf(body, m.column)) }));
  const dated = (['as_of', 'ship_date', 'eta'] as const).flatMap((f) => (columns[f] === undefined ? [] : [...valuesOf(body, columns[f])]));
  const dateOrder = dateOrderOf(dated);
  return {
    kind,
    headerRow: header.number,
    items: ITEM_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [{ field, column: columns[field] }])),
    measures,
    columns,
    constants: constantsOf(columns, above, names, dateOrder, receivedAt),
    dateOrder,
    headings: header.cells.map((c) => c.shown.trim()),
    coverage: 'full',
  };
}

/** A bare "Qty" is what the list is about, where no other column says so. */
function measuresOf(columns: Partial<Record<Field, number>>, kind: Layout['kind']): { measure: StockMeasure; column: number }[] {
  const bare = columns.quantity;
  if (kind === 'ship_notice') {
    const at = columns.shipped ?? bare ?? columns.on_hand;
    return at === undefined ? [] : [{ measure: 'shipped', column: at }];
  }
  const named = MEASURES.flatMap((measure) => (columns[measure] === undefined ? [] : [{ measure, column: columns[measure]! }]));
  const counted = named.some((m) => m.measure === 'on_hand' || m.measure === 'available');
  return bare !== undefined && !counted ? [{ measure: 'on_hand', column: bare }, ...named] : named;
}

function* valuesOf(rows: readonly Row[], column: number): Generator<string> {
  for (const row of rows) {
    const cell = row.cells[column];
    if (cell && typeof cell.raw !== 'number') yield cell.shown;
  }
}

const LOCATION = /^(location|site|plant|warehouse|lager|lagerort|werk|standort|filiale)\s*[:=]\s*(\S.*)$/i;
const AS_OF = /\b(stand|as of|as at|per|datum|date|stichtag|snapshot)\b/i;

/** What a title above the list says for all of its rows: the day, the place; else the names of sheet, file and mail. */
function constantsOf(
  columns: Partial<Record<Field, number>>,
  above: readonly Row[],
  names: readonly string[],
  order: DateOrder,
  receivedAt: string,
): Layout['constants'] {
  const out: { location?: string; asOf?: SaidAsOf } = {};
  for (const row of above) {
    const texts = row.cells.map((c) => c.shown.trim());
    for (const [i, text] of texts.entries()) {
      const next = texts.slice(i + 1).find((t) => t !== '') ?? '';
      const place = LOCATION.exec(text) ?? LOCATION.exec(`${text}: ${next}`.replace('::', ':'));
      if (columns.location === undefined && place && (text.includes(':') || next !== '')) out.location ??= place[2]!.trim();
      const day = AS_OF.test(text) ? dateWithin(`${text} ${next}`, order ?? 'day-first', receivedAt) : undefined;
      if (columns.as_of === undefined && day) out.asOf ??= day;
    }
  }
  if (columns.as_of === undefined && !out.asOf) {
    for (const name of names) {
      const day = dateWithin(name, order, receivedAt);
      if (day) return { ...out, asOf: day };
    }
  }
  return out;
}

/** The heading row written again further down, on the next printed page. */
export function isHeading(row: Row, layout: Layout): boolean {
  const item = layout.items[0];
  const heading = item && layout.headings[item.column];
  const shown = item && row.cells[item.column]?.shown;
  if (!heading || !shown) return false;
  return shown === heading || (shown.length < 40 && shown.charCodeAt(0) > 64 && folded(shown) === folded(heading));
}
