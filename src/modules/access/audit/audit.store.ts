import type { Pool, PoolClient } from 'pg';

/** A change as it stands in the log: `entry` is the text that was sealed. */
export interface AuditRow {
  readonly n: number;
  readonly entry: string;
  readonly hash: string;
}
export interface AuditEntry {
  readonly at: string;
  readonly by: string;
  readonly what: string; // the table and what was done to it: 'mapping_head update'
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

const PAGE = 5000;

/** All of it from the beginning, some thousands at a time. */
export async function* auditRows(client: PoolClient): AsyncGenerator<readonly AuditRow[]> {
  for (let last = 0; ;) {
    const { rows } = await client.query<AuditRow>(
      'select n::float8 n, entry::text entry, hash from audit_entry where n > $1 order by n limit $2',
      [last, PAGE],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.n;
  }
}

export async function auditHead(db: Pool): Promise<Pick<AuditRow, 'n' | 'hash'> | undefined> {
  const { rows } = await db.query<Pick<AuditRow, 'n' | 'hash'>>('select n::float8 n, hash from audit_entry order by n desc limit 1');
  return rows[0];
}

/** The newest first. */
export async function auditEntries(
  db: Pool,
  asked: { readonly by: string | null; readonly what: string | null; readonly limit: number; readonly before?: number | undefined },
): Promise<(AuditEntry & { readonly n: number })[]> {
  const { rows } = await db.query<{ n: number; entry: AuditEntry }>(
    `select n::float8 n, entry from audit_entry where ($1::text is null or entry->>'by' = $1) and ($2::text is null or split_part(entry->>'what', ' ', 1) = $2)
  and ($4::bigint is null or n < $4) order by n desc limit $3`,
    [asked.by, asked.what, asked.limit, asked.before ?? null],
  );
  return rows.map(({ n, entry }) => ({ n, ...entry }));
}
