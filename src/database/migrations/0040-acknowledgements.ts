import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What interchanges were answered, byte for byte, each time that it left, and the control numbers of our own for each partner. */
export class Acknowledgements1732400000040 implements MigrationInterface {
  name = 'Acknowledgements1732400000040';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table control_number (
  own text not null, partner text not null, interchange bigint not null, groups bigint not null,
  constraint pk_control_number primary key (own, partner));
create table acknowledgement (
  id uuid constraint pk_acknowledgement primary key,
  receipt_id uuid not null, part int not null, kind text not null,
  supplier_id uuid not null, sender text not null, receiver text not null, control text not null, usage text not null, sha256 text not null,
  verdict text not null, says text not null, own_control bigint, own_group bigint, groups int not null,
  bytes bytea, trouble text, state text not null, made_at timestamptz not null,
  constraint uq_acknowledgement_part unique (receipt_id, part, kind));
create index ix_acknowledgement_interchange on acknowledgement (sender, receiver, control, usage);
create index ix_acknowledgement_supplier on acknowledgement (supplier_id, id);
create table acknowledgement_leave (
  acknowledgement_id uuid not null constraint fk_acknowledgement_leave_acknowledgement references acknowledgement on delete cascade,
  receipt_id uuid not null, part int not null, outbox_id uuid not null, at timestamptz not null,
  constraint pk_acknowledgement_leave primary key (acknowledgement_id, receipt_id, part));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table acknowledgement_leave; drop table acknowledgement; drop table control_number');
  }
}
