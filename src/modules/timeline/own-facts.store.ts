import type { PoolClient } from 'pg';
import { exact, negate } from '../../domain/canonical/quantity';
import type { Terms } from '../../domain/items/terms';
import type { CountSaid, MovementSaid } from '../../domain/timeline/facts';
import { millis } from '../reconciliation/millis';
import type { Subject } from './subject.store';

export interface Span {
  readonly from: number;
  readonly to: number;
}
/** Above so many movements each day is one: nobody sees more in a picture, and reads more in a table. */
export const MOST_MOVEMENTS = 1500;
/** A posting may follow its movement by so much; the key of a movement is its item and when it moved. */
const POSTED_LATER = `interval '40 days'`;

/** Whose stock there is meant (domain/items/terms): the buyer's, the supplier's own, or both in one number. */
type Owned = 'buyer' | 'supplier' | 'both';
export const ownedBy = (terms: Terms | null): Owned =>
  terms?.owned_by === 'supplier' ? 'supplier' : terms?.stock_classes?.includes('consigned') ? 'both' : 'buyer';
const THEIRS = `x.owner = 'supplier' and (x.supplier_id is null or x.supplier_id = $3)`;
const OWN: Readonly<Record<Owned, string>> = {
  buyer: `x.owner = 'buyer'`,
  supplier: `(${THEIRS})`,
  both: `(x.owner = 'buyer' or (${THEIRS}))`,
};

type CountRow = Omit<CountSaid, 'quantity' | 'feed'> & { readonly quantity: string; readonly file: string | null };
/** Counts within the span, and those before it on which the book leans; where there are none, the next one after it. */
export async function countsOf(client: PoolClient, s: Subject, owned: Owned, { from, to }: Span): Promise<CountSaid[]> {
  const own = `from stock_count x where x.item_id = $1 and x.location_id = $2 and $3::uuid is not null and ${OWN[owned]}`;
  const { rows } = await client.query<CountRow>(
    `select ${millis('x.counted_at')} at, x.quantity::text quantity, x.basis, x.status, x.count_ref ref, ${owned === 'both' ? 'x.owner' : 'null'} "owner", x.source "file" ${own}
  and x.counted_at >= coalesce((select min(k.at) from (select max(x.counted_at) at ${own} and x.counted_at <= to_timestamp($4 / 1000.0) group by x.status, x.owner) k), '-infinity')
  and x.counted_at <= greatest(to_timestamp($5 / 1000.0), (select min(x.counted_at) ${own} and x.counted_at > to_timestamp($4 / 1000.0)))
order by x.counted_at, x.id`,
    [s.itemId, s.locationId, s.supplierId, from, to],
  );
  return rows.map(({ file, quantity, ...c }) => ({ ...c, quantity: exact(quantity), feed: { file, reference: c.ref } }));
}

type MovementRow = Omit<MovementSaid, 'signed' | 'feed'> & {
  readonly signed: string;
  readonly file: string | null;
  readonly reference: string | null;
};
/**
 * What moved within the span, and since the counts before it. Where it is too much each kind is one sum a day, parted where
 * somebody counted or reported in between: the book at these instants stays what it is.
 */
export async function movementsOf(
  client: PoolClient,
  s: Subject,
  owned: Owned,
  { from, to }: Span,
  { turns, hide }: { readonly turns: readonly number[]; readonly hide: boolean },
): Promise<{ readonly movements: MovementSaid[]; readonly summed: boolean }> {
  const given = [s.itemId, s.locationId, s.supplierId, from, to];
  // What somebody who sees one supplier is told of what came from another: that it came.
  const shown = (column: string): string => (hide ? `case when x.supplier_id is null or x.supplier_id = $3 then ${column} end` : column);
  const own = `${OWN[owned]} own`;
  const all = `(select x.*, ${own} from movement x where x.item_id = $1 and x.location_id = $2 and $3::uuid is not null
    and x.moved_from >= to_timestamp($4 / 1000.0) - ${POSTED_LATER} and x.moved_from <= to_timestamp($5 / 1000.0)
    and (x.moved_to >= to_timestamp($4 / 1000.0) or x.posted_at >= to_timestamp($4 / 1000.0))
    and (${OWN[owned]} or x.kind = 'ownership_transfer')) x`;
  const signed = `case when x.own then x.signed else - x.signed end`;
  const owner = owned === 'both' ? 'x.owner' : 'null::text';
  const each = `select ${millis('x.moved_from')} "from", ${millis('x.moved_to')} "to", ${millis('x.posted_from')} "postedFrom", ${millis('x.posted_at')} "postedTo",
  x.kind, (${signed})::text signed, x.status, x.to_status "toStatus", x.count_ref "countRef", ${owner} "owner", 1 stands, ${shown('x.ship_notice')} "shipNotice",
  x.source "file", ${shown('x.key')} reference
from ${all} order by x.moved_to, x.id limit ${MOST_MOVEMENTS + 1}`;
  const { rows } = await client.query<MovementRow>(each, given);
  if (rows.length <= MOST_MOVEMENTS) return { movements: said(rows, owned), summed: false };
  const parted = (column: string): string => `width_bucket(${column} - interval '1 microsecond', $6::timestamptz[])`;
  const days = `select ${millis('min(x.moved_from)')} "from", ${millis('max(x.moved_to)')} "to", ${millis('min(x.posted_from)')} "postedFrom",
  ${millis('max(x.posted_at)')} "postedTo", x.kind, sum(${signed})::text signed, x.status, x.to_status "toStatus", x.count_ref "countRef", ${owner} "owner", count(*)::int stands,
  null "shipNotice", case when count(distinct x.source) = 1 then min(x.source) end "file", null reference
from ${all} group by (x.moved_to at time zone $7)::date, x.kind, x.status, x.to_status, x.count_ref, 10, ${parted('x.moved_to')}, ${parted('x.posted_at')}
order by max(x.moved_to), x.kind`;
  const instants = [...new Set(turns)].sort((a, b) => a - b).map((t) => new Date(t).toISOString());
  const { rows: sums } = await client.query<MovementRow>(days, [...given, instants, s.timezone]);
  return { movements: said(sums, owned), summed: true };
}

/** Where the stock of both owners is in view, what the one gives the other gets. */
function said(rows: readonly MovementRow[], owned: Owned): MovementSaid[] {
  return rows.flatMap(({ signed, file, reference, ...m }) => {
    const one = { ...m, signed: exact(signed), feed: { file, reference } };
    if (owned !== 'both' || m.kind !== 'ownership_transfer') return [one];
    return [one, { ...one, owner: m.owner === 'buyer' ? 'supplier' : 'buyer', signed: negate(one.signed) }];
  });
}
