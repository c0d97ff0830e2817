import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which pairs were judged, and until when nothing but a new fact can change what was found: a quiet one is not looked at again. */
export class JudgedPairs1732400000022 implements MigrationInterface {
  name = 'JudgedPairs1732400000022';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table judged_pair (
  item_id bigint not null, location_id bigint not null, supplier_id uuid not null, quiet_until timestamptz not null,
  constraint pk_judged_pair primary key (item_id, location_id, supplier_id));
create index ix_judged_pair_due on judged_pair (quiet_until);
create table judged_all (one boolean constraint pk_judged_all primary key default true check (one), at timestamptz not null);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table judged_pair, judged_all');
  }
}
