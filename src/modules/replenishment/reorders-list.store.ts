import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Term } from '../../domain/replenishment/draft';
import { seenAs } from '../../platform/sha256';
import type { Sees } from '../access/sees';
import { DOUBTS } from './doubts.sql';

export const REORDER_STATES = ['open', 'deferred', 'declined', 'approved', 'closed'] as const;
export type ReorderState = (typeof REORDER_STATES)[number];

export interface Doubt {
  readonly name: string;
  readonly what: string; // type of the exception
  readonly says: string;
  readonly released: boolean;
}
/** A draft as it is shown: the sum with all that goes into it. Quantities are decimals in the base unit. */
export interface ReorderReport {
  readonly id: string;
  readonly state: ReorderState;
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly uom: string;
  readonly quantity: string; // that is ordered: as changed, else as suggested
  readonly suggested: string;
  readonly changed: boolean;
  readonly need: string; // before rounding
  readonly sum: string;
  readonly terms: readonly Term[];
  readonly on_hand: string;
  readonly min: string;
  readonly value: { readonly amount: string; readonly currency: string | null } | null; // null: nobody knows its cost
  readonly held: boolean;
  readonly doubts: readonly Doubt[];
  readonly version: string; // of what is seen; an approval names it
  readonly approvals: readonly { readonly by: string; readonly stands_for: string | null; readonly at: string }[]; // of these very numbers
  readonly deferred_until: string | null;
  readonly drafted_at: string;
  readonly recalculated_at: string;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly closed_why: string | null;
  readonly order: OrderShown | null;
}
export interface OrderShown {
  readonly id: string;
  readonly name: string;
  readonly way: string;
  readonly state: string;
  readonly po: string | null;
  readonly line: string | null;
  readonly refused: string | null;
}
export interface ReorderFilter {
  readonly ids?: readonly string[] | undefined;
  readonly supplier?: string | undefined;
  readonly location?: string | undefined;
  readonly sku?: string | undefined;
  readonly states?: readonly string[] | undefined; // open ones if absent
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

/** Of the supplier's and at the places that somebody sees. */
export const SEEN = (suppliers: string, locations: string): string =>
  `(${suppliers}::text[] is null or s.code = any (${suppliers})) and (${locations}::text[] is null or l.code = any (${locations}))`;
export const bare = (id: string): string => id.replace(/^(reo|ord)_/, '');

const LIST = `
select 'reo_' || r.id id, r.state, s.code supplier, i.sku, l.code as location, r.numbers->>'uom' uom,
  coalesce(r.approved_quantity, r.set_quantity, r.quantity)::text quantity, r.quantity::text suggested, r.set_quantity is not null changed,
  r.numbers->>'need' need, r.numbers->>'sum' sum, r.numbers->'terms' terms, r.numbers->>'on_hand' on_hand, r.numbers->>'min' min,
  case when r.unit_cost > 0 then json_build_object('amount', trim_scale(r.unit_cost * coalesce(r.approved_quantity, r.set_quantity, r.quantity))::text,
    'currency', r.currency) end "value",
  r.version "numbers", ${DOUBTS} doubts,
  coalesce((select json_agg(json_build_object('by', a.author, 'stands_for', a.stands_for, 'at', ${instant('a.at')}) order by a.at)
    from reorder_approval a where a.reorder_id = r.id and a.version = r.version), '[]') approvals,
  ${instant('r.deferred_until')} deferred_until, ${instant('r.drafted_at')} drafted_at, ${instant('r.recalculated_at')} recalculated_at,
  ${instant('r.decided_at')} decided_at, r.author decided_by, r.reason, r.closed_why,
  case when o.id is not null then json_build_object('id', 'ord_' || o.id, 'name', 'R-' || o.n, 'way', o.way, 'state', o.state, 'po', o.po,
    'line', r.line, 'refused', o.refused) end "order"
from reorder r join supplier s on s.id = r.supplier_id join item i on i.id = r.item_id join location l on l.id = r.location_id
left join reorder_order o on o.id = r.order_id
where ${SEEN('$1', '$2')} and ($3::uuid[] is null or r.id = any ($3)) and ($4::text is null or s.code = $4) and ($5::text is null or l.code = $5)
  and ($6::text is null or i.sku = $6) and ($7::text[] is null or r.state = any ($7)) and ($8::uuid is null or r.id < $8)`;

type Row = Omit<ReorderReport, 'held' | 'version'> & { readonly numbers: string };

/** Grouped as they are ordered: by supplier and place; page by page the newest first, by ids that never change. */
export async function reportReorders(db: Pool | PoolClient, sees: Sees, f: ReorderFilter): Promise<ReorderReport[]> {
  const order = f.limit === undefined ? 's.code, l.code, i.sku, r.id' : 'r.id desc';
  const { rows } = await db.query<Row>(`${LIST} order by ${order} limit $9`, [
    ...[sees.suppliers, sees.locations, f.ids?.map(bare) ?? null, f.supplier ?? null, f.location ?? null, f.sku ?? null],
    ...[f.states ?? ['open'], f.before === undefined ? null : bare(f.before), f.limit ?? null],
  ]);
  return rows.map(({ numbers, ...r }) => ({ ...r, held: isHeld(r), version: seenVersion(numbers, r.doubts) }));
}

/** What is decided is no longer held, whatever is found of its count later. */
const isHeld = ({ state, doubts }: Pick<Row, 'state' | 'doubts'>): boolean =>
  ['open', 'deferred'].includes(state) && doubts.some((d) => !d.released);

/** The numbers, and behind a dash the doubts that were seen with them. */
export const seenVersion = (numbers: string, doubts: readonly Doubt[]): string =>
  doubts.length === 0 ? numbers : `${numbers}-${seenAs(doubts.map((d) => d.name)).slice(0, 6)}`;

export interface Gap {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly why: string;
  readonly says: string;
  readonly since: string;
}
/** Where something may be due and nobody can tell how much. */
export async function reportGaps(db: Pool, sees: Sees, f: Pick<ReorderFilter, 'supplier' | 'location' | 'sku'>): Promise<Gap[]> {
  const { rows } = await db.query<Gap>(
    `select s.code supplier, i.sku, l.code as location, g.why, g.says, ${instant('g.since')} since
from reorder_gap g join supplier s on s.id = g.supplier_id join item i on i.id = g.item_id join location l on l.id = g.location_id
where ${SEEN('$1', '$2')} and ($3::text is null or s.code = $3) and ($4::text is null or l.code = $4) and ($5::text is null or i.sku = $5)
order by 1, 3, 2 limit 500`,
    [sees.suppliers, sees.locations, f.supplier ?? null, f.location ?? null, f.sku ?? null],
  );
  return rows;
}

export interface ReorderEvent {
  readonly at: string;
  readonly what: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
export async function reorderEvents(db: Pool | PoolClient, id: string): Promise<ReorderEvent[]> {
  const { rows } = await db.query<ReorderEvent>(
    `select ${instant('at')} at, what, author by, reason, details from reorder_event where reorder_id = $1 order by id`,
    [bare(id)],
  );
  return rows;
}
