import type { MigrationInterface, QueryRunner } from 'typeorm';

/** EDI messages of ours that want an answer, byte for byte under the numbers that they left with, and what partners said of them. */
export class SentEdi1732400000056 implements MigrationInterface {
  name = 'SentEdi1732400000056';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table edi_sent (
  id uuid constraint pk_edi_sent primary key,
  supplier_id uuid not null, kind text not null, own text not null, partner text not null,
  interchange text not null, functional_group text, message text not null, reference text not null,
  bytes bytea not null, outbox_id uuid, made_at timestamptz not null, within_hours int, replaced_by uuid,
  constraint uq_edi_sent_numbers unique (own, partner, interchange, message, made_at));
create index ix_edi_sent_supplier on edi_sent (supplier_id, made_at);
create table edi_answer (
  sent_id uuid not null constraint fk_edi_answer_sent references edi_sent on delete cascade,
  document_id uuid not null, n int not null,
  word text not null, detail text, business boolean not null, place text not null, at timestamptz not null,
  constraint pk_edi_answer primary key (sent_id, document_id, n));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table edi_answer; drop table edi_sent');
  }
}
