import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The buyer's masters, the suppliers and what was agreed with them. */
export class Masters1732400000001 implements MigrationInterface {
  name = 'Masters1732400000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table item (
  id bigint generated always as identity constraint pk_item primary key,
  sku text not null constraint uq_item_sku unique,
  description text, uom text not null, gtin text,
  unit_cost numeric, currency text, class text,
  status text not null default 'active', superseded_by text,
  void boolean not null default false);
create index ix_item_gtin on item (gtin);
create table item_unit (
  item_id bigint not null, uom text not null,
  factor_n numeric not null, factor_d numeric not null, gtin text,
  constraint pk_item_unit primary key (item_id, uom));
create index ix_item_unit_gtin on item_unit (gtin);
create table location (
  id bigint generated always as identity constraint pk_location primary key,
  code text not null constraint uq_location_code unique,
  name text not null, timezone text not null, gln text,
  kind text not null default 'own', rolls_up_to text,
  void boolean not null default false);
create table calendar_day (
  calendar text not null, date date not null, working boolean not null,
  constraint pk_calendar_day primary key (calendar, date));
create table supplier (
  id uuid constraint pk_supplier primary key,
  code text not null constraint uq_supplier_code unique,
  name text not null, email_from text, edi_id text, contact_email text, locale text, timezone text,
  void boolean not null default false);
create table item_crossref (
  supplier_id uuid not null, qualifier text not null, value text not null,
  valid_from timestamptz not null default '-infinity', valid_to timestamptz not null default 'infinity',
  item_id bigint not null, uom text,
  constraint pk_item_crossref primary key (supplier_id, qualifier, value, valid_from));
create table location_crossref (
  supplier_id uuid not null, qualifier text not null, value text not null, location_id bigint not null,
  constraint pk_location_crossref primary key (supplier_id, qualifier, value));
create table unit_crossref (
  supplier text not null default '', value text not null, uom text not null,
  constraint pk_unit_crossref primary key (supplier, value));
create table program (
  id uuid constraint pk_program primary key,
  supplier_id uuid not null, sku text not null, location text not null,
  valid_from timestamptz not null, valid_to timestamptz,
  terms jsonb not null, imported_at timestamptz not null,
  dated boolean not null default false,
  constraint uq_program unique (supplier_id, sku, location, valid_from));
create table report_schedule (
  supplier_id uuid not null, document text not null, location text not null default '*',
  cron text not null, timezone text not null, grace_minutes int not null default 0,
  imported_at timestamptz not null,
  constraint pk_report_schedule primary key (supplier_id, document, location));
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table item, item_unit, location, calendar_day, supplier, item_crossref,
      location_crossref, unit_crossref, program, report_schedule`);
  }
}
