import type { PoolClient } from 'pg';
import type { PairView } from '../../domain/rules/pair-view';
import { viewsOf } from '../../domain/rules/shipment-pool';
import { incomingOf } from './incoming';
import { millis } from './millis';
import { pairViews } from './pair-views.store';
import { collectPairs } from './pairs.store';
import { shipmentPool } from './shipment-pool.store';
import { openPairs } from './tables.store';

/** A pair with the numbers of its rows. */
export interface SupplierPair {
  readonly view: PairView;
  readonly itemId: string;
  readonly locationId: string;
  readonly firstAt: number | null; // when our data of it begin, however far back a view looks
}

/** Everything that the pure rules may look at, for all pairs of one supplier about which something is agreed; nothing is judged. */
export async function supplierPairs(client: PoolClient, supplierId: string, now: string): Promise<SupplierPair[]> {
  await openPairs(client);
  await collectPairs(client, { supplierId }, now);
  const at = Date.parse(now);
  const { pool } = await shipmentPool(client, at);
  const incoming = incomingOf(viewsOf(pool).shipments);
  await client.query(
    'insert into pair_left select (row_number() over (order by n))::int, item_id, location_id, supplier_id, direct, a, b, c, d, e from pair where supplier_id = $1',
    [supplierId],
  );
  const views: PairView[] = [];
  for await (const some of pairViews(client, at, incoming)) views.push(...some);
  const { rows } = await client.query<Omit<SupplierPair, 'view'> & { sku: string; location: string }>(
    `select i.sku, l.code "location", p.item_id::text "itemId", p.location_id::text "locationId",
  ${millis(`least((select min(c.counted_at) from stock_count c where c.item_id = p.item_id and c.location_id = p.location_id),
    (select min(m.moved_from) from movement m where m.item_id = p.item_id and m.location_id = p.location_id))`)} "firstAt"
from pair_left p join item i on i.id = p.item_id join location l on l.id = p.location_id`,
  );
  const ids = new Map(rows.map((r) => [`${r.sku}\t${r.location}`, r]));
  return views
    .filter((v) => v.terms !== null)
    .map((view) => {
      const { itemId, locationId, firstAt } = ids.get(`${view.sku}	${view.location}`)!;
      return { view, itemId, locationId, firstAt };
    });
}
