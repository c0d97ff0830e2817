import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { parseMapping } from '../../domain/mapping/any-mapping';
import { kindIn } from '../../domain/mapping/checked-yaml';
import { sameButVersion } from '../../domain/mapping/numbered';
import { mappingFiles } from '../suppliers/mapping-files';

/** A mapping as a list shows it: which version counts, and what was read by it. */
export interface MappingReport {
  readonly name: string;
  readonly supplier: string;
  readonly kind: string;
  readonly kept: 'here' | 'folder' | 'file'; // here: published; folder: so, and changed in a checkout alone; file: never published, and a file is used as it is
  readonly holds: number | null; // the version by which lists are read
  readonly newest: number;
  readonly changed_at: string | null; // when, by whom and why it holds
  readonly changed_by: string | null;
  readonly reason: string | null;
  readonly draft: boolean; // there is a file of its name that says otherwise, and is not used
  readonly documents: number; // that were read by it
  readonly last: { readonly document: string; readonly file: string; readonly at: string; readonly status: string } | null;
  readonly waiting: number; // lists that no longer fit it
}

/** What is said of a supplier's lists, published or in files, for who sees all places; by supplier and name. */
export async function reportMappings(
  db: Pool,
  files: readonly MappingInFile[], // those that there are, as who asks sees them
  sees: Sees,
  filter: { readonly name?: string | undefined; readonly supplier?: string | undefined } = {},
): Promise<MappingReport[]> {
  if (sees.locations !== null) return [];
  const { rows } = await db.query<Omit<Held, 'draft'>>(HELD, [sees.suppliers, filter.name ?? null, filter.supplier ?? null]);
  const held = rows.map(({ text, published, ...r }) => {
    const file = files.find((f) => f.name === r.name);
    const kind = kindIn(text) ?? 'stock_report';
    if (file && !published) return { ...r, kind, kept: 'file' as const, holds: file.version, draft: false }; // a draft is saved, and the file is used until it is published
    return { ...r, kind, draft: file !== undefined && !sameButVersion(file.text, text) };
  });
  const names = await db.query<{ name: string }>('select name from mapping_head union select name from mapping_version');
  const free = files.filter((f) => !names.rows.some((r) => r.name === f.name));
  const asked = free.filter((f) => (filter.name ?? f.name) === f.name && (filter.supplier ?? f.supplier) === f.supplier);
  const used = await db.query<Pick<MappingReport, 'name' | 'documents' | 'last' | 'waiting'>>(OF_FILES, [
    asked.map((f) => f.name),
    asked.map((f) => f.supplier),
  ]);
  const unpublished = asked.map(({ name, supplier, kind, version }): MappingReport => {
    const none = { changed_at: null, changed_by: null, reason: null, draft: false };
    const { documents, last, waiting } = used.rows.find((r) => r.name === name)!;
    return { name, supplier, kind, kept: 'file', holds: version, newest: version, ...none, documents, last, waiting };
  });
  const all = [...held, ...unpublished];
  return all.sort((a, b) => (a.supplier === b.supplier ? (a.name < b.name ? -1 : 1) : a.supplier < b.supplier ? -1 : 1));
}
type Held = MappingReport & { readonly text: string; readonly published: boolean };

const USED = `u.documents, u.waiting, case when l.id is not null then json_build_object('document', 'doc_' || l.id, 'file', l.file, 'at', ${instant('l.received_at')}, 'status', l.status) end last`;
const OF_DOCUMENTS = `cross join lateral (
  select count(*) filter (where d.mapping->>'name' = v.name)::int documents,
    count(*) filter (where d.status = 'parked' and d.header->'drift'->>'mapping' = v.name)::int waiting
  from document d where d.current and d.supplier_id = s.id) u
left join lateral (select d.id, d.file, d.received_at, d.status from document d
  where d.current and d.supplier_id = s.id and d.mapping->>'name' = v.name order by d.received_at desc, d.id desc limit 1) l on true`;

const OF_FILES = `
select v.name, ${USED} from unnest($1::text[], $2::text[]) v (name, supplier) join supplier s on s.code = v.supplier
${OF_DOCUMENTS}`;

const HELD = `
select v.name, v.supplier, case when h.managed = 'git' then 'folder' else 'here' end kept, h.version holds, v.version newest, h.name is not null published,
  coalesce(t.text, v.text) as text, ${instant('h.changed_at')} changed_at, h.author changed_by, h.note reason, ${USED}
from (select distinct on (name) name, version, supplier, text from mapping_version order by name, version desc) v
join supplier s on s.code = v.supplier
left join mapping_head h on h.name = v.name
left join mapping_version t on t.name = h.name and t.version = h.version
${OF_DOCUMENTS}
where ($1::text[] is null or v.supplier = any ($1)) and ($2::text is null or v.name = $2) and ($3::text is null or v.supplier = $3)`;

export interface MappingInFile {
  readonly name: string;
  readonly supplier: string;
  readonly kind: string;
  readonly version: number;
  readonly text: string;
  readonly path: string;
}

/** The first file of each name that is of a supplier that there is; one that cannot be read is none. */
export async function filesOf(db: Pool, folders: readonly string[], sees: Sees): Promise<MappingInFile[]> {
  const out: MappingInFile[] = [];
  for (const { path, text } of await mappingFiles(folders)) {
    const read = parseMapping(text, path);
    if (!('mapping' in read) || out.some((f) => f.name === read.mapping.name)) continue;
    const { name, supplier, kind, version } = read.mapping;
    if (sees.suppliers?.includes(supplier) ?? true) out.push({ name, supplier, kind, version, text, path });
  }
  const known = await db.query<{ code: string }>('select code from supplier where code = any ($1)', [out.map((f) => f.supplier)]);
  return out.filter((f) => known.rows.some((r) => r.code === f.supplier));
}

/** How many current documents were read by each version of a mapping. */
export async function readBy(db: Pool, name: string, supplier: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ version: number; n: number }>(
    `select (d.mapping->>'version')::int version, count(*)::int n from document d join supplier s on s.id = d.supplier_id
where s.code = $2 and d.current and d.mapping->>'name' = $1 group by 1`,
    [name, supplier],
  );
  return new Map(rows.map((r) => [r.version, r.n]));
}
