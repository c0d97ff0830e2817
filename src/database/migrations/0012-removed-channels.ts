import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A channel that the settings no longer name is over, and is not stopped for a while. */
export class RemovedChannels1732400000012 implements MigrationInterface {
  name = 'RemovedChannels1732400000012';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table channel_health add column removed_at timestamptz');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table channel_health drop column removed_at');
  }
}
