import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Suppliers' layouts as they were published: every version for ever, and which of them holds. */
export class Mappings1732400000015 implements MigrationInterface {
  name = 'Mappings1732400000015';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table mapping_version (
  name text not null, version int not null, supplier text not null, text text not null,
  author text not null, note text not null, published_at timestamptz not null,
  constraint pk_mapping_version primary key (name, version));
create table mapping_head (
  name text constraint pk_mapping_head primary key, version int, author text not null, changed_at timestamptz not null);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table mapping_head, mapping_version');
  }
}
