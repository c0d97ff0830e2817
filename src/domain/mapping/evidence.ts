import type { Cell, Row } from '../canonical/vocabulary';
import { BELIEVABLE, type Believable, type DateOrder, dateOrderOf, type OrderRead, readDate } from './dates';
import type { DateField, Layout } from './layout';
import { type DecimalSign, decimalSignOf, needsSign } from './numbers';

/** How often a table is looked through before it is read: once for all the columns that leave a doubt. */
export type Rows = Iterable<readonly Row[]>;

function* cellsOf(rows: Rows, column: number, after: number): Generator<Cell> {
  for (const batch of rows)
    for (const row of batch) {
      if (row.number <= after) continue;
      const cell = row.cells[column];
      if (cell) yield cell;
    }
}
export function* textsOf(rows: Rows, column: number, after: number): Generator<string> {
  for (const { raw } of cellsOf(rows, column, after)) if (typeof raw === 'string') yield raw;
}

export interface SignRead {
  readonly sign: DecimalSign;
  readonly by: 'proof' | 'other column' | 'locale' | 'nothing';
  readonly column?: number; // the other; of nothing: the one that writes as the locale does not
}

/**
 * The decimal sign of each column that holds numbers. A column that leaves a doubt (`1.204`) takes the sign that the other
 * number columns of the same table prove: one program, or one person, wrote them all. Where the table proves nothing, it is
 * written as is usual where its sender sits; where the two contradict each other, nobody is believed.
 */
export function signsOf(
  sample: readonly Row[],
  all: Rows,
  columns: readonly number[],
  after: number,
  usual: DecimalSign,
): Map<number, SignRead> {
  const out = new Map<number, SignRead>();
  for (const column of columns) {
    const doubt = [...textsOf([sample], column, after)].some(needsSign);
    // Only where there is a doubt is the whole table looked through: nearly all numbers are plain.
    const sign = decimalSignOf(textsOf(doubt ? all : [sample], column, after));
    out.set(column, { sign, by: sign === null ? 'nothing' : 'proof' });
    if (doubt && sign === null && !contradicts(sample, column, after)) out.set(column, signElsewhere(sample, column, after, usual));
  }
  return out;
}

function signElsewhere(sample: readonly Row[], except: number, after: number, usual: DecimalSign): SignRead {
  const width = sample.reduce((n, r) => (r.number > after ? Math.max(n, r.cells.length) : n), 0);
  const proven = new Map<'.' | ',', number>();
  for (let column = 0; column < width; column++) {
    if (column === except || !isNumeric(sample, column, after)) continue;
    const sign = decimalSignOf(textsOf([sample], column, after));
    if (sign !== null && !proven.has(sign)) proven.set(sign, column);
  }
  if (proven.size === 0) return usual === null ? { sign: null, by: 'nothing' } : { sign: usual, by: 'locale' };
  const [[sign, column]] = [...proven] as [['.' | ',', number]];
  if (proven.size === 1 && (usual === null || usual === sign)) return { sign, by: 'other column', column };
  return { sign: null, by: 'nothing', ...(proven.size === 1 ? { column } : {}) };
}

/** Numbers of both kinds in one column: whoever typed them keeps to no rule, and another column's proves nothing. */
function contradicts(sample: readonly Row[], column: number, after: number): boolean {
  const signs = new Set([...textsOf([sample], column, after)].map((t) => decimalSignOf([t])));
  return signs.has(',') && signs.has('.');
}

function isNumeric(sample: readonly Row[], column: number, after: number): boolean {
  let numbers = 0;
  let others = 0;
  for (const text of textsOf([sample], column, after)) {
    if (/^[-+(]?[\d.,' ]*\d[\d.,' ]*[-)]?( ?[€$£]| ?\p{L}{1,4}\.?)?$/u.test(text.trim())) numbers += 1;
    else if (text.trim() !== '') others += 1;
  }
  return numbers > others * 4;
}

/** The order of the dates of one column. Dates repeat, so each is looked at once; and only where the first leave a doubt, all. */
export function orderOf(
  seen: { readonly sample: readonly Row[]; readonly all: Rows },
  column: number,
  field: DateField,
  after: number,
  receivedAt: string,
): OrderRead {
  const first = new Set(textsOf([seen.sample], column, after));
  const doubt = [...first].some((t) => readDate(t, null) === 'unsure');
  if (!doubt) return dateOrderOf(first);
  const believable: Believable = { received: receivedAt, ...BELIEVABLE[field] };
  return dateOrderOf(new Set(textsOf(seen.all, column, after)), believable);
}

/**
 * A doubt that shows only further down than the sample reaches: then, and only then, the whole column is looked through. What
 * was read before is not touched by the answer, since it left no doubt.
 */
export class LateProof {
  private readonly signs = new Map<number, DecimalSign>();
  private readonly orders = new Map<DateField, DateOrder>();

  constructor(
    private readonly all: Rows,
    private readonly layout: Pick<Layout, 'columns' | 'headerRow' | 'orders'>,
    private readonly receivedAt: string,
  ) {}

  sign(column: number): DecimalSign {
    let sign = this.signs.get(column);
    if (sign === undefined) this.signs.set(column, (sign = decimalSignOf(textsOf(this.all, column, this.layout.headerRow))));
    return sign;
  }
  order(field: DateField): DateOrder {
    let order = this.orders.get(field);
    if (order !== undefined) return order;
    const { columns, headerRow, orders } = this.layout;
    const texts = new Set(textsOf(this.all, columns[field]!, headerRow));
    order = orders[field] ?? dateOrderOf(texts, { received: this.receivedAt, ...BELIEVABLE[field] }).order;
    this.orders.set(field, order);
    return order;
  }
}

/** Whether a column's values are names of things (prose) and no numbers of them. */
export function isProse(sample: readonly Row[], column: number, after: number): boolean {
  let prose = 0;
  let codes = 0;
  for (const cell of cellsOf([sample], column, after)) {
    const text = cell.shown.trim();
    if (text === '') continue;
    if (/\p{L}{3,}[ ,]+\S/u.test(text) && text.length > 10) prose += 1;
    else codes += 1;
  }
  return prose > codes;
}

/** The first different values of a column, for people. */
export function examplesOf(sample: readonly Row[], column: number, after: number): string[] {
  const seen = new Set<string>();
  for (const cell of cellsOf([sample], column, after)) {
    if (cell.shown.trim() !== '') seen.add(cell.shown.trim());
    if (seen.size === 3) break;
  }
  return [...seen];
}
