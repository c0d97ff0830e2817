import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What suppliers answered in words about names that we asked for; a person accepts or dismisses each. */
export class Suggestions1732400000043 implements MigrationInterface {
  name = 'Suggestions1732400000043';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table suggestion (
  id uuid constraint pk_suggestion primary key,
  receipt_id uuid not null, reply_id uuid not null constraint fk_suggestion_reply references reply on delete cascade, supplier_id uuid not null,
  name text not null, meaning text not null, line text not null,
  state text not null default 'open', author text, decided_at timestamptz, at timestamptz not null,
  constraint uq_suggestion_name unique (receipt_id, name));
create index ix_suggestion_open on suggestion (supplier_id) where state = 'open';
create constraint trigger audit_suggestion_update after update on suggestion deferrable initially deferred
  for each row when (new.author is distinct from old.author) execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table suggestion');
  }
}
