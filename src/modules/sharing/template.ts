import type { Pool } from 'pg';
import { takenBack } from '../../database/transaction';
import { templateOf } from '../../domain/sharing/template';
import { writeWorkbook } from '../../domain/workbook/write-workbook';
import { supplierPairs } from '../reconciliation/supplier-views.store';
import { itemNames, unitsOf } from './names.store';
import type { Sharing } from './settings';
import type { SharedWith } from './snapshots.store';

/** A stock list for a supplier to fill in, with all items and places of its program that it may see. */
export async function templateFor(pool: Pool, supplier: SharedWith, { locations }: Sharing, now: string): Promise<Buffer> {
  return takenBack(pool, async (client) => {
    const pairs = (await supplierPairs(client, supplier.id, now)).filter(({ view }) => locations?.includes(view.location) ?? true);
    const ids = [...new Set(pairs.map((p) => p.itemId))];
    const names = await itemNames(client, supplier.id, ids, now);
    const lines = pairs
      .map(({ view: { sku, location, uom }, itemId }) => {
        const { description, theirs } = names.get(itemId)!;
        return { sku, location, uom, description, theirs: theirs[0]?.value ?? null };
      })
      .sort((a, b) => (a.location === b.location ? (a.sku < b.sku ? -1 : 1) : a.location < b.location ? -1 : 1));
    return writeWorkbook(templateOf({ locale: supplier.locale, lines, units: await unitsOf(client, ids) }));
  });
}
