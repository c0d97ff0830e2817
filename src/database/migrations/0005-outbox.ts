import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What must leave, written by the transaction that decided it; each try to send it; and who has been told what. The unique
 * event key makes a repeat no second row.
 */
export class Outbox1732400000005 implements MigrationInterface {
  name = 'Outbox1732400000005';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table outbox (
  id uuid constraint pk_outbox primary key,
  event_key text not null constraint uq_outbox_event unique,
  kind text not null, target text not null, sequence text,
  payload jsonb not null, about jsonb not null default '{}',
  created_at timestamptz not null, state text not null,
  attempts int not null default 0, next_at timestamptz not null,
  lease uuid, leased_until timestamptz, sent_at timestamptz);
create index ix_outbox_due on outbox (next_at, id) where state = 'waiting';
create index ix_outbox_line on outbox (kind, target, sequence, id) where state = 'waiting';
create index ix_outbox_state on outbox (state, created_at);
create table outbox_delivery (
  id bigint generated always as identity constraint pk_outbox_delivery primary key,
  outbox_id uuid not null, lease uuid not null, at timestamptz not null, outcome text not null, detail text, took_ms int);
create index ix_outbox_delivery_outbox on outbox_delivery (outbox_id, id);
create table outbox_closed (
  kind text not null, target text not null, closed_at timestamptz not null, reason text not null,
  constraint pk_outbox_closed primary key (kind, target));
create table told (
  target text not null, exception_id uuid not null, raised int not null, said int not null,
  digest boolean not null, withheld boolean not null, at timestamptz not null,
  constraint pk_told primary key (target, exception_id, raised, said));
create index ix_told_at on told (target, at) where not digest and not withheld;
create table digest_day (
  target text not null, day date not null, decided_at timestamptz not null,
  constraint pk_digest_day primary key (target, day));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table outbox, outbox_delivery, outbox_closed, told, digest_day');
  }
}
