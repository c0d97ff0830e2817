import type { KnownAs, KnownValues } from '../../src/domain/mapping/known';
import type { Database } from '../../src/database/open';
import { importObjects } from '../../src/modules/feed/import-feed';
import { fixedClock } from '../../src/platform/clock';
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

const ITEMS = 20_000;
/** A company of so many items, each of them known by a supplier's number, too. */
export async function fillMasters(db: Database, made: Made): Promise<void> {
  const code = (values: string, i: number): string => valueOf(made, values, i, dice(made.id)) as string;
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const load = async (kind: string, objects: Record<string, unknown>[]): Promise<void> => {
    const { issues } = await importObjects(db, kind, objects, { clock: fixedClock('2026-09-01T00:00:00Z') });
    if (issues.length > 0) throw new Error(JSON.stringify(issues[0]));
  };
  await load('suppliers', [{ supplier: 'ACME', name: 'Acme' }]);
  await load('locations', many(50, (i) => ({ location: `${1000 + i * 100}`, name: `Site ${i}`, timezone: 'Europe/Berlin' }))); // prettier-ignore
  await load('items', many(ITEMS, (i) => ({ sku: code('mat', i), uom: i % 2 ? 'ST' : 'M' }))); // prettier-ignore
  await load('item_crossrefs', many(ITEMS, (i) => ({ supplier: 'ACME', qualifier: 'VN', value: code('sku', i), sku: code('mat', i) }))); // prettier-ignore
  await load('location_crossrefs', many(3, (i) => ({ supplier: 'ACME', qualifier: '92', value: code('loc', i), location: `${1000 + i * 100}` }))); // prettier-ignore
}
