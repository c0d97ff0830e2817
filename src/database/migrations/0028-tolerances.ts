import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tolerances beside the programs: of a class of items, with one supplier or with all ('' for all of either), or of the whole house. */
export class Tolerances1732400000028 implements MigrationInterface {
  name = 'Tolerances1732400000028';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table tolerance (
  id uuid constraint pk_tolerance primary key,
  supplier text not null default '', class text not null default '',
  valid_from timestamptz not null, valid_to timestamptz,
  terms jsonb not null, imported_at timestamptz not null,
  dated boolean not null default false,
  constraint uq_tolerance unique (supplier, class, valid_from));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table tolerance');
  }
}
