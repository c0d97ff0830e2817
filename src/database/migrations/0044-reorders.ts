import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is to be ordered: one live draft for each program, item and location, every version of its numbers, who approved which of
 * them, what became of it; and the orders that left.
 */
export class Reorders1732400000044 implements MigrationInterface {
  name = 'Reorders1732400000044';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table reorder_order (
  id uuid constraint pk_reorder_order primary key,
  n bigint generated always as identity constraint uq_reorder_order_n unique,
  supplier_id uuid not null, location_id bigint not null, way text not null, state text not null,
  po text, answered_at timestamptz, refused text, interchange_control bigint, group_control bigint, trouble text,
  placed_at timestamptz not null, author text not null);
create index ix_reorder_order_po on reorder_order (supplier_id, po);
create table reorder (
  id uuid constraint pk_reorder primary key,
  supplier_id uuid not null, item_id bigint not null, location_id bigint not null,
  state text not null, quantity numeric not null, set_quantity numeric, version text not null, numbers jsonb not null,
  released text[] not null default '{}', deferred_until timestamptz, closed_why text,
  unit_cost numeric, currency text,
  drafted_at timestamptz not null, recalculated_at timestamptz not null, decided_at timestamptz, author text, reason text,
  order_id uuid constraint fk_reorder_order references reorder_order deferrable initially deferred, line text, approved_quantity numeric, known_orders text[]);
create unique index uq_reorder_live on reorder (supplier_id, item_id, location_id) where state in ('open', 'deferred', 'declined');
create index ix_reorder_pair on reorder (item_id, location_id) where state = 'approved';
create index ix_reorder_order on reorder (order_id);
create table reorder_gap (
  supplier_id uuid not null, item_id bigint not null, location_id bigint not null, why text not null, says text not null, since timestamptz not null,
  constraint pk_reorder_gap primary key (supplier_id, item_id, location_id));
create table reorder_version (
  reorder_id uuid not null constraint fk_reorder_version_reorder references reorder on delete cascade,
  version text not null, numbers jsonb not null, at timestamptz not null,
  constraint pk_reorder_version primary key (reorder_id, version));
create table reorder_approval (
  reorder_id uuid not null constraint fk_reorder_approval_reorder references reorder on delete cascade,
  version text not null, author text not null, stands_for text, quantity numeric not null, value numeric, currency text, at timestamptz not null,
  constraint pk_reorder_approval primary key (reorder_id, version, author));
create table reorder_event (
  id bigint generated always as identity constraint pk_reorder_event primary key,
  reorder_id uuid not null constraint fk_reorder_event_reorder references reorder on delete cascade,
  at timestamptz not null, what text not null, author text, reason text, details jsonb not null default '{}');
create index ix_reorder_event_reorder on reorder_event (reorder_id);
create constraint trigger audit_reorder_update after update on reorder deferrable initially deferred
  for each row when (new.decided_at is distinct from old.decided_at) execute function audit_note();
create constraint trigger audit_reorder_approval_all after insert or update or delete on reorder_approval deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_reorder_order_all after insert or update or delete on reorder_order deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'drop table reorder_event; drop table reorder_approval; drop table reorder_version; drop table reorder; drop table reorder_gap; drop table reorder_order',
    );
  }
}
