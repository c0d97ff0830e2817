import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of what somebody was reminded, and of which messages that never arrived they were told: each once. */
export class Reminders1732400000049 implements MigrationInterface {
  name = 'Reminders1732400000049';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table reminded (
  target text not null, exception_id uuid not null, raised int not null, step int not null, at timestamptz not null,
  constraint pk_reminded primary key (target, exception_id, raised, step));
create table told_lost (
  target text not null, outbox_id uuid not null, at timestamptz not null,
  constraint pk_told_lost primary key (target, outbox_id));`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table reminded, told_lost');
  }
}
