import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';

/** The lock under which what is published is changed. */
export const ONE_AT_A_TIME = 0x6d617070;

/** A mapping as it was published; none of them ever changes. */
export interface MappingVersion {
  readonly name: string;
  readonly version: number;
  readonly supplier: string;
  readonly text: string;
  readonly author: string;
  readonly note: string;
  readonly published_at: string;
  readonly managed: 'git' | null; // its name is kept in files, and not at the console
  readonly holds: boolean; // it is the one by which files are read now
}

const COLUMNS = `v.name, v.version, v.supplier, v.text, v.author, v.note, ${instant('v.published_at')} published_at, h.managed, h.version is not distinct from v.version holds`;

/** The versions that hold, by name; of one supplier, or all. */
export async function heads(db: Pool | PoolClient, supplier?: string): Promise<MappingVersion[]> {
  const { rows } = await db.query<MappingVersion>(
    `select ${COLUMNS} from mapping_head h join mapping_version v using (name, version) where $1::text is null or v.supplier = $1 order by v.name`,
    [supplier ?? null],
  );
  return rows;
}

/** Versions that say how the supplier's lists are laid out: those that hold, and earlier ones by which a list was accepted, with the day of the last. */
export async function layoutsBefore(db: Pool | PoolClient, supplier: string): Promise<(MappingVersion & { accepted: string | null })[]> {
  const { rows } = await db.query<MappingVersion & { accepted: string | null }>(
    `with accepted as materialized (
  select d.mapping->>'name' as name, (d.mapping->>'version')::int as version, (max(d.received_at) at time zone 'UTC')::date::text as day
  from document d join supplier s on s.id = d.supplier_id
  where s.code = $1 and d.mapping is not null and d.current and d.status in ('accepted', 'accepted_with_issues') group by 1, 2)
select ${COLUMNS}, a.day accepted from mapping_version v join mapping_head h using (name) left join accepted a on a.name = v.name and a.version = v.version
where v.supplier = $1 and (h.version = v.version or (a.day is not null and v.version < coalesce(h.version, v.version + 1)))
order by h.version is not distinct from v.version desc, v.name, v.version desc`,
    [supplier],
  );
  return rows;
}

/** Versions (v) that may be of EDI; cheap, and what merely looks like one costs a reading. */
export const OF_EDI = `v.text ~ 'kind["'']?\\s*:\\s*["'']?edi'`;

/** Every name that was ever published: what lies in a file under such a name holds only once it is published, too. */
export async function publishedNames(db: Pool | PoolClient): Promise<string[]> {
  return (await db.query<{ name: string }>('select name from mapping_head order by name')).rows.map((r) => r.name);
}

/** All versions of a name, the newest first. */
export async function versionsOf(db: Pool | PoolClient, name: string): Promise<MappingVersion[]> {
  const { rows } = await db.query<MappingVersion>(
    `select ${COLUMNS} from mapping_version v left join mapping_head h using (name) where v.name = $1 order by v.version desc`,
    [name],
  );
  return rows;
}

export async function newestVersion(db: Pool | PoolClient, name: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select coalesce(max(version), 0)::int n from mapping_version where name = $1', [name]);
  return rows[0]!.n;
}

/** A version that is kept, and by which nothing is read. */
export async function insertDraft(client: PoolClient, v: Omit<MappingVersion, 'holds' | 'managed'>): Promise<void> {
  await client.query(
    'insert into mapping_version (name, version, supplier, text, author, note, published_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [v.name, v.version, v.supplier, v.text, v.author, v.note, v.published_at],
  );
}

export async function insertVersion(
  client: PoolClient,
  v: Omit<MappingVersion, 'holds' | 'managed'> & Partial<Pick<MappingVersion, 'managed'>>,
): Promise<void> {
  await insertDraft(client, v);
  await setHead(client, v.name, v.version, v.author, v.published_at, v.note);
  if (v.managed !== undefined) await client.query('update mapping_head set managed = $2 where name = $1', [v.name, v.managed]);
}

/** Which version holds from now on; null: none, and its files are read by their headings again. */
export async function setHead(
  client: PoolClient,
  name: string,
  version: number | null,
  author: string,
  now: string,
  note = '',
): Promise<void> {
  await client.query(
    `insert into mapping_head (name, version, author, changed_at, note) values ($1, $2, $3, $4, $5)
on conflict (name) do update set version = excluded.version, author = excluded.author, changed_at = excluded.changed_at, note = excluded.note`,
    [name, version, author, now, note],
  );
}

/** Lists of the supplier that nobody could read are read again at the next evaluation. */
export async function touchMapping(client: PoolClient, name: string, supplier: string, now: string): Promise<void> {
  await client.query(`insert into touched (kind, supplier_id, ref, at) select 'mapping', id, $1, $3 from supplier where code = $2`, [
    name,
    supplier,
    now,
  ]);
}
