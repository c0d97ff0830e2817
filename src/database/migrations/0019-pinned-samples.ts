import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files by which every new version of a mapping is tested, and who keeps a mapping: its files, or the console. */
export class PinnedSamples1732400000019 implements MigrationInterface {
  name = 'PinnedSamples1732400000019';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table mapping_head add managed text;
create table mapping_pin (
  name text not null, sha256 text not null, file text not null, received_at timestamptz not null, locale text,
  version int not null, expected text not null, author text not null, note text not null, pinned_at timestamptz not null,
  constraint pk_mapping_pin primary key (name, sha256));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table mapping_pin; alter table mapping_head drop column managed');
  }
}
