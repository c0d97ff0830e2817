import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import { jsonb } from '../../database/jsonb';
import type { Column, ShareLine, Snapshot } from '../../domain/sharing/columns';
import { uuidv7 } from '../../platform/ids';
import type { Sees } from '../access/sees';

type Db = Pool | PoolClient;
export const CAUSES = ['schedule', 'change', 'asked'] as const;
export type Cause = (typeof CAUSES)[number];

export interface SharedWith {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly locale: string | null;
  readonly contacts: readonly string[];
}

export async function sharedWith(db: Db, code: string): Promise<SharedWith | undefined> {
  const { rows } = await db.query<Omit<SharedWith, 'contacts'> & { contacts: string | null }>(
    'select id, code, name, locale, contact_email contacts from supplier where code = $1 and not void',
    [code],
  );
  const contacts = (rows[0]?.contacts ?? '').split(';').map((c) => c.trim()).filter((c) => c !== ''); // prettier-ignore
  return rows[0] && { ...rows[0], contacts };
}

/** One at a time of one supplier: of two that look at once, the second sees what the first made. */
export async function holdSupplier(client: PoolClient, supplierId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('share ' || $1, 0))`, [supplierId]);
}

export async function isMade(db: Db, supplierId: string, slot: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from share_snapshot where supplier_id = $1 and slot = $2', [supplierId, slot]);
  return rowCount! > 0;
}

/** Since when a supplier is told things: what fell due before is not made up for. */
export async function begunAt(db: Db, supplierId: string, now: string): Promise<string> {
  await db.query('insert into share_begun (supplier_id, at) values ($1, $2) on conflict do nothing', [supplierId, now]);
  const { rows } = await db.query<{ at: string }>(`select ${instant('at')} at from share_begun where supplier_id = $1`, [supplierId]);
  return rows[0]!.at;
}

export async function lastMade(db: Db, supplierId: string): Promise<{ readonly digest: string; readonly madeAt: string } | undefined> {
  const { rows } = await db.query<{ digest: string; madeAt: string }>(
    `select digest, ${instant('made_at')} "madeAt" from share_snapshot where supplier_id = $1 order by made_at desc, id desc limit 1`,
    [supplierId],
  );
  return rows[0];
}

export interface Making {
  readonly supplierId: string;
  readonly cause: Cause;
  readonly slot: string; // of a supplier, one snapshot
  readonly digest: string;
  readonly withheld: boolean;
  readonly author: string | null;
  readonly lines: readonly { readonly itemId: string; readonly locationId: string; readonly line: ShareLine }[];
}

/** Returns its id, bare. */
export async function insertSnapshot(
  client: PoolClient,
  m: Making,
  { madeAt, columns, usageDays }: Pick<Snapshot, 'madeAt' | 'columns' | 'usageDays'>,
): Promise<string> {
  const id = uuidv7();
  await client.query(
    `insert into share_snapshot (id, supplier_id, cause, slot, made_at, columns, usage_days, digest, lines, withheld, author)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, m.supplierId, m.cause, m.slot, madeAt, columns, usageDays, m.digest, m.lines.length, m.withheld, m.author],
  );
  const rows = m.lines.map((l, i) => ({ snapshot_id: id, n: i + 1, item_id: l.itemId, location_id: l.locationId, line: l.line }));
  await client.query('insert into share_line select * from jsonb_populate_recordset(null::share_line, $1::jsonb)', [jsonb(rows)]);
  return id;
}

export async function noteLeaves(client: PoolClient, id: string, leaves: readonly { outboxId: string; form: string; target: string }[]): Promise<void> {
  for (const l of leaves)
    await client.query('insert into share_leave (snapshot_id, outbox_id, form, target) values ($1, $2, $3, $4)', [id, l.outboxId, l.form, l.target]);
} // prettier-ignore

export interface SnapshotReport {
  readonly id: string;
  readonly supplier: string;
  readonly cause: Cause;
  readonly made_at: string;
  readonly lines: number;
  readonly withheld: boolean;
  readonly leaves: readonly { readonly form: string; readonly to: string; readonly state: string; readonly sent_at: string | null }[];
}
export interface SnapshotFilter {
  readonly supplier?: string | undefined;
  readonly id?: string | undefined;
  readonly before?: string | undefined; // id: those that were made before this one
  readonly limit: number;
}

/** A snapshot speaks of all places of a supplier: who sees some places only sees none. The newest first. */
export async function reportSnapshots(db: Db, sees: Sees, filter: SnapshotFilter): Promise<SnapshotReport[]> {
  const { rows } = await db.query<SnapshotReport>(
    `select 'snp_' || n.id id, s.code supplier, n.cause, ${instant('n.made_at')} made_at, n.lines, n.withheld,
  coalesce((select json_agg(json_build_object('form', l.form, 'to', l.target, 'state', o.state, 'sent_at', ${instant('o.sent_at')}) order by o.id)
    from share_leave l join outbox o on o.id = l.outbox_id where l.snapshot_id = n.id), '[]') leaves
from share_snapshot n join supplier s on s.id = n.supplier_id
where ($1::text[] is null or s.code = any ($1)) and $2::text[] is null and ($3::text is null or s.code = $3) and ($4::uuid is null or n.id = $4)
  and ($5::uuid is null or n.id < $5)
order by n.id desc limit $6`,
    [sees.suppliers, sees.locations, filter.supplier ?? null, bare(filter.id), bare(filter.before), filter.limit],
  );
  return rows;
}
const bare = (id: string | undefined): string | null => id?.replace(/^snp_/, '') ?? null;

/** A snapshot whole, as it was told; the newest one of a supplier where no id is given. */
export async function snapshotOf(db: Db, asked: { readonly id?: string; readonly supplierId?: string }): Promise<Snapshot | undefined> {
  const { rows } = await db.query<Omit<Snapshot, 'lines'> & { columns: Column[] }>(
    `select 'snp_' || n.id id, s.code supplier, s.name "supplierName", ${instant('n.made_at')} "madeAt", n.usage_days "usageDays", n.columns
from share_snapshot n join supplier s on s.id = n.supplier_id
where ($1::uuid is null or n.id = $1) and ($2::uuid is null or n.supplier_id = $2) and not n.withheld order by n.made_at desc, n.id desc limit 1`,
    [bare(asked.id), asked.supplierId ?? null],
  );
  if (!rows[0]) return undefined;
  const { rows: lines } = await db.query<{ line: ShareLine }>('select line from share_line where snapshot_id = $1 order by n', [
    bare(rows[0].id),
  ]);
  return { ...rows[0], lines: lines.map((l) => l.line) };
}
