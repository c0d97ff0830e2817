import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { asOfOf, sharedOf } from '../../domain/sharing/values';
import type { ShareLine, Snapshot } from '../../domain/sharing/columns';
import { supplierPairs, type SupplierPair } from '../reconciliation/supplier-views.store';
import { itemNames, placeNames } from './names.store';
import { type Cause, insertSnapshot, lastMade, type Making, type SharedWith } from './snapshots.store';
import type { Sharing } from './settings';

export interface Taking {
  readonly cause: Cause;
  readonly slot: string;
  readonly now: string;
  readonly author: string | null;
  readonly withheld: boolean;
}

/**
 * What a supplier may see of its program, as it is now, written down before anything is made of it. Undefined where it was to be
 * made because of a change, and nothing has changed since the last one.
 */
export async function takeSnapshot(client: PoolClient, supplier: SharedWith, settings: Sharing, t: Taking): Promise<Snapshot | undefined> {
  const pairs = (await supplierPairs(client, supplier.id, t.now)).filter(
    ({ view }) => settings.locations === undefined || settings.locations.includes(view.location),
  );
  const items = await itemNames(client, supplier.id, pairs.map((p) => p.itemId), t.now); // prettier-ignore
  const placed = await placeNames(client, supplier.id, pairs.map((p) => p.locationId)); // prettier-ignore
  const lines: Making['lines'] = pairs
    .map((p) => ({
      itemId: p.itemId,
      locationId: p.locationId,
      line: lineOf(p, settings, { ...items.get(p.itemId)!, ...placed.get(p.locationId)! }),
    })) // prettier-ignore
    .sort((a, b) => order(a.line.location, b.line.location) || order(a.line.sku, b.line.sku));
  const digest = digestOf(lines.map((l) => l.line));
  if (t.cause === 'change' && (await lastMade(client, supplier.id))?.digest === digest) return undefined;
  const head = { madeAt: t.now, columns: settings.columns, usageDays: settings.usage_days };
  const id = await insertSnapshot(client, { ...t, supplierId: supplier.id, digest, lines }, head);
  return { id: `snp_${id}`, supplier: supplier.code, supplierName: supplier.name, ...head, lines: lines.map((l) => l.line) };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Names = Pick<ShareLine, 'description' | 'gtin' | 'theirs' | 'locationName' | 'gln' | 'theirLocation'>;
const lineOf = ({ view, firstAt }: SupplierPair, { columns, usage_days: usageDays }: Sharing, names: Names): ShareLine => ({
  sku: view.sku,
  location: view.location,
  ...names,
  timezone: view.timezone,
  uom: view.uom,
  owner: view.owner,
  basis: view.terms?.basis === 'ledger' ? 'ledger' : 'physical',
  asOf: new Date(asOfOf(view)).toISOString(),
  values: sharedOf(view, columns, { usageDays, firstAt }),
});

/** Of the numbers alone: that an hour has passed is no news. */
function digestOf(lines: readonly ShareLine[]): string {
  const told = lines.map(({ sku, location, uom, theirs, values }) => [
    ...[sku, location, uom, theirs],
    Object.entries(values).map(([c, v]) => [c, v.value]),
  ]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
