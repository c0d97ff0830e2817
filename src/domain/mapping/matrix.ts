import { add, compare, type Fraction, parseDecimal, ZERO } from '../canonical/quantity';
import type { Cell, Row, SaidAsOf, StockMeasure } from '../canonical/vocabulary';
import { BELIEVABLE, type DateOrder, dateOrderOf, type DateRead, isFuture, readDateCell } from './dates';
import { fieldOf, isMeasure, isOtherThing } from './fields';
import { isOnlyNumbers } from './meaning';
import { type HeadingRow, headingsIn, spread } from './headings';
import type { Seen } from './infer';
import type { Note } from './layout';
import { type DecimalSign, readNumber } from './numbers';
import { STOCK_WORDS } from './words';

/** A column whose heading says where, or when, what stands below it was counted. */
export interface AcrossColumn {
  readonly measure: StockMeasure;
  readonly column: number;
  readonly location?: string;
  readonly asOf?: DateRead;
}
export interface Matrix {
  readonly heading: HeadingRow; // with the columns that are known by their headings
  readonly columns: readonly AcrossColumn[];
  readonly asOf?: SaidAsOf; // the latest of the days
  readonly total?: number; // a column that says what the others add up to
  readonly notes: readonly Note[];
}
export type MatrixRead = Matrix | { readonly asked: string; readonly heading: HeadingRow };

const SEARCHED = 60;
const TOTAL = /^(grand |sub-?)?(sum|summe|total|totals|gesamt|gesamtsumme|totale|totaux|somme|suma|totaal|razem|ogółem)$/i;
const PLACES =
  'locations?|warehouses?|sites?|plants?|stores?|hubs?|depots?|dcs?|branch(?:es)?|lager|läger|lagerorte?|werke?|standorte?|filialen?|entrep[oô]ts?|almac[eé]n(?:es)?|magazzin[oi]|magazijn(?:en)?|vestiging(?:en)?|magazyn(?:y|u)?';
const PER_PLACE = new RegExp(`(?<!\\p{L})(?:by|per|je|pro|nach|par|por|op|wg)\\s+(?:${PLACES})(?!\\p{L})`, 'iu');
const OF_PLACES = new RegExp(`^(?:${PLACES})$`, 'iu');
const NAMED_PLACE = new RegExp(`^(?:${PLACES})(?:\\s*:\\s*|[\\s.-]+)(?=\\S)`, 'iu');
/** What a list of numbers by place or by day may be of, if not of stock. */
const NOT_STOCK =
  /sold|sales|verkauf|abverkauf|absatz|demand|bedarf|forecast|prognos|\bplan|order|bestell|commande|price|preis|prix|usage|consumption|verbrauch|transit|unterwegs|\bmin|\bmax|value|wert\b/i;

/**
 * Items down and places or days across: every heading names one, and what is counted is said above. What is not said is asked:
 * prices by region look the same as stock by warehouse. `counted`: some column is the stock already.
 */
export function findMatrix(seen: Seen, counted: boolean): MatrixRead | undefined {
  for (let i = 0; i < Math.min(seen.sample.length, SEARCHED); i++) {
    const heading = headingsIn(seen.sample, i, seen.merges);
    if (!heading?.guesses.some((g) => isItemField(g.field))) continue;
    const found = (counted ? undefined : byDay(seen, i, heading)) ?? byPlace(seen, i, heading, counted);
    if (found) return found;
  }
  return undefined;
}

const isItemField = (field: string): boolean => ['buyer', 'gtin', 'vendor', 'manufacturer', 'item'].includes(field);

const textAt = (row: Row | undefined, column: number): string => row?.cells[column]?.shown.replace(/\s+/g, ' ').trim() ?? '';

