import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stood in the place of a problem: who mends it by program must not fish it out of a sentence. */
export class IssueValue1732400000009 implements MigrationInterface {
  name = 'IssueValue1732400000009';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table document_issue add column value text');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table document_issue drop column value');
  }
}
