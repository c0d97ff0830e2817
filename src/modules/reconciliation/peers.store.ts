import type { PoolClient } from 'pg';
import { exact } from '../../domain/canonical/quantity';
import type { Peer } from '../../domain/rules/pair-view';

/** The pairs that may explain those which differ, by supplier. */
export type PeersOf = ReadonlyMap<string, readonly Peer[]>;

interface PeerRow extends Omit<Peer, 'said' | 'low' | 'high' | 'tolerance'> {
  readonly supplier: string;
  readonly said: string;
  readonly low: string;
  readonly high: string;
  readonly tolerance: string;
}
export interface Wanted {
  readonly suppliers: readonly string[];
  readonly skus: readonly string[];
  readonly documents: readonly string[];
  readonly lists: readonly string[]; // those of them that have rows
}

/** Rows that have slid are seen beside those that agree; fewer than three of them are no run. */
const RUN = 3;

/**
 * As last compared: the lines of the same documents that differ, and of a list of which at least three do also those that agree;
 * the same items at other places; and whatever else of the supplier stands open as a divergence, reported in other documents or
 * judged in an earlier run. Segments slide past nothing, and a report of a hundred thousand would be read for a few that differ.
 */
export async function peersOf(client: PoolClient, wanted: Wanted): Promise<PeersOf> {
  const { rows } = await client.query<PeerRow>(
    `
with said as (select distinct o.item_id, o.location_id, o.supplier_id, o.document_id from observation o where o.document_id = any ($4)),
line as (select c.* from said o join comparison c on c.item_id = o.item_id and c.location_id = o.location_id and c.supplier_id = o.supplier_id
  and c.document_id = o.document_id),
wanted as (
  select c.item_id, c.location_id, c.owner, c.supplier_id from comparison c join supplier s on s.id = c.supplier_id
    where c.state = 'differs' and s.code = any ($1) and c.document_id = any ($3)
  union select item_id, location_id, owner, supplier_id from line
    where document_id in (select document_id from line where state = 'differs' group by 1 having count(*) >= ${RUN})
  union select c.item_id, c.location_id, c.owner, c.supplier_id from comparison c join item i on i.id = c.item_id join supplier s on s.id = c.supplier_id
    where i.sku = any ($2) and s.code = any ($1)
  union select c.item_id, c.location_id, c.owner, c.supplier_id from supply_exception e
    join comparison c on c.item_id = e.item_id and c.location_id = e.location_id and c.supplier_id = e.supplier_id and c.state = 'differs'
    where e.status <> 'resolved' and e.type in ('COUNT_DIVERGENCE', 'DECISION_FLIP') and e.supplier = any ($1))
select s.code supplier, i.sku, i.uom, l.code as location, 'doc_' || c.document_id as document, c.place, c.reported::text said, c.low::text low,
  c.high::text high, c.tolerance::text tolerance, c.state = 'differs' differs
from wanted w join comparison c on c.item_id = w.item_id and c.location_id = w.location_id and c.owner = w.owner and c.supplier_id = w.supplier_id
join item i on i.id = c.item_id join location l on l.id = c.location_id join supplier s on s.id = c.supplier_id where c.low is not null`,
    [wanted.suppliers, wanted.skus, wanted.documents, wanted.lists],
  );
  const out = new Map<string, Peer[]>();
  for (const { supplier, said, low, high, tolerance, ...row } of rows) {
    if (!out.has(supplier)) out.set(supplier, []);
    out.get(supplier)!.push({ ...row, said: exact(said), low: exact(low), high: exact(high), tolerance: exact(tolerance) });
  }
  return out;
}
