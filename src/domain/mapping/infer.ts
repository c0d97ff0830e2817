import type { Row } from '../canonical/vocabulary';
import type { Merge } from '../syntax/table';
import { readDateCell } from './dates';
import { isProse, orderOf, type Rows, type SignRead, signsOf } from './evidence';
import { type Field, isItem, isMeasure, ITEM_FIELDS, MEASURES } from './fields';
import { findHeading, type Guess, type HeadingRow } from './headings';
import type { Constants, DateField, Layout, MeasureColumn, Note, Question } from './layout';
import { findMatrix, type Matrix, ofNoPlace } from './matrix';
import { decimalSignIn } from './numbers';
import { shapeOf } from './shapes';
import { readTitle, type Title } from './title';
import { SHIP_WORDS, STOCK_WORDS } from './words';

/** What is known of a table before its columns are: its first rows, a way to walk all of them, and what it is called. */
export interface Seen {
  readonly sample: readonly Row[];
  readonly all: Rows;
  readonly sheet: string;
  readonly merges: readonly Merge[];
  readonly lead: readonly Row[]; // lines of a page or mail above it
  readonly names: readonly string[]; // of file and mail
  readonly text?: boolean; // it is no workbook
  readonly receivedAt: string;
  readonly locale: string | null; // of the supplier, as the buyer's masters have it
}
export interface Understood {
  readonly layout: Layout;
  readonly guesses: readonly Guess[];
  readonly title: Title;
}
export type Inferred = Understood | { readonly question: Question; readonly nearly?: HeadingRow };

/** Reads a sheet's meaning from its headings and what stands above them; a doubt is a question to a person, not a guess. */
export function infer(seen: Seen): Inferred {
  const { found: plain, nearly } = findHeading(seen.sample, seen.merges);
  const filled = seen.sample.filter((r) => r.cells.some((c) => c.shown.trim() !== ''));
  const counted = plain?.guesses.some((g) => g.band === 'sure' && ['on_hand', 'available', 'quantity', 'shipped'].includes(g.field));
  const across = findMatrix(seen, counted ?? false);
  const found = across?.heading ?? plain;
  if (!found) return { question: noHeading(seen, filled, nearly), ...(nearly ? { nearly } : {}) };
  const ask = (code: Question['code'], detail: string, field?: Field): Inferred => ({
    question: { code, detail, ...(field === undefined ? {} : { field }), row: found.last, rows: filled.length, list: true },
    nearly: found,
  });
  if (across && 'asked' in across) return ask('sheet.matrix-unsure', across.asked);
  const guesses = usable(found, seen.sample);
  if (!guesses.some((g) => isItem(g.field)))
    return ask('sheet.no-heading', `row ${found.last} has the columns ${shownHeadings(found)}: which of them holds the item's number?`);
  const doubled = doubledField(guesses);
  if (doubled) {
    const [a, b] = doubled;
    const what = a.field.replace('_', ' ');
    return ask('sheet.ambiguous-heading', `two columns may be the ${what}: "${a.heading}" and "${b.heading}". Which one counts?`, a.field);
  }
  const apart = besideList(guesses, found, seen.sample);
  if (apart) {
    const [key, counted] = apart;
    const begins = `right of an empty column stands "${found.headings[key]}" with numbers of its own`;
    return ask('sheet.ambiguous-heading', `${begins}: is "${counted.heading}" about the items of this list, or of another list beside it?`);
  }
  const names = [seen.sheet, ...seen.names];
  const above = [...seen.sample.filter((r) => r.number < found.first), ...seen.lead];
  const kind = kindOf(guesses, [...above.flatMap((r) => r.cells.map((c) => c.shown)), ...names]);
  if (!kind)
    return ask(
      'sheet.kind-unsure',
      `row ${found.last} names orders and quantities: is this a list of what was shipped, or of what is in stock?`,
    );
  if (across && kind !== 'stock_report')
    return ask('sheet.kind-unsure', 'the columns are places or days: is this a list of what is in stock?');
  return { ...layoutOf(seen, found, guesses, kind, above, across), guesses };
}

/**
 * Only what is sure is read, and a heading that means several things is settled by what stands below it: "Item" over prose is
 * the item's name, "Units" over numbers is how many, "Data" over anything but days is no date.
 */
function usable(found: HeadingRow, sample: readonly Row[]): Guess[] {
  const sure = found.guesses.filter((g) => g.band === 'sure');
  const counted = sure.some((g) => isMeasure(g.field) || g.field === 'quantity');
  return sure.flatMap((g): Guess[] => {
    if (!['item', 'date', 'uom'].includes(g.field)) return [g];
    if (g.field === 'item') return isProse(sample, g.column, found.last) ? [] : [g];
    const { shape } = shapeOf(sample, g.column, found.last);
    if (g.field === 'date') return ['date', 'number', 'nothing'].includes(shape) || holdsADay(sample, g.column, found.last) ? [g] : [];
    if (shape !== 'number') return [g];
    return counted ? [] : [{ ...g, field: 'quantity' }];
  });
}

