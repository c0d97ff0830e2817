import type { PoolClient } from 'pg';
import { openTables } from '../../database/kept-tables';

/**
 * Where a delivery's lines wait while they are matched: temporary tables, so never in the write-ahead log. What repeats (items,
 * locations, units, as-ofs) is kept once and carried by number.
 */
export const createStage = (client: PoolClient): Promise<void> => openTables(client, TABLES);

const TABLES = `
create temp table stage_line (doc int not null, n int not null, set_id int not null, loc_id int not null, unit_id int not null,
  asof_id int not null, measure text not null, amount numeric not null, place text not null, given text not null, extra jsonb);
create temp table stage_doc (doc int not null, part int not null, document_id uuid not null, supplier_id uuid, post boolean not null,
  kind text not null);
create temp table stage_part (part int not null, supplier_id uuid, as_of timestamptz not null);
create temp table stage_ref (set_id int not null, ord int not null, part int not null, scheme text not null, qualifier text not null,
  quals text[] not null, value text not null, gtin text);
create temp table stage_location (loc_id int not null, location_id bigint, timezone text not null, reason text, detail text);
create temp table stage_unit (unit_id int not null, unit text not null, uom text);
create temp table stage_given_location (id int not null, part int not null, qualifier text not null, value text);
create temp table stage_said (id int not null, said jsonb not null);
create temp table stage_window (asof_id int not null, timezone text not null, said text not null, from_at timestamptz not null, to_at timestamptz not null);
create temp table stage_apart (document_id uuid not null, n int not null, lot text);
create temp table stage_item (set_id int not null, item_id bigint, uom text, reason text, detail text);
create temp table stage_matched (doc int not null, n int not null, measure text not null, place text not null, given text not null, extra jsonb,
  item_id bigint, location_id bigint, from_at timestamptz not null, to_at timestamptz not null, said text not null, quantity numeric,
  reason text, detail text)`;

/** `ord` of what the sender calls an item in words, beside its numbers, which count from 0; -1 stands for none at all. */
export const CALLED = -2;

/** The lines of a batch have been dealt with; the names stay, for the batches that follow. */
export async function emptyLines(client: PoolClient): Promise<void> {
  await client.query('truncate stage_line, stage_matched');
}

export const COPY_LINES = 'copy stage_line (doc, n, set_id, loc_id, unit_id, asof_id, measure, amount, place, given, extra) from stdin';
export const COPY_REFS = 'copy stage_ref (set_id, ord, part, scheme, qualifier, quals, value, gtin) from stdin';

/** Rows of plain objects into a stage table, by name; for the short lists, not for lines. */
export async function fill(client: PoolClient, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
}
