import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was stated to each supplier of a month, and what they say of it. Neither is ever changed; a later answer stands beside the earlier one. */
export class Statements1732400000053 implements MigrationInterface {
  name = 'Statements1732400000053';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table statement (
  id uuid constraint pk_statement primary key,
  supplier_id uuid not null, location_id bigint not null, month text not null, made_at timestamptz not null,
  digest text not null, lines int not null, author text,
  constraint uq_statement_digest unique (supplier_id, location_id, month, digest));
create table statement_line (
  statement_id uuid not null constraint fk_statement_line_statement references statement on delete cascade,
  n int not null, line jsonb not null,
  constraint pk_statement_line primary key (statement_id, n));
create table statement_answer (
  id bigint generated always as identity constraint pk_statement_answer primary key,
  statement_id uuid not null constraint fk_statement_answer_statement references statement on delete cascade,
  answer text not null constraint ck_statement_answer check (answer in ('agreed', 'disputed')),
  at timestamptz not null, author text not null, note text not null);
create index ix_statement_answer on statement_answer (statement_id, id);
create function statement_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was stated is not changed';
end $$;
create trigger statement_stays before update on statement for each statement execute function statement_stays();
create trigger statement_line_stays before update on statement_line for each statement execute function statement_stays();
create trigger statement_answer_stays before update on statement_answer for each statement execute function statement_stays();
create constraint trigger audit_statement_insert after insert on statement deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_statement_answer_insert after insert on statement_answer deferrable initially deferred
  for each row execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table statement_answer; drop table statement_line; drop table statement; drop function statement_stays()');
  }
}
