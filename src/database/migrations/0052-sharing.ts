import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each supplier was told, line by line, where it went, and the links by which they look at it. What was told is never told otherwise. */
export class Sharing1732400000052 implements MigrationInterface {
  name = 'Sharing1732400000052';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table share_snapshot (
  id uuid constraint pk_share_snapshot primary key,
  supplier_id uuid not null, cause text not null, slot text not null, made_at timestamptz not null,
  columns text[] not null, usage_days int not null, digest text not null, lines int not null, withheld boolean not null, author text,
  constraint uq_share_snapshot_slot unique (supplier_id, slot));
create index ix_share_snapshot_made on share_snapshot (supplier_id, made_at);
create table share_line (
  snapshot_id uuid not null constraint fk_share_line_snapshot references share_snapshot on delete cascade,
  n int not null, item_id bigint not null, location_id bigint not null, line jsonb not null,
  constraint pk_share_line primary key (snapshot_id, n));
create table share_leave (
  snapshot_id uuid not null constraint fk_share_leave_snapshot references share_snapshot on delete cascade,
  outbox_id uuid not null, form text not null, target text not null,
  constraint pk_share_leave primary key (snapshot_id, outbox_id));
create table share_link (
  id uuid constraint pk_share_link primary key,
  sha256 text not null constraint uq_share_link_sha256 unique,
  supplier_id uuid not null, made_for text not null,
  created_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz, author text);
create index ix_share_link_supplier on share_link (supplier_id);
create table share_begun (
  supplier_id uuid constraint pk_share_begun primary key, at timestamptz not null);
create function share_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what a supplier was told is not changed';
end $$;
create trigger share_snapshot_stays before update on share_snapshot for each statement execute function share_stays();
create trigger share_line_stays before update on share_line for each statement execute function share_stays();
create constraint trigger audit_share_link_all after insert or update on share_link deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
drop table share_begun; drop table share_link; drop table share_leave; drop table share_line; drop table share_snapshot;
drop function share_stays()`);
  }
}
