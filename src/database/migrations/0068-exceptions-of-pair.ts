import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was ever found about one item at one location, also what is long over: else all that was ever found is read for it. */
export class ExceptionsOfPair1732400000068 implements MigrationInterface {
  name = 'ExceptionsOfPair1732400000068';

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      'create index ix_supply_exception_of_pair on supply_exception (item_id, location_id, opened_at) where item_id is not null',
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_supply_exception_of_pair');
  }
}
