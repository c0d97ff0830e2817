import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The facts, append only. Keyed (item, instant, id), so that they distribute by item and partition by time; the outside
 * world's own keys live in small key tables, so that a correction finds its row though item or date changed.
 */
export class Ledger1732400000003 implements MigrationInterface {
  name = 'Ledger1732400000003';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create sequence fact_id;
create table stock_count (
  item_id bigint not null, counted_at timestamptz not null, id bigint not null default nextval('fact_id'),
  location_id bigint not null, said_date date,
  quantity numeric not null, basis text not null, status text not null, owner text not null,
  supplier_id uuid, count_ref text, lot text not null default '', imported_at timestamptz not null, source text,
  constraint pk_stock_count primary key (item_id, counted_at, id));
create unique index uq_stock_count on stock_count (item_id, location_id, counted_at, status, owner, supplier_id, lot) nulls not distinct;
create table movement (
  item_id bigint not null, moved_from timestamptz not null, id bigint not null default nextval('fact_id'),
  moved_to timestamptz not null, posted_from timestamptz not null, posted_at timestamptz not null, location_id bigint not null,
  key text not null, kind text not null, quantity numeric not null, signed numeric not null,
  owner text not null, supplier_id uuid, status text not null default 'unrestricted', to_status text,
  final boolean not null default false, ship_notice text, po text, po_line text, packing_slip text, sscc text,
  reverses text, count_ref text, counter_location text, reason text, lot text,
  imported_at timestamptz not null, source text,
  constraint pk_movement primary key (item_id, moved_from, id));
create table movement_key (
  key text constraint pk_movement_key primary key,
  item_id bigint not null, moved_from timestamptz not null, id bigint not null);
create table order_line (
  po text not null, line text not null, supplier_id uuid not null, item_id bigint not null, location_id bigint not null,
  ordered_at timestamptz not null, due_from timestamptz, due_to timestamptz, promised_from timestamptz, promised_to timestamptz,
  quantity numeric not null, confirmed_quantity numeric, open_quantity numeric, status text not null,
  ship_to text, drop_ship boolean not null default false, imported_at timestamptz not null, source text,
  constraint pk_order_line primary key (po, line));
create index ix_order_line_item on order_line (item_id, location_id) where status = 'open';
create table demand (
  item_id bigint not null, from_at timestamptz not null, to_at timestamptz not null, location_id bigint not null,
  quantity numeric not null, imported_at timestamptz not null, source text,
  constraint pk_demand primary key (item_id, from_at, location_id, to_at));
create table feed_watermark (
  location text not null, kind text not null, complete_through timestamptz not null, mode text not null, imported_at timestamptz not null,
  constraint pk_feed_watermark primary key (location, kind));
create table feed_statement (
  location text not null, kind text not null, complete_through timestamptz not null, mode text not null, imported_at timestamptz not null,
  constraint pk_feed_statement primary key (location, kind, complete_through));
create table feed_import (
  sha256 text not null, kind text not null, imported_at timestamptz not null, source text not null, accepted bigint not null,
  constraint pk_feed_import primary key (sha256, kind, imported_at));
create table location_watermark (
  location_id bigint constraint pk_location_watermark primary key, newest_fact timestamptz not null);
create table fact_revision (
  id bigint generated always as identity constraint pk_fact_revision primary key,
  kind text not null, key text not null, before jsonb not null, replaced_at timestamptz not null, source text);
create index ix_fact_revision_key on fact_revision (kind, key);
create table observation (
  item_id bigint not null, as_of_to timestamptz not null, id bigint not null default nextval('fact_id'),
  as_of_from timestamptz not null, said text not null, location_id bigint not null, supplier_id uuid not null,
  measure text not null, quantity numeric not null,
  document_id uuid not null, n int not null, place text not null, given text not null, received_at timestamptz not null,
  constraint pk_observation primary key (item_id, as_of_to, id));
create index ix_observation_document on observation (document_id, n);
create table shipment (
  id uuid constraint pk_shipment primary key,
  supplier_id uuid not null, reference text not null, version int not null, state text not null,
  shipped_from timestamptz, shipped_to timestamptz, eta_from timestamptz, eta_to timestamptz,
  document_id uuid not null, received_at timestamptz not null, current boolean not null default true,
  constraint uq_shipment unique (supplier_id, reference, version));
create table shipment_line (
  item_id bigint not null, shipped_at timestamptz not null, id bigint not null default nextval('fact_id'),
  shipment_id uuid not null, supplier_id uuid not null, location_id bigint not null, quantity numeric not null,
  po text, po_line text, sscc text, lot text, document_id uuid not null, n int not null, place text not null, given text not null,
  constraint pk_shipment_line primary key (item_id, shipped_at, id));
create index ix_shipment_line_shipment on shipment_line (shipment_id);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table stock_count, movement, movement_key, order_line, demand, feed_watermark, feed_statement, feed_import,
      location_watermark,
      fact_revision, observation, shipment, shipment_line`);
    await q.query('drop sequence fact_id');
  }
}
