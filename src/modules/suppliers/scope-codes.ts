import type { Pool } from 'pg';
import { locationsByCode } from '../catalog/catalog.store';
import { suppliersByCode } from './suppliers.store';

/** The first code that nobody has: a scope with it would hide everything, and look like a calm day. */
export async function unknownCode(
  pool: Pool,
  scope: { readonly suppliers?: readonly string[] | null; readonly locations?: readonly string[] | null },
): Promise<{ readonly parameter: 'suppliers' | 'locations'; readonly detail: string } | null> {
  const { suppliers, locations } = { suppliers: scope.suppliers ?? [], locations: scope.locations ?? [] };
  const known = await Promise.all([suppliersByCode(pool, suppliers), locationsByCode(pool, locations)]);
  const [ofSuppliers, ofLocations] = known.map((rows) => new Set(rows.map((r) => r.code)));
  const supplier = suppliers.find((code) => !ofSuppliers!.has(code));
  if (supplier !== undefined) return { parameter: 'suppliers', detail: `there is no supplier ${supplier}` };
  const location = locations.find((code) => !ofLocations!.has(code));
  return location === undefined ? null : { parameter: 'locations', detail: `there is no location ${location}` };
}
