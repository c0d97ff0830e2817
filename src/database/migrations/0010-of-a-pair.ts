import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was said of one item at one location, and what is open about it, without reading all that anybody ever said of the item
 * or all that is open: a year of daily reports from five locations is two thousand rows for each line of the next one.
 */
export class OfAPair1732400000010 implements MigrationInterface {
  name = 'OfAPair1732400000010';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_observation_pair on observation (item_id, location_id, supplier_id, as_of_to desc);
create index ix_supply_exception_pair on supply_exception (item_id, location_id) where status <> 'resolved';
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_observation_pair, ix_supply_exception_pair');
  }
}
