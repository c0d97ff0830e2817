import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is claimed of suppliers, with the evidence as it stood; never two live claims for one exception. */
export class Claims1732400000046 implements MigrationInterface {
  name = 'Claims1732400000046';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table claim (
  id uuid constraint pk_claim primary key,
  n bigint generated always as identity constraint uq_claim_n unique,
  exception_id uuid not null, supplier_id uuid not null, item_id bigint not null, location_id bigint,
  state text not null, lines jsonb not null, evidence jsonb not null,
  way text, target text, sent_at timestamptz, outcome text,
  made_at timestamptz not null, decided_at timestamptz, author text not null, reason text);
create unique index uq_claim_live on claim (exception_id) where state in ('open', 'sent');
create index ix_claim_supplier on claim (supplier_id, state);
create constraint trigger audit_claim_all after insert or update or delete on claim deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table claim');
  }
}
