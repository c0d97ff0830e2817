import type { PoolClient } from 'pg';
import { openTables } from '../../database/kept-tables';
import { PLANNED_ONCE } from '../../database/prepared';

/** Where a comparison gathers its pairs; what is filled with many is analysed then. */
export async function openPairs(client: PoolClient): Promise<void> {
  await openTables(client, TABLES, { program_now: WIDE, pair_terms: WIDE });
  await client.query(`${PLANNED_ONCE}; ${LOOKED_UP}`);
}

/** So many rows can be sampled for less than a plan that guesses at them may cost. */
export const FEW = 500;

/** What is looked at lies in memory mostly: by the server's guess at a disk, a hundredth of the movements was found by reading all. */
const LOOKED_UP = 'set local random_page_cost = 1.1';

/** Pages of those that hold terms, of which a row takes as much as ten others; nothing is looked up by their rows. */
const WIDE = 64;

const TABLES = `
create temp table touched_claimed (id bigint not null);
create temp table pair_found (item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null default true);
create temp table pair_chain (item_id bigint not null, successor_id bigint not null);
create temp table program_now (n int not null, supplier_id uuid, sku text not null, location text not null, terms jsonb not null,
  item_id bigint, location_id bigint, level int not null);
create temp table tolerance_now (n int not null, supplier_id uuid, class text, terms jsonb not null, level int not null);
create temp table pair (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null,
  a int not null, b int not null, c int not null, d int not null, e int not null);
create temp table pair_terms (a int not null, b int not null, c int not null, d int not null, e int not null, terms jsonb, tolerances jsonb, available boolean not null,
  tolerance_qty numeric not null, tolerance_share numeric not null, low numeric not null, high numeric, lead_days int, plain boolean not null);
create temp table pair_coming (n int not null, coming numeric not null, drifts boolean not null);
create temp table pool_judged (id uuid not null);
create temp table pool_pair (item_id bigint not null, location_id bigint not null);
create temp table pool_shipment (id uuid not null);
create temp table pool_stock (item_id bigint not null, location_id bigint not null, stock numeric not null, used numeric not null);
create temp table pair_said (n int not null, quantity numeric not null, as_of_from timestamptz not null, as_of_to timestamptz not null,
  document_id uuid not null, place text not null, repeated boolean not null);
create temp table pair_counted (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, agreed boolean not null,
  low numeric not null, high numeric, lead_days int, tolerance_qty numeric not null, tolerance_share numeric not null, said boolean not null, quantity numeric,
  as_of_from timestamptz, as_of_to timestamptz, document_id uuid, place text, repeated boolean, counted numeric not null,
  counted_at timestamptz not null, before numeric, before_at timestamptz);
create temp table pair_moved (n int not null, upto numeric, total numeric, between_counts numeric, used numeric, used_days int, last_used timestamptz,
  doubtful boolean, meanwhile boolean);
create temp table pair_plain (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, quantity numeric not null,
  book numeric not null, as_of_from timestamptz not null, as_of_to timestamptz not null, watermark timestamptz, document_id uuid not null,
  place text not null, tolerance numeric not null, quiet_until timestamptz not null, more_said boolean not null);
create temp table pair_silent (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, agreed boolean not null,
  quiet_until timestamptz not null);
create temp table pair_left (n bigint not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null,
  a int not null, b int not null, c int not null, d int not null, e int not null)`;
