import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shipment of before a program began may be written off before anything is raised about it; and in which stay in the shadow a row was raised. */
export class Opening1732400000021 implements MigrationInterface {
  name = 'Opening1732400000021';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table shipment_write_off alter exception_id drop not null; alter table supply_exception add shadow_period bigint');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from shipment_write_off where exception_id is null; alter table shipment_write_off alter exception_id set not null;
alter table supply_exception drop shadow_period`);
  }
}
