import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a version was let hold: a version that was kept as a draft is published later, and by somebody else, than it was written. */
export class WhyPublished1732400000070 implements MigrationInterface {
  name = 'WhyPublished1732400000070';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table mapping_head add note text not null default ''`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table mapping_head drop column note');
  }
}
