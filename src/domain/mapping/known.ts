import type { Row } from '../canonical/vocabulary';
import type { Table } from '../syntax/table';
import type { ItemField } from './fields';

/** What the buyer's masters know a value as; whose number of an item, where it is one. */
export type KnownAs = Exclude<ItemField, 'item'> | 'location' | 'uom';
export type KnownValues = ReadonlyMap<string, ReadonlySet<KnownAs>>;
export type Target = 'item' | 'location' | 'uom';

const ROWS = 400; // are enough to tell of a column what it holds
const MOST = 8_000; // values that are looked up for one list
const LONGEST = 64; // a code is no sentence

/** The different values of a list's first rows, to be looked up in the masters at once. */
export function valuesToLookUp(table: Table): string[] {
  const values = new Set<string>();
  let rows = 0;
  for (const batch of table.rows())
    for (const row of batch) {
      if (rows++ >= ROWS || values.size >= MOST) return [...values];
      for (const { shown } of row.cells) {
        const value = shown.trim();
        if (value !== '' && value.length <= LONGEST) values.add(value);
      }
    }
  return [...values];
}

export interface Share {
  readonly known: number;
  readonly of: number; // different values
  readonly whose: KnownAs;
}
const TARGETS: Readonly<Record<Target, readonly KnownAs[]>> = {
  item: ['buyer', 'gtin', 'vendor', 'manufacturer'],
  location: ['location'],
  uom: ['uom'],
};

/** Which of them a field is about; undefined where no master knows its values. */
export const targetOf = (field: string): Target | undefined =>
  field === 'location' || field === 'uom' ? field : TARGETS.item.includes(field as KnownAs) || field === 'item' ? 'item' : undefined;

/** How many of a column's different values are items, places or units that are known. */
export function shareOf(sample: readonly Row[], column: number, after: number, target: Target, known: KnownValues): Share {
  const values = new Set<string>();
  for (const row of sample.slice(0, ROWS)) {
    const value = row.number > after ? (row.cells[column]?.shown.trim() ?? '') : '';
    if (value !== '') values.add(value);
  }
  return shareOfValues(values, target, known);
}

export function shareOfValues(values: ReadonlySet<string>, target: Target, known: KnownValues): Share {
  const counts = TARGETS[target].map((as) => ({ as, n: [...values].filter((v) => known.get(v)?.has(as)).length }));
  const any = [...values].filter((v) => TARGETS[target].some((as) => known.get(v)?.has(as))).length;
  const whose = counts.reduce((a, b) => (b.n > a.n ? b : a)).as;
  return { known: any, of: values.size, whose };
}
