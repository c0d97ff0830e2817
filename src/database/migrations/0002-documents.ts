import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What arrived, which runs read it, and what each run said. The unique keys decide what is the same again, not code. */
export class Documents1732400000002 implements MigrationInterface {
  name = 'Documents1732400000002';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table blob (
  sha256 text constraint pk_blob primary key, bytes bigint not null, stored_at timestamptz not null);
create table receipt (
  id uuid constraint pk_receipt primary key,
  channel text not null, arrival_key text not null,
  sha256 text not null, name text not null, received_at timestamptz not null,
  supplier_id uuid, origin jsonb not null default '{}',
  state text not null default 'kept',
  withheld boolean not null default false,
  constraint uq_receipt_arrival unique (channel, arrival_key));
create table document (
  id uuid constraint pk_document primary key,
  receipt_id uuid not null, ordinal int not null, run_id uuid not null,
  file text not null, within text, type text not null, kind text not null, control text,
  supplier_id uuid, status text not null, reference text,
  said jsonb, as_of_from timestamptz, as_of_to timestamptz, supply_fact boolean not null default false,
  coverage text, mapping jsonb, header jsonb not null default '{}',
  received_at timestamptz not null, lines int not null default 0, parked int not null default 0, rejected int not null default 0,
  content_sha256 text, current boolean not null default true,
  constraint uq_document_part unique (receipt_id, ordinal, run_id));
create index ix_document_supplier on document (supplier_id, kind, as_of_to);
create table document_issue (
  document_id uuid not null, n int not null, code text not null, severity text not null, detail text not null, place text,
  constraint pk_document_issue primary key (document_id, n));
create table interchange (
  sender text not null, receiver text not null, control text not null, usage text not null,
  sha256 text not null, receipt_id uuid not null, accepted boolean not null, first_seen_at timestamptz not null,
  constraint pk_interchange primary key (sender, receiver, control, usage));
create table parked_line (
  document_id uuid not null, n int not null,
  supplier_id uuid, reason text not null, refs jsonb not null, location jsonb, measure text not null,
  amount numeric not null, unit text not null, extra jsonb,
  said jsonb not null,
  place text not null, given text not null, detail text, taken_up_at timestamptz,
  constraint pk_parked_line primary key (document_id, n));
create index ix_parked_line_waiting on parked_line (supplier_id) where taken_up_at is null;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table blob, receipt, document, document_issue, interchange, parked_line');
  }
}