/** Columns with a heading that nobody knows, and numbers below it. */
function numbered(
  seen: Pick<Seen, 'sample'>,
  index: number,
  { guesses }: { readonly guesses: readonly { readonly column: number }[] },
): number[] {
  const row = seen.sample[index]!;
  return row.cells.flatMap((_, column) => {
    const text = textAt(row, column);
    if (text === '' || TOTAL.test(text) || guesses.some((g) => g.column === column) || isOtherThing(text)) return [];
    let [numbers, others] = [0, 0];
    for (const below of seen.sample) {
      if (below.number <= row.number || textAt(below, column) === '') continue;
      const read = readNumber(below.cells[column]!, null);
      if ('wrong' in read && read.wrong === 'not-a-number') others += 1;
      else numbers += 1;
    }
    return numbers > others || (numbers > 0 && numbers === others) ? [column] : [];
  });
}

/** What is counted, by all that stands over the list and the names that it has. */
function isStock(seen: Seen, index: number): boolean {
  const above = seen.sample.slice(0, index).flatMap((r) => r.cells.map((c) => c.shown));
  const said = [...above, ...seen.lead.flatMap((r) => r.cells.map((c) => c.shown)), seen.sheet, ...seen.names];
  return said.some((t) => STOCK_WORDS.test(t)) && !said.some((t) => NOT_STOCK.test(t));
}

const quoted = (row: Row, columns: readonly number[]): string =>
  columns.slice(0, 4).map((c) => JSON.stringify(textAt(row, c))).join(', ') + (columns.length > 4 ? ` and ${columns.length - 4} more` : ''); // prettier-ignore

function byPlace(seen: Seen, index: number, heading: HeadingRow, counted: boolean): MatrixRead | undefined {
  const row = seen.sample[index]!;
  const ask = (asked: string): MatrixRead => ({ asked, heading });
  const told = under(seen, index) ?? named(row) ?? [];
  if (counted && told.length === 0) return undefined;
  const unknown = numbered(seen, index, heading);
  const places = told.length === 0 && isPerPlace(seen, index) ? unknown.filter((c) => isNamed(textAt(row, c))) : told;
  if (places.length === 0) {
    if (unknown.length < 2) return undefined;
    return ask(`the columns ${quoted(row, unknown)} hold a number of each item: are they places, and is it the stock there?`);
  }
  const others = unknown.filter((c) => !places.includes(c));
  if (others.length > 0 && !counted) return ask(`${quoted(row, places)} are places: what is ${quoted(row, others)}?`);
  const own = counted ? heading.guesses.filter((g) => isCount(g.field)) : [];
  const total = counted ? own.find((g) => own.length === 1 && addsUp(seen, row.number, g.column, places))?.column : totalIn(row, places);
  if (counted && total === undefined)
    return ask(`the list has a column of its stock, and numbers for each of ${quoted(row, places)}: which of them count?`);
  if (heading.guesses.some((g) => g.field === 'location'))
    return ask(`the rows name a place, and so do the columns ${quoted(row, places)}: which of them is meant?`);
  const names = places.map((c) => textAt(row, c).replace(/^[^:]{1,20}:\s*/, ''));
  const twice = names.find((n, i) => names.indexOf(n) !== i);
  if (twice !== undefined) return ask(`two columns are of ${JSON.stringify(twice)}: which of them counts?`);
  if (!counted && !isStock(seen, index)) return ask(`is what stands under ${quoted(row, places)} the stock there?`);
  const measure = own[0] && isMeasure(own[0].field) ? own[0].field : 'on_hand';
  const columns = places.map((column, i): AcrossColumn => ({ measure, column, location: names[i]! }));
  const guesses = heading.guesses.filter((g) => g.column !== total);
  return {
    heading: { ...heading, guesses },
    columns,
    notes: counted ? [totalNote(row, total!)] : [],
    ...(total === undefined ? {} : { total }),
  };
}

const totalNote = (row: Row, column: number): Note => ({
  code: 'sheet.totals-column',
  severity: 'warning',
  detail: `"${textAt(row, column)}" is what the places add up to, and was left out`,
  row: row.number,
  column,
});

const isCount = (field: string): boolean => ['on_hand', 'available', 'quantity'].includes(field);

