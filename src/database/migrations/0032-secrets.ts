import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords and the like, sealed: without the key, which is not in here, a copy of the database gives none of them away. */
export class Secrets1732400000032 implements MigrationInterface {
  name = 'Secrets1732400000032';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table secret (
  name text constraint pk_secret primary key,
  sealed text not null, author text not null, changed_at timestamptz not null);
create constraint trigger audit_secret after insert or update or delete on secret deferrable initially deferred
  for each row execute function audit_note();
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table secret');
  }
}
