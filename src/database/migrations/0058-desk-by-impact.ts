import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The desk is read by impact, page by page; sorting all that is open for each page costs a second where much is open. */
export class DeskByImpact1732400000058 implements MigrationInterface {
  name = 'DeskByImpact1732400000058';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_supply_exception_impact on supply_exception (
  (array_position(array['critical', 'high', 'medium', 'low'], severity)), (-coalesce(abs(value_amount::numeric), -1)), opened_at, id)
  where status <> 'resolved';
create index ix_supply_exception_folded on supply_exception (suppressed_by) where suppressed_by is not null and status <> 'resolved';`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_supply_exception_impact, ix_supply_exception_folded');
  }
}
