import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key that nobody takes away ends by itself; and it says who made it. */
export class KeysExpire1732400000033 implements MigrationInterface {
  name = 'KeysExpire1732400000033';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table api_key add column expires_at timestamptz, add column author text');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table api_key drop column expires_at, drop column author');
  }
}
