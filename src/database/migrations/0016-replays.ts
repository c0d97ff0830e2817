import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had which deliveries read anew, and why. */
export class Replays1732400000016 implements MigrationInterface {
  name = 'Replays1732400000016';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table replay (
  id uuid constraint pk_replay primary key,
  at timestamptz not null, author text not null, reason text not null, asked jsonb not null,
  gained int not null, lost int not null, changed int not null);
create table replay_delivery (
  replay_id uuid not null, receipt_id uuid not null,
  constraint pk_replay_delivery primary key (receipt_id, replay_id));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table replay, replay_delivery');
  }
}
