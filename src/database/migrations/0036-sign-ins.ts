import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-ins by OAuth2, one for each name: the tokens sealed, and beside them how their renewal goes. That a person signs in, or ends it,
 * is noted in the audit log; that a token is renewed is nobody's doing.
 */
export class SignIns1732400000036 implements MigrationInterface {
  name = 'SignIns1732400000036';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table sign_in (
  name text constraint pk_sign_in primary key, sealed text, author text, signed_in_at timestamptz,
  access_from timestamptz, access_to timestamptz, refresh_from timestamptz, refresh_to timestamptz,
  failures int not null default 0, permanent boolean not null default false, error text, advice text, next_at timestamptz,
  lease uuid, lease_until timestamptz);
create constraint trigger audit_sign_in_insert after insert on sign_in deferrable initially deferred
  for each row when (new.author is not null) execute function audit_note();
create constraint trigger audit_sign_in_update after update on sign_in deferrable initially deferred
  for each row when (new.signed_in_at is distinct from old.signed_in_at) execute function audit_note();
create constraint trigger audit_sign_in_delete after delete on sign_in deferrable initially deferred
  for each row when (old.author is not null) execute function audit_note();
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table sign_in');
  }
}
