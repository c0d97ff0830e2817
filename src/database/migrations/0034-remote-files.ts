import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were taken and still lie where they came from, as a server listed them then: they are not fetched to be known again. */
export class RemoteFiles1732400000034 implements MigrationInterface {
  name = 'RemoteFiles1732400000034';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table remote_file (channel text not null, path text not null, size bigint not null, mtime bigint not null,
  sha256 text not null, receipt_id uuid not null, constraint pk_remote_file primary key (channel, path))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table remote_file');
  }
}
