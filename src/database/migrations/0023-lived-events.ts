import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which events of which timelines were lived through: told again they tell nothing new, and are not judged by their old clock. */
export class LivedEvents1732400000023 implements MigrationInterface {
  name = 'LivedEvents1732400000023';

  async up(q: QueryRunner): Promise<void> {
    await q.query('create table lived_event (key text constraint pk_lived_event primary key, at timestamptz not null)');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table lived_event');
  }
}
