import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a report stands compared, and the programs of an item, are looked up; a report of a hundred thousand lines was read whole for it. */
export class LookedUp1732400000029 implements MigrationInterface {
  name = 'LookedUp1732400000029';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_comparison_document on comparison (document_id);
create index ix_program_sku on program (sku);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index ix_comparison_document, ix_program_sku');
  }
}
