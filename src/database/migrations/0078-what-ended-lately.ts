import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The desk says at its head what ended since the evening; without this, all that ever ended is looked at for it. */
export class WhatEndedLately1732400000078 implements MigrationInterface {
  name = 'WhatEndedLately1732400000078';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create index ix_supply_exception_resolved on supply_exception (resolved_at) where status = 'resolved'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_supply_exception_resolved');
  }
}
