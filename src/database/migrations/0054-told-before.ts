import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a supplier had been told last when it wrote a ship notice or a proposal: by that it acted. Written when the document is, since messages that left go after their time. */
export class ToldBefore1732400000054 implements MigrationInterface {
  name = 'ToldBefore1732400000054';

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      'create table share_followed (document_id uuid constraint pk_share_followed primary key, snapshot_id uuid not null); create index ix_share_followed_snapshot on share_followed (snapshot_id)',
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table share_followed');
  }
}
