import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What suppliers propose or answer to orders, line by line with its place, and what was decided of it. An answer is kept by the
 * delivery and not by the reading of it: read anew, a proposal that was answered stays so.
 */
export class Proposals1732400000045 implements MigrationInterface {
  name = 'Proposals1732400000045';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table proposal_line (
  document_id uuid not null, n int not null, supplier_id uuid not null, head int not null, line text not null, says text not null,
  codes text[] not null default '{}', due date, price numeric,
  item_id bigint, location_id bigint, quantity numeric, place text not null, given text not null, reason text, detail text,
  constraint pk_proposal_line primary key (document_id, n));
create index ix_proposal_line_pair on proposal_line (item_id, location_id);
create table proposal_answer (
  receipt_id uuid not null, ordinal int not null, head int not null, what text not null, author text not null, reason text, reorder_id uuid, at timestamptz not null,
  constraint pk_proposal_answer primary key (receipt_id, ordinal, head));
create constraint trigger audit_proposal_answer_all after insert or update or delete on proposal_answer deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table proposal_answer; drop table proposal_line');
  }
}
