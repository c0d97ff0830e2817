import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decided about names that nobody knew, and how a number is found that resembles another one. */
export class Decisions1732400000014 implements MigrationInterface {
  name = 'Decisions1732400000014';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create extension if not exists pg_trgm;
create function plain_number(given text) returns text language sql immutable strict parallel safe
  return ltrim(regexp_replace(upper(given), '[^[:alnum:]]', '', 'g'), '0');
create index ix_item_sku_like on item using gin (plain_number(sku) gin_trgm_ops);
create index ix_item_crossref_like on item_crossref using gin (plain_number(value) gin_trgm_ops);
create table decision (
  id uuid constraint pk_decision primary key,
  at timestamptz not null, author text not null, reason text not null,
  supplier_id uuid not null, about text not null, given jsonb not null, meant jsonb not null, lines bigint not null);
create index ix_decision_supplier on decision (supplier_id, at);
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
drop table decision;
drop index ix_item_sku_like, ix_item_crossref_like;
drop function plain_number(text)`);
  }
}
