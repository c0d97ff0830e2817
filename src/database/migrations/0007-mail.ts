import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How the ways in are doing, and every mail that a mailbox ever listed with what became of it. A mail is known by folder,
 * UIDVALIDITY and UID, the only names that a server keeps its word about; flags and Message-IDs are evidence, never the key.
 */
export class Mail1732400000007 implements MigrationInterface {
  name = 'Mail1732400000007';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table channel_health (
  channel text constraint pk_channel_health primary key, kind text not null,
  since timestamptz not null, started_at timestamptz, completed_at timestamptz, stopped_at timestamptz, arrived_at timestamptz,
  failures int not null default 0, successes int not null default 0, failing_since timestamptz, error text, advice text,
  listed bigint not null default 0, received bigint not null default 0, explained bigint not null default 0,
  unexplained_since timestamptz);
create table mail_folder (
  channel text not null, folder text not null, uidvalidity bigint not null, first_seen_at timestamptz not null,
  constraint pk_mail_folder primary key (channel, folder, uidvalidity));
create table mail_seen (
  channel text not null, folder text not null, uidvalidity bigint not null, uid bigint not null,
  state text not null default 'listed', reason text,
  size bigint, internal_date timestamptz, message_id text, sender text, subject text, left_out jsonb,
  receipt_id uuid, attempts int not null default 0, next_at timestamptz, settled text,
  first_seen_at timestamptz not null, changed_at timestamptz not null,
  constraint pk_mail_seen primary key (channel, folder, uidvalidity, uid));
create index ix_mail_seen_open on mail_seen (channel, folder, uidvalidity) where state in ('listed', 'waiting') or settled = 'due';
create index ix_mail_seen_message on mail_seen (channel, message_id);
create index ix_receipt_sha256 on receipt (sha256);
create table canary (
  token text constraint pk_canary primary key, channel text not null, sent_at timestamptz not null, seen_at timestamptz);
create index ix_canary_channel on canary (channel, sent_at);
create table sender_allowed (
  address text constraint pk_sender_allowed primary key, allowed_at timestamptz not null, reason text);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop index ix_receipt_sha256;
drop table channel_health, mail_folder, mail_seen, canary, sender_allowed`);
  }
}
