import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people do with exceptions: whose they are, until when they sleep, what was accepted of them, what was written off; the
 * suppliers whose exceptions are computed and not shown yet. An event is never changed nor taken away again: who did what is
 * asked after years, and by those who have reason to doubt it. (Rows that go with their whole table are the owner's business.)
 */
export class Desk1732400000020 implements MigrationInterface {
  name = 'Desk1732400000020';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
alter table supply_exception add owner text, add acknowledged_at timestamptz, add snooze jsonb, add snoozed_until timestamptz,
  add accepted jsonb, add held boolean not null default false, add woken int not null default 0, add shadow boolean not null default false;
create index ix_supply_exception_snoozed on supply_exception (snoozed_until) where status = 'snoozed';
alter table exception_event add author text, add reason text, add before jsonb, add after jsonb;
create function exception_event_stands() returns trigger language plpgsql as $$
begin
  raise exception 'the history of exceptions is append-only';
end $$;
create trigger exception_event_stands before update or delete on exception_event for each row execute function exception_event_stands();
create table shipment_write_off (
  supplier_id uuid not null, reference text not null, exception_id uuid not null,
  at timestamptz not null, author text not null, reason text not null,
  constraint pk_shipment_write_off primary key (supplier_id, reference));
create table shadow_period (
  id bigint generated always as identity constraint pk_shadow_period primary key,
  supplier_id uuid not null, on_at timestamptz not null, on_by text not null, reason text not null, off_at timestamptz, off_by text);
create unique index uq_shadow_period_on on shadow_period (supplier_id) where off_at is null;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
drop table shadow_period, shipment_write_off;
drop trigger exception_event_stands on exception_event;
drop function exception_event_stands;
alter table exception_event drop author, drop reason, drop before, drop after;
alter table supply_exception drop owner, drop acknowledged_at, drop snooze, drop snoozed_until, drop accepted, drop held, drop woken, drop shadow;
`);
  }
}
