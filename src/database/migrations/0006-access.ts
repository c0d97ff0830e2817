import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may ask over HTTP. Only a key's hash is kept; and when a delivery was read and judged, for the figures. */
export class Access1732400000006 implements MigrationInterface {
  name = 'Access1732400000006';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table api_key (
  id uuid constraint pk_api_key primary key,
  name text not null, lead text not null, sha256 text not null constraint uq_api_key_sha256 unique,
  scopes text[] not null, created_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz);
create index ix_api_key_lead on api_key (lead);
create unique index uq_api_key_name on api_key (name) where revoked_at is null;
alter table receipt add column judged_at timestamptz;
create index ix_document_newest on document (received_at desc, receipt_id desc, ordinal) where current;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table api_key;
drop index ix_document_newest;
alter table receipt drop column judged_at`);
  }
}
