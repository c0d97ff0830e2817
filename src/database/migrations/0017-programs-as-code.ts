import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agreements with suppliers as they were written down and applied: every version for ever, and which of them holds. */
export class ProgramsAsCode1732400000017 implements MigrationInterface {
  name = 'ProgramsAsCode1732400000017';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table program_version (
  name text not null, version int not null, supplier text not null, text text not null,
  author text not null, note text not null, applied_at timestamptz not null, holds boolean not null,
  constraint pk_program_version primary key (name, version));
create unique index uq_program_version_holds on program_version (name) where holds;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table program_version');
  }
}
