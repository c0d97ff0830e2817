import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts of another status, owner or lot than the plain stock of the buyer: few, and each pair that has one goes to the pure
 * rules. Without an index of their own, ninety days of counts are read for each pair to find that there is none.
 */
export class SpecialCounts1732400000008 implements MigrationInterface {
  name = 'SpecialCounts1732400000008';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create index ix_stock_count_special on stock_count (item_id, location_id)
      where status <> 'unrestricted' or owner <> 'buyer' or lot <> ''`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_stock_count_special');
  }
}
