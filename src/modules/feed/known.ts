import type { PoolClient } from 'pg';
import { exact, type Fraction, multiply, parseDecimal } from '../../domain/canonical/quantity';
import { itemsByCode, locationsByCode, zonesOfLocations } from '../catalog/catalog.store';
import { suppliersByCode } from '../suppliers/suppliers.store';
import { decimalText } from './decimal-text';
import type { FeedRow } from './kind';

interface KnownItem {
  readonly id: string;
  readonly sku: string;
  readonly uom: string;
  readonly units: ReadonlyMap<string, Fraction>;
}
interface KnownPlace {
  readonly id: string;
  readonly timezone: string;
}
interface KnownSupplier {
  readonly id: string;
  readonly timezone: string | null;
}
export type Wanted = Readonly<Record<'item' | 'location' | 'supplier', ReadonlySet<string>>>;

const MANY = 200_000; // codes held at once; beyond, they are forgotten and asked for again

/** What the codes of the rows at hand mean. A batch asks once for those that it brings for the first time. */
export class Known {
  private readonly items = new Map<string, KnownItem | null>();
  private readonly locations = new Map<string, KnownPlace | null>();
  private readonly suppliers = new Map<string, KnownSupplier | null>();
  private zones: readonly string[] = [];

  constructor(private readonly client: PoolClient) {}

  lacks(wanted: Wanted): boolean {
    const missing = (map: ReadonlyMap<string, unknown>, codes: ReadonlySet<string>): boolean => [...codes].some((c) => !map.has(c));
    return missing(this.items, wanted.item) || missing(this.locations, wanted.location) || missing(this.suppliers, wanted.supplier);
  }

  async learn(wanted: Wanted): Promise<void> {
    if (this.zones.length === 0) this.zones = await zonesOfLocations(this.client);
    for (const map of [this.items, this.locations, this.suppliers]) if (map.size > MANY) map.clear();
    const skus = unheard(this.items, wanted.item);
    if (skus.length > 0)
      for (const i of await itemsByCode(this.client, skus)) {
        const units = new Map(i.units.map((u) => [u.uom, { n: BigInt(u.n), d: BigInt(u.d) }]));
        this.items.set(i.sku, { id: i.id, sku: i.sku, uom: i.uom, units });
      }
    const codes = unheard(this.locations, wanted.location);
    if (codes.length > 0) for (const l of await locationsByCode(this.client, codes)) this.locations.set(l.code, l);
    const names = unheard(this.suppliers, wanted.supplier);
    if (names.length > 0) for (const s of await suppliersByCode(this.client, names)) this.suppliers.set(s.code, s);
  }

  item(row: FeedRow): KnownItem | null {
    const found = this.items.get(row.get('sku')!) ?? null;
    if (!found) row.refuse('sku', 'item.unknown', `no item ${row.get('sku')} is known`);
    return found;
  }

  location(row: FeedRow, column = 'location'): KnownPlace | null {
    const found = this.locations.get(row.get(column)!) ?? null;
    if (!found) row.refuse(column, 'location.unknown', `no location ${row.get(column)} is known`);
    return found;
  }

  /** Null when the row names none. */
  supplier(row: FeedRow): KnownSupplier | null {
    const name = row.get('supplier');
    if (name === null) return null;
    const found = this.suppliers.get(name) ?? null;
    if (!found) row.refuse('supplier', 'supplier.unknown', `no supplier ${name} is known`);
    return found;
  }

  /** The zone in which a bare date is meant: the location's; where all are meant, the one that they share, or the supplier's. */
  zoneFor(row: FeedRow): string {
    const place = this.locations.get(row.get('location') ?? '*');
    if (place) return place.timezone;
    if (this.zones.length === 1) return this.zones[0]!;
    return this.suppliers.get(row.get('supplier') ?? '')?.timezone ?? 'UTC';
  }

  /**
   * The quantity in the item's base unit. A fraction that no decimal ends is refused: rounded, twelve pieces of a dozen would
   * add up to less than the dozen, and a stock of nothing would not be zero.
   */
  inBase(row: FeedRow, item: KnownItem | null, column: string): string | null {
    const given = row.get(column);
    const unit = row.get('uom');
    if (given === null || unit === null || item === null) return given;
    if (unit === item.uom) return given;
    const factor = unitOf(item, unit);
    if (factor === 'base') return given;
    if (!factor) {
      row.refuse('uom', 'unit.unknown', `no factor is known from ${unit} to ${item.uom}, the base unit of ${item.sku}`);
      return null;
    }
    const quantity = multiply(parseDecimal(given) ?? exact('0'), factor);
    const text = decimalText(quantity);
    if (text === undefined)
      row.refuse(
        column,
        'quantity.no-finite-decimal',
        `${given} ${unit} are ${quantity.n}/${quantity.d} ${item.uom}, which no decimal holds exactly`,
      );
    return text ?? null;
  }
}

function unitOf(item: KnownItem, unit: string): Fraction | 'base' | undefined {
  const exactly = item.units.get(unit);
  if (exactly) return exactly;
  const wanted = unit.toUpperCase();
  if (item.uom.toUpperCase() === wanted) return 'base';
  for (const [uom, factor] of item.units) if (uom.toUpperCase() === wanted) return factor;
  return undefined;
}

function unheard<T>(map: Map<string, T | null>, codes: ReadonlySet<string>): string[] {
  const out: string[] = [];
  for (const code of codes)
    if (!map.has(code)) {
      map.set(code, null);
      out.push(code);
    }
  return out;
}
