import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import type { ProposedHeading } from '../../domain/mapping/drift-proposal';

/** A layout that changed in one way, whatever the number of lists that wait for it. */
export interface DriftReport {
  readonly id: string; // the same for the same headings gone from the same version
  readonly supplier: string;
  readonly mapping: string;
  readonly version: number;
  readonly stale: boolean; // another version holds by now
  readonly documents: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly example: { readonly document: string; readonly file: string; readonly place: string | null };
  readonly headings: readonly string[];
  readonly lost: readonly ProposedHeading[];
}
export interface DriftFilter {
  readonly supplier?: string | undefined;
  readonly id?: string | undefined;
  readonly mapping?: string | undefined;
  readonly document?: string | undefined;
  readonly after?: string | undefined; // id of the last one of the page before
  readonly limit?: number | undefined;
}

/** What waits because its mapping no longer fits, for who sees all places; by ids, so that what is accepted meanwhile shifts no page. */
export async function reportDrifts(db: Pool | PoolClient, sees: Sees, filter: DriftFilter = {}): Promise<DriftReport[]> {
  const { rows } = await db.query<DriftReport>(
    `
with waiting as (
  select d.id, d.file || coalesce('/' || d.within, '') file, d.received_at, s.code supplier, d.header->'drift' drift,
    (select i.place from document_issue i where i.document_id = d.id and i.code = 'sheet.layout-changed' order by i.n limit 1) place
  from document d join supplier s on s.id = d.supplier_id
  where d.current and d.status = 'parked' and d.lines = 0 and d.header ? 'drift'),
named as (
  select *, 'drift_' || left(md5(concat_ws(chr(31), supplier, drift->>'mapping', drift->>'version',
    jsonb_path_query_array(drift, '$.lost[*].field'), jsonb_path_query_array(drift, '$.lost[*].named'), jsonb_path_query_array(drift, '$.lost[*].heading'))), 12) id_of, drift->>'mapping' mapping, (drift->>'version')::int version from waiting),
one as (
  select id_of, supplier, mapping, version, count(*)::int documents, min(received_at) first_at, max(received_at) last_at,
    (array_agg(id order by received_at desc, id))[1] newest, array_agg(id) ids
  from named group by id_of, supplier, mapping, version)
select o.id_of id, o.supplier, o.mapping, o.version, h.name is not null and h.version is distinct from o.version stale, o.documents,
  ${instant('o.first_at')} first_seen, ${instant('o.last_at')} last_seen,
  json_build_object('document', 'doc_' || n.id, 'file', n.file, 'place', n.place) example, n.drift->'headings' headings, n.drift->'lost' lost
from one o join named n on n.id = o.newest left join mapping_head h on h.name = o.mapping
where ($1::text is null or o.supplier = $1) and ($2::text is null or o.id_of = $2) and ($3::text is null or o.mapping = $3)
  and ($4::uuid is null or $4 = any (o.ids)) and ($5::text is null or o.id_of > $5)
  and ($7::text[] is null or o.supplier = any ($7)) and $8::text[] is null
order by o.id_of limit $6`,
    [
      filter.supplier ?? null,
      filter.id ?? null,
      filter.mapping ?? null,
      filter.document?.replace(/^doc_/, '') ?? null,
      filter.after ?? null,
      filter.limit ?? null,
      sees.suppliers,
      sees.locations,
    ],
  );
  return rows;
}
