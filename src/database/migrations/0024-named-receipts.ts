import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receipts by the shipment that they name, and by their stock: one at another place than announced belongs to it all the same. */
export class NamedReceipts1732400000024 implements MigrationInterface {
  name = 'NamedReceipts1732400000024';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_movement_ship_notice on movement (ship_notice) where ship_notice is not null;
create index ix_movement_named on movement (item_id, location_id) where ship_notice is not null;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_movement_ship_notice, ix_movement_named');
  }
}