/** The column right of places that is headed as their total. */
export const totalIn = (row: Row, places: readonly number[]): number | undefined => {
  const found = row.cells.flatMap((_, c) => (TOTAL.test(textAt(row, c)) && !places.includes(c) ? [c] : []));
  return found.length === 1 ? found[0] : undefined;
};

/** Whether a column of counts is, in each of two rows or more, what its places add up to. */
function addsUp(seen: Seen, after: number, column: number, places: readonly number[]): boolean {
  let rows = 0;
  for (const row of seen.sample) {
    if (row.number <= after || textAt(row, column) === '') continue;
    const said = amountIn(row.cells[column], null);
    const sum = sumOf(row, places.map((c) => ({ column: c, sign: null }))); // prettier-ignore
    if (said === undefined || sum === undefined || compare(said, sum) !== 0) return false;
    rows += 1;
  }
  return rows >= 2;
}

function amountIn(cell: Cell | undefined, sign: DecimalSign): Fraction | undefined {
  const read = cell && readNumber(cell, sign);
  return read && 'amount' in read ? parseDecimal(read.amount) : undefined;
}

/** What some columns of a row add up to; undefined where one of them cannot be read, or none says anything. */
export function sumOf(row: Row, columns: readonly { readonly column: number; readonly sign: DecimalSign }[]): Fraction | undefined {
  let sum: Fraction | undefined;
  for (const { column, sign } of columns) {
    const cell = row.cells[column];
    if (!cell || 'blank' in readNumber(cell, sign)) continue;
    const amount = amountIn(cell, sign);
    if (amount === undefined) return undefined;
    sum = add(sum ?? ZERO, amount);
  }
  return sum;
}

/** Columns of numbers that a mapping names neither as a place nor as anything else. */
export function unnamed(seen: Pick<Seen, 'sample'>, row: Row, named: readonly number[]): number[] {
  const heading = { guesses: named.map((column) => ({ column })) };
  return numbered(seen, seen.sample.indexOf(row), heading);
}

/** `Min` and `Sold` beside columns of places are of none of them: posted without one, they would be some place's. */
export function ofNoPlace<M extends { readonly column: number }>(
  named: readonly M[],
  across: Pick<Matrix, 'columns'> | undefined,
  heading: Pick<HeadingRow, 'headings' | 'last'>,
  notes: Note[],
): readonly M[] {
  if (!across?.columns.some((c) => c.location !== undefined)) return named;
  for (const { column } of named)
    notes.push({
      code: 'sheet.no-place',
      severity: 'warning',
      detail: `"${heading.headings[column] ?? ''}" is of none of the places across, and was left out`,
      row: heading.last,
      column,
    });
  return [];
}

/** Columns over which one heading stands that says that they are places. */
function under(seen: Seen, index: number): number[] | undefined {
  const [row, upper] = [seen.sample[index]!, seen.sample[index - 1]];
  if (!upper || upper.number !== row.number - 1) return undefined;
  const over = spread(upper, seen.merges);
  const merged = seen.merges.some((m) => m.row === upper.number && m.toColumn > m.column);
  const from = over.findIndex((t) => OF_PLACES.test(t) || PER_PLACE.test(t));
  if (from < 0) return undefined;
  let to = from + 1;
  while (to < row.cells.length && (merged ? over[to] === over[from] : (over[to] ?? '') === '')) to++;
  const columns = row.cells.flatMap((_, c) => (c >= from && c < to && isNamed(textAt(row, c)) ? [c] : []));
  return columns.length < 2 ? undefined : columns;
}
/** `Economische voorraad` is stock by another reckoning, and no place of that name; `Bestand Bremen` is one. */
const isNamed = (text: string): boolean =>
  text !== '' && !TOTAL.test(text) && fieldOf(text, false) === undefined && !isOtherThing(text) && !isOnlyNumbers(text);

