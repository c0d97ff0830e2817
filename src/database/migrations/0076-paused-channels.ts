import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said that nobody looks into a channel for a while; and how often looks failed, hour by hour, for those who ask about a day. */
export class PausedChannels1732400000076 implements MigrationInterface {
  name = 'PausedChannels1732400000076';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table channel_health add paused_at timestamptz, add paused_by text;
create table channel_trouble (
  channel text not null, hour timestamptz not null, looks int not null default 0,
  constraint pk_channel_trouble primary key (channel, hour));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table channel_trouble; alter table channel_health drop paused_at, drop paused_by');
  }
}
