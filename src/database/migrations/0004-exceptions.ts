import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The desk, the pairs as last compared, and what is still to be evaluated. The comparisons are worked out from the ledger and
 * can be again, so they are not logged: after a crash of the server the next reconciliation fills them.
 */
export class Exceptions1732400000004 implements MigrationInterface {
  name = 'Exceptions1732400000004';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table supply_exception (
  id uuid constraint pk_supply_exception primary key,
  key text not null, type text not null, severity text not null, status text not null,
  suppressed_by uuid, previous_id uuid,
  supplier_id uuid, item_id bigint, location_id bigint, supplier text, sku text, location text,
  as_of text, as_of_to timestamptz, reported text, expected_low text, expected_high text, difference text, uom text,
  value_amount text, value_currency text, cause jsonb, documents jsonb not null default '[]', message text not null,
  details jsonb not null default '{}',
  opened_at timestamptz not null, last_seen_at timestamptz not null, resolved_at timestamptz, resolution text,
  resolved_as_of timestamptz, occurrences int not null default 1, raised_at timestamptz[] not null, accepted_until timestamptz, folded_under text);
create unique index uq_supply_exception_open on supply_exception (key) where status <> 'resolved';
create index ix_supply_exception_key on supply_exception (key, resolved_at);
create table exception_event (
  id bigint generated always as identity constraint pk_exception_event primary key,
  exception_id uuid not null, at timestamptz not null, what text not null, details jsonb not null default '{}');
create index ix_exception_event_exception on exception_event (exception_id);
create unlogged table comparison (
  item_id bigint not null, location_id bigint not null, owner text not null, supplier_id uuid not null,
  state text not null, reported numeric, low numeric, high numeric, distance numeric, tolerance numeric,
  window_from timestamptz, window_to timestamptz, watermark timestamptz, reason text, flip text,
  document_id uuid, place text, compared_at timestamptz not null,
  constraint pk_comparison primary key (item_id, location_id, owner, supplier_id));
create table touched (
  id bigint generated always as identity constraint pk_touched primary key,
  item_id bigint, location_id bigint, supplier_id uuid, kind text not null, ref text, at timestamptz not null);
create table watermark_advance (
  location_id bigint not null, at timestamptz not null, through timestamptz not null,
  constraint pk_watermark_advance primary key (location_id, at));
create table setting (name text constraint pk_setting primary key, value jsonb not null);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table supply_exception, exception_event, comparison, touched, watermark_advance, setting');
  }
}