/** Headings that say it themselves: `Lager HB1`, `Warehouse: Reno`. */
function named(row: Row): number[] | undefined {
  const columns = row.cells.flatMap((_, c) => (NAMED_PLACE.test(textAt(row, c)) && isNamed(textAt(row, c)) ? [c] : []));
  return columns.length < 2 ? undefined : columns;
}

const isPerPlace = (seen: Seen, index: number): boolean =>
  [...seen.sample.slice(0, index).flatMap((r) => r.cells.map((c) => c.shown)), seen.sheet, ...seen.names].some((t) => PER_PLACE.test(t));

function byDay(seen: Seen, index: number, heading: HeadingRow): MatrixRead | undefined {
  const row = seen.sample[index]!;
  const days = daysIn(row, null, seen.receivedAt);
  if (days.length < 2) return undefined;
  const ask = (asked: string): MatrixRead => ({ asked, heading });
  const columns = days.map((d) => d.column);
  const others = numbered(seen, index, heading).filter((c) => !columns.includes(c));
  if (others.length > 0) return ask(`${quoted(row, columns)} are days: what is ${quoted(row, others)}?`);
  if (!isStock(seen, index)) return ask(`is what stands under ${quoted(row, columns)} the stock of those days?`);
  const across = daysAcross(row, days, 'on_hand', seen.receivedAt);
  return 'asked' in across ? ask(across.asked) : { heading, ...across };
}

export interface DayColumn {
  readonly column: number;
  readonly day: DateRead | 'unsure';
}
/** The days that a row of headings names, all in one order. */
export function daysIn(row: Row, given: DateOrder, receivedAt: string): DayColumn[] {
  const texts = row.cells.flatMap((c) => (typeof c.raw === 'string' ? [c.raw] : []));
  const order = given ?? dateOrderOf(texts, { received: receivedAt, ...BELIEVABLE.as_of }).order;
  return row.cells.flatMap((cell, column) => {
    const day = typeof cell.raw === 'string' ? readDateCell(cell, order) : undefined; // a number is as likely the code of a place
    return day === undefined ? [] : [{ column, day }];
  });
}

/** The columns of days that are over; of those to come is told that they are no stock. */
export function daysAcross(
  row: Row,
  days: readonly DayColumn[],
  measure: StockMeasure,
  receivedAt: string,
): Omit<Matrix, 'heading'> | { readonly asked: string } {
  const columns = days.map((d) => d.column);
  const unsure = days.find((d) => d.day === 'unsure');
  if (unsure) return { asked: `does ${quoted(row, [unsure.column])} begin with the day or with the month?` };
  const read = days as { column: number; day: DateRead }[];
  const past = read.filter((d) => isOver(d.day, receivedAt, read));
  if (past.length === 0)
    return { asked: `all of ${quoted(row, columns)} lie after the day on which the list came: what is the stock now?` };
  const latest = past.reduce((a, b) => (startOf(b.day) > startOf(a.day) ? b : a));
  const left = columns.filter((c) => !past.some((d) => d.column === c));
  const detail = `${quoted(row, left)} ${left.length === 1 ? 'is' : 'are'} not over yet: what is expected is no stock, and was left out`;
  const note: Note = { code: 'sheet.days-to-come', severity: 'warning', detail, row: row.number, column: left[0] ?? 0 };
  return {
    columns: past.map(({ column, day }) => ({ measure, column, asOf: day })),
    asOf: latest.day,
    notes: left.length > 0 ? [note] : [],
  };
}

const startOf = (d: DateRead): string => (d.said === 'date' ? d.date : d.at);

/** A week that has begun may be counted or expected; where weeks behind it are told, it is one of those that are expected. */
function isOver(day: DateRead, receivedAt: string, all: readonly { readonly day: DateRead }[]): boolean {
  if (isFuture(day, receivedAt)) return false;
  const runs = day.said === 'date' && day.to !== undefined && day.to > receivedAt.slice(0, 10);
  return !runs || !all.some((d) => isFuture(d.day, receivedAt));
}
