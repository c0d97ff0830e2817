import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import { jsonb } from '../../database/jsonb';
import { uuidv7 } from '../../platform/ids';
import type { Sees } from '../access/sees';
import { type WrittenEvent, writeEvents } from '../exceptions/desk.store';

export const REQUEST_KINDS = ['count', 'adjustment'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_STATES = ['open', 'answered', 'withdrawn'] as const;

export interface RequestReport {
  readonly id: string; // req_…
  readonly kind: RequestKind;
  readonly exception: string;
  readonly sku: string;
  readonly location: string;
  readonly uom: string;
  readonly quantity: string | null; // of an adjustment: signed, in the base unit
  readonly evidence: Readonly<Record<string, unknown>>; // as the exception stood
  readonly state: (typeof REQUEST_STATES)[number];
  readonly leaves: boolean; // false: no endpoint or place asked for it, and it waits to be fetched
  readonly made_at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly ended_at: string | null;
  readonly answer: { readonly at: string; readonly quantity: string; readonly key: string | null } | null; // of the feed
}
export interface RequestFilter {
  readonly ids?: readonly string[] | undefined;
  readonly states?: readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}
const bare = (id: string): string => id.replace(/^(req|exc)_/, '');

/** The newest first; by the supplier of its exception and its place, as somebody sees them. */
export async function reportRequests(db: Pool | PoolClient, sees: Sees, f: RequestFilter): Promise<RequestReport[]> {
  const { rows } = await db.query<RequestReport>(
    `select 'req_' || r.id id, r.kind, 'exc_' || r.exception_id exception, i.sku, l.code as location, i.uom, trim_scale(r.quantity)::text quantity, r.evidence, r.state,
  r.leaves, ${instant('r.made_at')} made_at, r.author "by", r.reason, ${instant('r.ended_at')} ended_at, r.answer
from feed_request r join item i on i.id = r.item_id join location l on l.id = r.location_id
where ($1::text[] is null or r.evidence->>'supplier' = any ($1)) and ($2::text[] is null or l.code = any ($2))
  and ($3::uuid[] is null or r.id = any ($3)) and ($4::text[] is null or r.state = any ($4)) and ($5::uuid is null or r.id < $5)
order by r.id desc limit $6`,
    [
      ...[sees.suppliers, sees.locations, f.ids?.map(bare) ?? null, f.states ?? null],
      ...[f.before === undefined ? null : bare(f.before), f.limit ?? null],
    ],
  );
  return rows;
}

export interface Requested {
  readonly exceptionId: string; // bare
  readonly itemId: string;
  readonly locationId: string;
  readonly kind: RequestKind;
  readonly quantity: string | null;
  readonly evidence: object;
  readonly author: string;
  readonly reason: string;
}
/** The id of the item and the place of an exception; undefined where it names none. */
export async function pairOf(client: PoolClient, exception: string): Promise<{ itemId: string; locationId: string } | undefined> {
  const { rows } = await client.query<{ itemId: string; locationId: string }>(
    `select i.id::text "itemId", l.id::text "locationId" from supply_exception e join item i on i.sku = e.sku join location l on l.code = e.location
where e.id = $1 for update of e`,
    [bare(exception)],
  );
  return rows[0];
}

/** Undefined where one of its kind is open for the item at the place. */
export async function insertRequest(client: PoolClient, r: Requested, now: string): Promise<string | undefined> {
  const id = uuidv7();
  const { rowCount } = await client.query(
    `insert into feed_request (id, kind, exception_id, item_id, location_id, quantity, evidence, state, leaves, made_at, author, reason)
values ($1, $2, $3, $4, $5, $6, $7, 'open', false, $8, $9, $10) on conflict (kind, item_id, location_id) where state = 'open' do nothing`,
    [id, r.kind, r.exceptionId, r.itemId, r.locationId, r.quantity, jsonb(r.evidence), now, r.author, r.reason || null],
  );
  return rowCount === 0 ? undefined : id;
}
export const noteLeaves = (client: PoolClient, id: string): Promise<unknown> =>
  client.query('update feed_request set leaves = true where id = $1', [bare(id)]);

export async function withdrawRequest(client: PoolClient, id: string, author: string, reason: string, now: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update feed_request set state = 'withdrawn', author = $2, reason = $3, ended_at = $4 where id = $1 and state = 'open'`,
    [bare(id), author, reason, now],
  );
  return rowCount === 1;
}

/**
 * What the feed brought since. A count of a bare day is one of that day or later: nobody can tell whether it was before or after,
 * and it was told after. An adjustment goes by when it was booked, since it may be booked for an earlier day.
 */
const ANSWERED = `
with answered as (
  select r.id, x.answer from feed_request r cross join lateral (
    select json_build_object('at', ${instant('c.counted_at')}, 'quantity', trim_scale(c.quantity)::text, 'key', c.count_ref) answer
    from stock_count c where r.kind = 'count' and c.item_id = r.item_id and c.location_id = r.location_id and c.counted_at > r.made_at
      and c.imported_at > r.made_at order by c.imported_at, c.counted_at, c.id limit 1) x where r.state = 'open'
  union all
  select r.id, x.answer from feed_request r cross join lateral (
    select json_build_object('at', ${instant('m.moved_from')}, 'quantity', trim_scale(m.signed)::text, 'key', m.key) answer
    from movement m where r.kind = 'adjustment' and m.kind = 'adjustment' and m.item_id = r.item_id and m.location_id = r.location_id
      and m.posted_at > r.made_at and m.imported_at > r.made_at order by m.imported_at, m.posted_at, m.key limit 1) x where r.state = 'open')
update feed_request r set state = 'answered', ended_at = $1, answer = a.answer from answered a
where r.id = a.id and r.made_at <= $1 returning r.id, r.exception_id, r.kind, r.answer->>'quantity' "quantity", r.answer->>'at' "at"`;

/** Ends what the feed has answered, and tells it in the history of its exception. In the transaction of the reconciliation. */
export async function settleRequests(client: PoolClient, now: string): Promise<number> {
  const { rows } = await client.query<{ id: string; exception_id: string; kind: RequestKind; quantity: string; at: string }>(ANSWERED, [
    now,
  ]);
  const events = rows.map((r): WrittenEvent => ({
    ...{ exception_id: r.exception_id, what: r.kind === 'count' ? 'counted' : 'adjusted' },
    details: { request: `req_${r.id}`, why: `${r.quantity} at ${r.at}, by the feed` },
  }));
  await writeEvents(client, events, now);
  return rows.length;
}
