import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is done to the whole of the data, for the audit log; and of raw files that retention takes away: `removed_at` first, `gone`
 * when the bytes are. The history of an exception may go with the exception, and never without it.
 */
export class Upkeep1732400000037 implements MigrationInterface {
  name = 'Upkeep1732400000037';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table upkeep (
  id uuid constraint pk_upkeep primary key,
  at timestamptz not null, author text not null, what text not null, said jsonb not null);
create constraint trigger audit_upkeep after insert or update or delete on upkeep deferrable initially deferred
  for each row execute function audit_note();
alter table blob add removed_at timestamptz, add gone boolean not null default false;
create index ix_blob_removed on blob (sha256) where removed_at is not null and not gone;
create or replace function exception_event_stands() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select 1 from supply_exception e where e.id = old.exception_id) then return old; end if;
  raise exception 'the history of exceptions is append-only';
end $$;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
create or replace function exception_event_stands() returns trigger language plpgsql as $$
begin
  raise exception 'the history of exceptions is append-only';
end $$;
drop index ix_blob_removed;
alter table blob drop removed_at, drop gone;
drop table upkeep;
`);
  }
}
