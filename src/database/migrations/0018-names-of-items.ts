import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What suppliers call items in words, beside numbers that nobody knows; and items found by such names. */
export class NamesOfItems1732400000018 implements MigrationInterface {
  name = 'NamesOfItems1732400000018';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table parked_line add column called text;
create index ix_item_description_like on item using gin (lower(description) gin_trgm_ops);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
drop index ix_item_description_like;
alter table parked_line drop column called`);
  }
}
