import type { PoolClient } from 'pg';
import { SAMPLED_LIGHTLY } from '../../database/transaction';

/**
 * Where a comparison gathers its pairs: temporary tables, empty when the transaction ends, made once on a connection. To make
 * and drop sixteen of them takes ten times as long as to compare the ten lines of a mail. Analysed empty, so that the planner
 * goes by the size they have and takes a handful of rows for a handful; what is filled with many is analysed then.
 */
export async function openTables(client: PoolClient): Promise<void> {
  await client.query(SAMPLED_LIGHTLY);
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('pg_temp.pair_left') is not null there`);
  if (!rows[0]!.there) await client.query(TABLES);
}

/** So many rows can be sampled for less than a plan that guesses at them may cost. */
export const FEW = 200;

const TABLES = `
create temp table touched_claimed (id bigint not null) on commit delete rows;
create temp table pair_found (item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null default true)
  on commit delete rows;
create temp table pair_chain (item_id bigint not null, successor_id bigint not null) on commit delete rows;
create temp table program_now (n int not null, supplier_id uuid not null, sku text not null, location text not null, terms jsonb not null,
  item_id bigint, location_id bigint) on commit delete rows;
create temp table pair (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null,
  a int not null, b int not null, c int not null, d int not null) on commit delete rows;
create temp table pair_terms (a int not null, b int not null, c int not null, d int not null, terms jsonb, available boolean not null,
  tolerance_qty numeric not null, tolerance_share numeric not null, low numeric not null, plain boolean not null) on commit delete rows;
create temp table pool_judged (id uuid not null) on commit delete rows;
create temp table pool_pair (item_id bigint not null, location_id bigint not null) on commit delete rows;
create temp table pool_shipment (id uuid not null) on commit delete rows;
create temp table pool_stock (item_id bigint not null, location_id bigint not null, stock numeric not null, used numeric not null) on commit delete rows;
create temp table pair_said (n int not null, quantity numeric not null, as_of_from timestamptz not null, as_of_to timestamptz not null,
  document_id uuid not null, place text not null, repeated boolean not null) on commit delete rows;
create temp table pair_counted (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, agreed boolean not null,
  low numeric not null, tolerance_qty numeric not null, tolerance_share numeric not null, said boolean not null, quantity numeric,
  as_of_from timestamptz, as_of_to timestamptz, document_id uuid, place text, repeated boolean, counted numeric not null,
  counted_at timestamptz not null) on commit delete rows;
create temp table pair_moved (n int not null, upto numeric, total numeric, doubtful boolean, meanwhile boolean) on commit delete rows;
create temp table pair_plain (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, quantity numeric not null,
  book numeric not null, as_of_from timestamptz not null, as_of_to timestamptz not null, watermark timestamptz, document_id uuid not null,
  place text not null, tolerance numeric not null) on commit delete rows;
create temp table pair_silent (n int not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, agreed boolean not null)
  on commit delete rows;
create temp table pair_left (n bigint not null, item_id bigint not null, location_id bigint not null, supplier_id uuid not null, direct boolean not null,
  terms jsonb) on commit delete rows;
analyze touched_claimed, pair_found, pair_chain, program_now, pair, pair_terms, pool_judged, pool_pair, pool_shipment, pool_stock,
  pair_said, pair_counted, pair_moved, pair_plain, pair_silent, pair_left`;