/** Beside one day, what cannot be read is told as none: left out, its rows would be of the day on which the list came. */
const holdsADay = (sample: readonly Row[], column: number, after: number): boolean =>
  sample.some((r) => r.number > after && typeof r.cells[column]?.raw === 'string' && readDateCell(r.cells[column], null) !== undefined);

function doubledField(guesses: readonly Guess[]): readonly [Guess, Guess] | undefined {
  for (const field of [...MEASURES, 'quantity', 'location', 'as_of', 'eta', 'ship_date', 'uom', 'shipment'] as const) {
    const [a, b] = guesses.filter((g) => g.field === field);
    if (a && b && !(field === 'quantity' && guesses.some((g) => isMeasure(g.field)))) return [a, b];
  }
  return undefined;
}

/** Numbers right of an empty column, behind a column of days or numbers that nobody knows: they may be counted by that, not by item. */
function besideList(guesses: readonly Guess[], found: HeadingRow, sample: readonly Row[]): readonly [number, Guess] | undefined {
  const isEmpty = (column: number): boolean => shapeOf(sample, column, found.last).shape === 'nothing';
  for (let gap = 1; gap < found.headings.length; gap++) {
    const [key, counted] = [gap + 1, guesses.find((g) => g.column > gap + 1 && (isMeasure(g.field) || g.field === 'quantity'))];
    if (found.headings[gap] !== '' || !counted || !found.headings[key] || guesses.some((g) => g.column === key) || !isEmpty(gap)) continue;
    if (['number', 'date'].includes(shapeOf(sample, key, found.last).shape)) return [key, counted];
  }
  return undefined;
}

/** What a list is about. Counts make it a stock list whatever else it tells; a bare quantity beside an order is a question. */
function kindOf(guesses: readonly Guess[], texts: readonly string[]): Layout['kind'] | undefined {
  const has = (...fields: Field[]): boolean => guesses.some((g) => fields.includes(g.field));
  if (has('on_hand', 'available')) return 'stock_report';
  if (has('shipment', 'sscc') || (has('shipped') && !has('sold', 'received'))) return 'ship_notice';
  const stock = texts.some((t) => STOCK_WORDS.test(t));
  const ship = texts.some((t) => SHIP_WORDS.test(t));
  if (stock !== ship) return stock ? 'stock_report' : 'ship_notice';
  if (has('eta', 'ship_date')) return 'ship_notice';
  return has('po') && has('quantity') ? undefined : 'stock_report';
}

function layoutOf(
  seen: Seen,
  found: HeadingRow,
  guesses: readonly Guess[],
  kind: Layout['kind'],
  above: readonly Row[],
  across?: Matrix,
): { layout: Layout; title: Title } {
  const columns: Partial<Record<Field, number>> = {};
  for (const g of guesses) columns[g.field] ??= g.column;
  const bareDate = kind === 'ship_notice' ? 'ship_date' : 'as_of';
  if (columns.date !== undefined) columns[bareDate] ??= columns.date;
  const unitOf = (column: number): string | undefined => guesses.find((g) => g.column === column)?.unit;
  const notes: Note[] = [];
  const measures = withSigns(
    seen,
    found,
    [...ofNoPlace(measuresOf(columns, kind), across, found, notes), ...(across?.columns ?? [])],
    unitOf,
    notes,
  );
  const orders: Partial<Record<DateField, Layout['orders'][DateField]>> = {};
  for (const field of ['as_of', 'ship_date', 'eta'] as const) {
    const column = columns[field];
    if (column === undefined) continue;
    const read = orderOf(seen, column, field, found.last, seen.receivedAt);
    orders[field] = read.order;
    if (read.by === 'receipt') notes.push(orderNote(read.order!, found, column));
  }
  const title = readTitle(above, {
    kind,
    names: [seen.sheet, ...seen.names],
    receivedAt: seen.receivedAt,
    dated: columns.as_of !== undefined || across?.asOf !== undefined,
    order: null,
  });
  const layout: Layout = {
    kind,
    headerRow: found.last,
    items: ITEM_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [{ field, column: columns[field] }])),
    measures,
    columns,
    constants: { ...constantsOf(title, columns, kind), ...(across?.asOf ? { asOf: across.asOf } : {}) },
    orders,
    headings: found.headings,
    coverage: 'full',
    ...totalOf(across, measures),
    ...(found.first < found.last
      ? { headRows: seen.sample.filter((r) => r.number >= found.first && r.number <= found.last).map((r) => r.cells.map((c) => c.shown)) }
      : {}),
    ...(seen.merges.length > 0 ? { merges: seen.merges } : {}),
    notes: [...notes, ...title.notes, ...(across?.notes ?? [])],
  };
  return { layout, title };
}

/** The column of totals is written as the columns of places are. */
export function totalOf(across: Pick<Matrix, 'total' | 'columns'> | undefined, measures: readonly MeasureColumn[]): Pick<Layout, 'total'> {
  const place = measures.find((m) => m.location !== undefined);
  return across?.total === undefined || !place ? {} : { total: { measure: place.measure, column: across.total, sign: place.sign } };
}

