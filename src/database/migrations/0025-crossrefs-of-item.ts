import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The names of an item, asked of thousands that differ; which comparisons of a supplier differ, by far the fewest; and what was
 * said of a pair beyond its balance, of most nothing.
 */
export class CrossrefsOfItem1732400000025 implements MigrationInterface {
  name = 'CrossrefsOfItem1732400000025';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_item_crossref_item on item_crossref (item_id);
create index ix_comparison_differs on comparison (supplier_id) where state = 'differs';
create index ix_observation_more on observation (item_id, location_id, supplier_id, as_of_to) where measure not in ('on_hand', 'available');
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_item_crossref_item, ix_comparison_differs, ix_observation_more');
  }
}
