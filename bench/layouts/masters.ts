import type { KnownAs, KnownValues } from '../../src/domain/mapping/known';
import type { Made } from './read-layouts';
import { dice, valueOf } from './values';

const AS: Readonly<Record<string, KnownAs>> = { sku: 'vendor', mat: 'buyer', ean: 'gtin', loc: 'location', plant: 'location', unit: 'uom' };

/** What a buyer's masters know of a list's values: its places, its units, and five of six items. */
export function mastersOf(made: Made, rows = 25): KnownValues {
  const known = new Map<string, Set<KnownAs>>();
  const roll = dice(`masters ${made.id}`);
  for (const { values } of made.columns) {
    const as = AS[values];
    for (let i = 0; as && i < rows; i++) {
      if (['sku', 'mat', 'ean'].includes(values) && i % 6 === 5) continue;
      const value = valueOf(made, values, i, roll);
      if (typeof value === 'string') known.set(value, (known.get(value) ?? new Set()).add(as));
    }
  }
  return known;
}
