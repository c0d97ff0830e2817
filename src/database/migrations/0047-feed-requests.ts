import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the buyer's own systems are asked for: to count, or to book an adjustment; open until their feed answers. */
export class FeedRequests1732400000047 implements MigrationInterface {
  name = 'FeedRequests1732400000047';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table feed_request (
  id uuid constraint pk_feed_request primary key,
  kind text not null, exception_id uuid not null, item_id bigint not null, location_id bigint not null,
  quantity numeric, evidence jsonb not null, state text not null, leaves boolean not null,
  made_at timestamptz not null, author text not null, reason text, ended_at timestamptz, answer jsonb);
create unique index uq_feed_request_open on feed_request (kind, item_id, location_id) where state = 'open';
create constraint trigger audit_feed_request_insert after insert on feed_request deferrable initially deferred
  for each row execute function audit_note();
create constraint trigger audit_feed_request_update after update on feed_request deferrable initially deferred
  for each row when (new.state = 'withdrawn') execute function audit_note();`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table feed_request');
  }
}
