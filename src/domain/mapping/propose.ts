import type { Row } from '../canonical/vocabulary';
import { isProse } from './evidence';
import { type Field, fieldOf, isItem, isMeasure } from './fields';
import { isWords, spread } from './headings';
import type { Seen } from './infer';
import { isOfShipments, meaningOf, meaningsOf } from './meaning';
import { type Shape, type Shaped, shapeOf } from './shapes';
import { SHIP_WORDS, STOCK_WORDS } from './words';

export type Kind = 'stock_report' | 'ship_notice';
export interface Proposal {
  readonly field: Field; // `quantity` and `date` are what the list is about
  readonly column: number;
  readonly heading: string;
  readonly band: 'likely' | 'ask';
}
export interface Headed {
  readonly after: number; // row number of the last heading row
  readonly first: number;
  readonly headings: readonly string[];
}

const SEARCHED = 40;
const FEW = 8; // values, below which nothing is said of how often they repeat

const FITS: Readonly<Partial<Record<Field, readonly Shape[]>>> = {
  uom: ['unit', 'code', 'place'],
  as_of: ['date'],
  ship_date: ['date'],
  eta: ['date'],
  date: ['date'],
  location: ['place', 'code', 'prose', 'number', 'unit'],
  gtin: ['gtin'],
};
const CODES: readonly Shape[] = ['code', 'place', 'number', 'gtin'];

/** Whether values are of the kind that a field has: a unit is a word that repeats, a place is not another in every row. */
export function fits(field: Field, { shape, filled, different }: Shaped, textDates: boolean): boolean {
  if (isMeasure(field) || field === 'quantity') return shape === 'number' || (shape === 'nothing' && filled === 0);
  if (['as_of', 'ship_date', 'eta', 'date'].includes(field)) return shape === 'date' || (textDates && shape === 'number');
  const repeats = filled < FEW || different * 2 <= filled;
  if (field === 'location' || field === 'uom') return FITS[field]!.includes(shape) && repeats;
  return (FITS[field] ?? CODES).includes(shape);
}

/** What the columns that are not known mean by the words of their headings; of two that may be the same, both are asked for. */
export function propose(seen: Seen, headed: Headed, kind: Kind, taken: ReadonlySet<number>, has: ReadonlySet<string>): Proposal[] {
  const found: (Proposal & { readonly doubt: number })[] = [];
  for (const [column, heading] of headed.headings.entries()) {
    if (taken.has(column) || heading === '') continue;
    const listed = fieldOf(heading, false);
    const meanings = listed ? [{ field: listed.field, doubt: 0 }] : meaningsOf(heading, kind);
    if (!meanings) continue;
    const shaped = shapeOf(seen.sample, column, headed.after);
    const prose = isProse(seen.sample, column, headed.after); // names of things, that now and then look like codes
    const meaning = meanings.find((m) => fits(m.field, shaped, true) && !(prose && isItem(m.field)));
    if (meaning) found.push({ ...meaning, column, heading, band: 'likely' });
    else if (meanings.length === 0) {
      const near = fieldOf(heading);
      if (near?.band === 'likely' && fits(near.field, shaped, false))
        found.push({ field: near.field, column, heading, band: 'ask', doubt: 9 });
    }
  }
  const counted = (f: string): boolean => ['on_hand', 'available', 'shipped', 'quantity'].includes(f);
  const named = new Set([...has, ...found.filter((f) => f.band === 'likely').map((f) => f.field as string)]);
  const bareToo = ![...named].some((f) => counted(f) && f !== 'quantity');
  const dayToo = !named.has(kind === 'ship_notice' ? 'ship_date' : 'as_of');
  return found.flatMap((p): Proposal[] => {
    const { doubt, ...proposal } = p;
    if (p.field === 'quantity' ? !bareToo : p.field === 'date' ? !dayToo : !isItem(p.field) && has.has(p.field)) return [];
    const rivals = found.filter((o) => o !== p && o.field === p.field && (o.band === 'likely' || p.band === 'ask'));
    if (isItem(p.field) || rivals.every((o) => o.doubt > doubt)) return [proposal];
    return rivals.some((o) => o.doubt < doubt) ? [] : [{ ...proposal, band: 'ask' }];
  });
}

/** The row, or the two, of which most cells say something by their words; rows of numbers are none. */
export function headedByWords(seen: Seen): (Headed & { readonly known: number }) | undefined {
  let best: (Headed & { readonly known: number }) | undefined;
  const rows = seen.sample.slice(0, SEARCHED);
  for (const [i, row] of rows.entries()) {
    if (!isWords(row)) continue;
    const single = spread(row, []);
    const take = (headings: string[], first: number): void => {
      const known = headings.filter((h) => h !== '' && (fieldOf(h) ?? meaningOf(h, 'stock_report') ?? meaningOf(h, 'ship_notice'))).length;
      if (known >= 2 && (!best || known > best.known)) best = { after: row.number, first, headings, known };
    };
    take(single, row.number);
    const upper = rows[i - 1];
    if (!upper || upper.number !== row.number - 1 || spread(upper, []).filter((t) => t !== '' && !/\d/.test(t)).length < 2) continue;
    take(joined(filledRight(spread(upper, seen.merges)), single), upper.number);
  }
  return best;
}

const joined = (upper: readonly string[], lower: readonly string[]): string[] =>
  Array.from({ length: Math.max(upper.length, lower.length) }, (_, c) =>
    [upper[c] ?? '', lower[c] ?? ''].filter((t) => t !== '').join(' '),
  );

/** A heading over several columns is written over the first of them. */
function filledRight(texts: readonly string[]): string[] {
  let last = '';
  return texts.map((t) => (last = t === '' ? last : t));
}

/** What a list is about, where its headings are known by their words only. */
export function kindByWords(seen: Seen, headed: Headed): Kind {
  if (headed.headings.some(isOfShipments)) return 'ship_notice';
  const above = (r: Row): boolean => r.number < headed.first;
  const texts = [...seen.sample.filter(above).flatMap((r) => r.cells.map((c) => c.shown)), seen.sheet, ...seen.names];
  const says = (words: RegExp): boolean => texts.some((t) => words.test(t));
  return says(SHIP_WORDS) && !says(STOCK_WORDS) ? 'ship_notice' : 'stock_report';
}
