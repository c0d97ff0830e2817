import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What suppliers were written back, or would be, or why not; one row for each delivery. Who sent one that waited stands by itself, for the audit log. */
export class Replies1732400000041 implements MigrationInterface {
  name = 'Replies1732400000041';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table reply (
  id uuid constraint pk_reply primary key,
  receipt_id uuid not null constraint uq_reply_receipt unique,
  supplier_id uuid, document_id uuid, outcome text not null, state text not null, why text, says text,
  address text, message_id text, hash text, language text, subject text, message jsonb,
  outbox_id uuid, made_at timestamptz not null, left_at timestamptz);
create index ix_reply_left on reply (left_at) where left_at is not null;
create index ix_reply_address on reply (address, left_at) where left_at is not null;
create index ix_reply_message on reply (message_id) where message_id is not null;
create index ix_reply_outbox on reply (outbox_id) where outbox_id is not null;
create index ix_reply_supplier on reply (supplier_id, id);
create table reply_decision (
  reply_id uuid constraint pk_reply_decision primary key constraint fk_reply_decision_reply references reply on delete cascade,
  decision text not null, author text not null, at timestamptz not null);
create constraint trigger audit_reply_decision_all after insert on reply_decision deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table reply_decision; drop table reply');
  }
}
