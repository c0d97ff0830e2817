import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a way in depends on and that ends by itself, as it was seen in the last look. */
export class ChannelExpiries1732400000030 implements MigrationInterface {
  name = 'ChannelExpiries1732400000030';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table channel_expiry (channel text not null, what text not null, from_at timestamptz, to_at timestamptz not null,
  constraint pk_channel_expiry primary key (channel, what))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table channel_expiry');
  }
}
