import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds the same mail on another way, and another mail under the same Message-ID; and a number that a server gave to a second
 * mail without saying that it numbers anew.
 */
export class SameMail1732400000011 implements MigrationInterface {
  name = 'SameMail1732400000011';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create index ix_receipt_mail on receipt ((origin->>'mail_sha256')) where origin ? 'mail_sha256';
create index ix_receipt_message on receipt ((origin->>'message_id')) where origin ? 'message_id';
alter table mail_seen add column times_given int not null default 1;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table mail_seen drop column times_given; drop index ix_receipt_mail, ix_receipt_message');
  }
}
