import type { PoolClient } from 'pg';
import { exact, negate } from '../../domain/canonical/quantity';
import type { CountFact } from '../../domain/rules/pair-view';
import type { OpenDifference, StatedMovement } from '../../domain/sharing/statement';
import { millis } from '../reconciliation/millis';

interface Facts {
  readonly counts: readonly CountFact[];
  readonly movements: readonly StatedMovement[];
  readonly open: readonly OpenDifference[];
}
type Texted<T> = Omit<T, 'quantity' | 'signed'> & { readonly quantity: string; readonly signed: string };
interface Row {
  readonly counts: Texted<CountFact>[];
  readonly movements: (Texted<StatedMovement> & { readonly own: boolean })[];
  readonly open: OpenDifference[];
}
const list = (select: string): string => `coalesce((select json_agg(x) from (${select}) x), '[]')`;

/** Whose stock a row is, as a comparison sees it: what the supplier owns is stated to that supplier alone. */
const own = (alias: string): string =>
  `case when $4 then ${alias}.owner = 'supplier' and (${alias}.supplier_id is null or ${alias}.supplier_id = $3) else ${alias}.owner = 'buyer' end`;

/**
 * What was counted and moved of one item at one place since the last count before a month began; all of it where stock was ever
 * set aside, since what was set aside may never have been counted. What an ownership transfer takes from the one owner it gives to the other.
 */
const QUERY = `
with since as (select case when exists (select 1 from movement m where m.item_id = $1 and m.location_id = $2 and (m.status <> 'unrestricted' or m.to_status is not null))
  then '-infinity'::timestamptz else coalesce((select min(x.at) from (select max(c.counted_at) at from stock_count c
    where c.item_id = $1 and c.location_id = $2 and ${own('c')} and c.counted_at < to_timestamp($5 / 1000.0) group by c.status) x), '-infinity') end at)
select ${list(`select ${millis('c.counted_at')} at, c.quantity::text quantity, c.basis, c.status, c.count_ref ref from stock_count c, since
    where c.item_id = $1 and c.location_id = $2 and ${own('c')} and c.counted_at >= since.at order by c.counted_at`)} counts,
  ${list(`select m.key, ${millis('m.moved_from')} "from", ${millis('m.moved_to')} "to", ${millis('m.posted_from')} "postedFrom", ${millis('m.posted_at')} "postedTo",
    m.kind, m.signed::text signed, m.status, m.to_status "toStatus", m.count_ref "countRef", m.ship_notice "shipNotice", m.po, m.reason, ${own('m')} own
    from movement m, since where m.item_id = $1 and m.location_id = $2 and (${own('m')} or m.kind = 'ownership_transfer')
      and (m.moved_to >= since.at or m.posted_at >= since.at) order by m.moved_from, m.key`)} movements,
  ${list(`select 'exc_' || e.id id, e.type, e.reported, e.difference from supply_exception e
    where e.status <> 'resolved' and not e.shadow and e.item_id = $1 and e.location_id = $2 and e.supplier_id = $3 order by e.opened_at`)} open`;

export async function statementFacts(
  client: PoolClient,
  of: { readonly itemId: string; readonly locationId: string; readonly supplierId: string; readonly consigned: boolean },
  monthBegins: number,
): Promise<Facts> {
  const { rows } = await client.query<Row>(QUERY, [of.itemId, of.locationId, of.supplierId, of.consigned, monthBegins]);
  const { counts, movements, open } = rows[0]!;
  return {
    counts: counts.map((c) => ({ ...c, quantity: exact(c.quantity) })),
    movements: movements.map(({ own: isOwn, ...m }) => ({ ...m, signed: isOwn ? exact(m.signed) : negate(exact(m.signed)) })),
    open,
  };
}
