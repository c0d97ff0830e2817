import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a supplier said of a pair beside its balance, as it was held against our numbers last; most say nothing, and it costs nothing. */
export class Measures1732400000027 implements MigrationInterface {
  name = 'Measures1732400000027';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table comparison add measures jsonb');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table comparison drop measures');
  }
}