export function constantsOf(title: Title, columns: Partial<Record<Field, number>>, kind: Layout['kind']): Constants {
  const lacks = (field: Field): boolean => columns[field] === undefined;
  return {
    ...(lacks('location') && title.location !== undefined ? { location: title.location } : {}),
    ...(kind === 'stock_report' && title.asOf ? { asOf: title.asOf } : {}),
    ...(kind === 'ship_notice' && lacks('shipment') && title.shipment !== undefined ? { shipment: title.shipment } : {}),
    ...(kind === 'ship_notice' && title.shipDate ? { shipDate: title.shipDate } : {}),
    ...(kind === 'ship_notice' && title.eta ? { eta: title.eta } : {}),
  };
}

/** A bare "Qty" is what the list is about, where no other column says so. */
function measuresOf(
  columns: Partial<Record<Field, number>>,
  kind: Layout['kind'],
): { measure: MeasureColumn['measure']; column: number }[] {
  const bare = columns.quantity;
  if (kind === 'ship_notice') {
    const at = columns.shipped ?? bare;
    return at === undefined ? [] : [{ measure: 'shipped', column: at }];
  }
  const named = MEASURES.flatMap((measure) => (columns[measure] === undefined ? [] : [{ measure, column: columns[measure]! }]));
  const counted = named.some((m) => m.measure === 'on_hand' || m.measure === 'available');
  return bare !== undefined && !counted ? [{ measure: 'on_hand', column: bare }, ...named] : named;
}

export function withSigns(
  seen: Pick<Seen, 'sample' | 'all' | 'locale'>,
  found: { readonly last: number; readonly headings: readonly string[] },
  measures: readonly Omit<MeasureColumn, 'sign' | 'unit'>[],
  unitOf: (column: number) => string | undefined,
  notes: Note[],
): MeasureColumn[] {
  const usual = decimalSignIn(seen.locale);
  const signs = signsOf(seen.sample, seen.all, measures.map((m) => m.column), found.last, usual); // prettier-ignore
  const shown = (column: number): string => `column "${found.headings[column] ?? ''}"`;
  return measures.map((m) => {
    const read = signs.get(m.column)!;
    const told = signNote(read, shown(m.column), read.column === undefined ? '' : shown(read.column), seen.locale ?? '');
    if (told) notes.push({ ...told, row: found.last, column: m.column });
    const unit = unitOf(m.column);
    return { ...m, sign: read.sign, ...(unit === undefined ? {} : { unit }) };
  });
}

/** What is told of a sign that the column itself does not prove; an error is a question. */
function signNote(read: SignRead, column: string, other: string, locale: string): Note | undefined {
  const example = `1${read.sign === ',' ? '.' : ','}234`;
  const open = `nothing in ${column} says whether ${example} is a thousand`;
  if (read.by === 'other column')
    return { code: 'sheet.sign-from-other-column', severity: 'warning', detail: `${open}; it was read as ${other} writes its numbers` };
  if (read.by === 'locale')
    return {
      code: 'sheet.sign-from-locale',
      severity: 'warning',
      detail: `${open}; it was read as is usual where the supplier sits (${locale})`,
    };
  if (read.by === 'proof' || other === '') return undefined;
  return {
    code: 'sheet.number-unsure',
    severity: 'error',
    detail: `Is 1.234 in ${column} a thousand and more, or a fraction? ${other} does not write its numbers as is usual where the supplier sits (${locale})`,
  };
}

const orderNote = (order: string, found: HeadingRow, column: number): Note => ({
  code: 'sheet.date-order-by-receipt',
  severity: 'warning',
  detail: `the dates in column "${found.headings[column] ?? ''}" were read ${order === 'day-first' ? 'day before month' : 'month before day'}, since the other way they would lie far from the day of receipt`,
  row: found.last,
  column,
});

const shownHeadings = (row: HeadingRow): string =>
  row.headings
    .filter((h) => h !== '')
    .slice(0, 8)
    .map((h) => JSON.stringify(h))
    .join(', ');

function noHeading(seen: Seen, filled: readonly Row[], nearly: HeadingRow | undefined): Question {
  const where = seen.sheet ? ` of sheet "${seen.sheet}"` : '';
  const [first] = filled;
  const row = nearly?.last ?? first?.number ?? 1;
  const likely = (nearly?.guesses ?? []).filter((g) => g.band === 'likely').slice(0, 3);
  const asked = likely.map((g) => `Is "${g.heading}" the ${g.field.replace('_', ' ')}?`).join(' ');
  const shown = nearly
    ? `; row ${nearly.last} comes nearest with ${shownHeadings(nearly)}`
    : first
      ? `; it begins with ${first.cells.map((c) => c.shown.trim()).filter((s) => s !== '').slice(0, 6).map((s) => JSON.stringify(s)).join(', ')}` // prettier-ignore
      : '';
  const question = asked || 'Which column holds the item, and which one the quantity?';
  return {
    code: 'sheet.no-heading',
    detail: `no row${where} names both an item and a quantity${shown}. ${question}`,
    row,
    rows: filled.length,
    list: nearly !== undefined,
  };
}
