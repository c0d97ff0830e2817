import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What puts the words about one shipment in order, and what a person released of what was held. */
export class WordsAboutShipments1732400000013 implements MigrationInterface {
  name = 'WordsAboutShipments1732400000013';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table shipment add column issued text, add column purpose text not null default 'original';
update shipment set purpose = 'cancel' where state = 'cancelled';
create table document_release (
  document_id uuid constraint pk_document_release primary key,
  receipt_id uuid not null, ordinal int not null, supplier_id uuid,
  author text not null, reason text not null, released_at timestamptz not null);
create index ix_document_release_receipt on document_release (receipt_id, ordinal);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table document_release');
    await q.query('alter table shipment drop column issued, drop column purpose');
  }
}
