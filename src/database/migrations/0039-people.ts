import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in, what each may do and whose data they see; how they are invited, and where they are signed in. */
export class People1732400000039 implements MigrationInterface {
  name = 'People1732400000039';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table person (
  id uuid constraint pk_person primary key,
  name text not null, email text, role text not null, suppliers text[], locations text[],
  sealed text, password_at timestamptz, issuer text, subject text,
  created_at timestamptz not null, disabled_at timestamptz, author text,
  constraint ck_person_supplier check (role <> 'supplier' or cardinality(suppliers) > 0),
  constraint uq_person_subject unique (issuer, subject));
create unique index uq_person_name on person (lower(name));
create table invitation (
  sha256 text constraint pk_invitation primary key,
  person_id uuid constraint fk_invitation_person references person on delete cascade,
  created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz, author text);
create table person_session (
  id uuid constraint pk_person_session primary key,
  person_id uuid not null constraint fk_person_session_person references person on delete cascade,
  sha256 text not null constraint uq_person_session_sha256 unique,
  way text not null, address text, agent text,
  started_at timestamptz not null, seen_at timestamptz not null, ended_at timestamptz, author text);
create index ix_person_session_person on person_session (person_id) where ended_at is null;
create table sign_in_failure (
  id bigint generated always as identity constraint pk_sign_in_failure primary key,
  name text not null, address text not null, at timestamptz not null);
create index ix_sign_in_failure_at on sign_in_failure (at);
create table second_factor (
  person_id uuid constraint pk_second_factor primary key constraint fk_second_factor_person references person on delete cascade,
  sealed text, begun_at timestamptz not null, confirmed_at timestamptz, used_step bigint, author text);
create table used_link (
  nonce text constraint pk_used_link primary key, used_at timestamptz not null, expires_at timestamptz not null);
alter table api_key add column suppliers text[], add column locations text[];
create constraint trigger audit_person_all after insert or update or delete on person deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_second_factor_all after insert or delete on second_factor deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_second_factor_update after update on second_factor deferrable initially deferred
  for each row when (new.confirmed_at is distinct from old.confirmed_at) execute function audit_note();
create constraint trigger audit_invitation_all after insert or update on invitation deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_person_session_insert after insert on person_session deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_person_session_update after update on person_session deferrable initially deferred
  for each row when (new.ended_at is distinct from old.ended_at) execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
alter table api_key drop column suppliers, drop column locations;
drop table used_link; drop table second_factor; drop table sign_in_failure; drop table person_session; drop table invitation; drop table person`);
  }
}
