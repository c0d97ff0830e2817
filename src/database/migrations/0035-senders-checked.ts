import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was found out about a mail's sender when it came, and when that is tried again; it stood among the facts of its arrival. */
export class SendersChecked1732400000035 implements MigrationInterface {
  name = 'SendersChecked1732400000035';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table receipt add column sender jsonb, add column sender_again_at timestamptz;
create index ix_receipt_sender_again on receipt (sender_again_at) where sender_again_at is not null;
update receipt set sender = jsonb_build_object('verdict', origin->>'auth', 'said', coalesce(origin->>'auth_said', ''), 'signed', '[]'::jsonb),
  origin = origin - 'auth' - 'auth_said' where origin ? 'auth';
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`update receipt set origin = origin || jsonb_build_object('auth', sender->>'verdict', 'auth_said', sender->>'said') where sender is not null;
drop index ix_receipt_sender_again; alter table receipt drop column sender, drop column sender_again_at`);
  }
}
