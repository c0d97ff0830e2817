import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import type { ItemRef, LocationRef } from '../../domain/canonical/vocabulary';
import type { Candidate } from '../../domain/items/nearest';
import type { PlaceCandidate } from '../../domain/items/nearest-place';

/** One thing that nobody knows, whatever the number of lines that wait for it. */
export interface ParkedQuestion {
  readonly id: string; // the same for the same question, as long as it is open
  readonly about: 'item' | 'location' | 'unit';
  readonly supplier: string; // code
  readonly reason: string;
  readonly detail: string | null;
  readonly refs: readonly ItemRef[]; // of the item; empty where it is about a location
  readonly place: LocationRef | null; // that is not known
  readonly unit: string | null; // likewise
  readonly called: string | null; // the item, in the supplier's words
  readonly holds: string | null; // units in one of the unknown unit, as a notice says
  readonly lines: number;
  readonly documents: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly example: { readonly document: string; readonly file: string; readonly place: string };
}

/** A question as the command line and the API show it. */
export interface ParkedReport {
  readonly id: string;
  readonly about: 'item' | 'location' | 'unit';
  readonly supplier: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly item: readonly { readonly qualifier: string; readonly value: string }[];
  readonly called: string | null;
  readonly holds: string | null;
  readonly location: LocationRef | null;
  readonly uom: string | null;
  readonly lines: number;
  readonly documents: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly example: ParkedQuestion['example'];
  readonly candidates: readonly (Candidate | PlaceCandidate)[];
}
export const reported = (q: ParkedQuestion, candidates: ParkedReport['candidates'] = []): ParkedReport => ({
  ...{ id: q.id, about: q.about, supplier: q.supplier, reason: q.reason, detail: q.detail },
  item: q.refs.map(({ qualifier, value }) => ({ qualifier, value })),
  ...{
    called: q.called,
    holds: q.holds,
    location: q.place,
    uom: q.unit,
    lines: q.lines,
    documents: q.documents,
    first_seen: q.firstSeen,
    last_seen: q.lastSeen,
  },
  ...{ example: q.example, candidates },
});

/** Lines that wait, with what each of them asks. */
export const waiting = `
select p.*, split_part(p.reason, '.', 1) about,
  case split_part(p.reason, '.', 1) when 'location' then jsonb_build_object('location', p.location)
    when 'unit' then jsonb_build_object('refs', p.refs, 'unit', p.unit) else jsonb_build_object('refs', p.refs) end asked
from parked_line p where p.taken_up_at is null and p.supplier_id is not null`;

/** Of a line in the alias p, with the columns of `waiting`. */
export const idOf = `'q_' || left(md5(p.supplier_id::text || p.about || p.asked::text), 12)`;

export interface QuestionFilter {
  readonly supplier?: string | undefined;
  readonly id?: string | undefined;
  readonly after?: string | undefined; // id of the last one of the page before
  readonly limit?: number | undefined;
}

/** What waits for a decision: where most lines wait comes first; of a page, by ids, so that what is decided meanwhile shifts nothing. */
export async function parkedQuestions(db: Pool | PoolClient, sees: Sees, filter: QuestionFilter = {}): Promise<ParkedQuestion[]> {
  const { rows } = await db.query<ParkedQuestion>(
    `
with q as (
  select ${idOf} id, p.supplier_id, p.about, p.asked, min(p.reason) reason, min(p.detail) detail, count(*)::int lines,
    count(distinct p.document_id)::int documents, min(d.received_at) first_seen, max(d.received_at) last_seen,
    (array_agg(p.called order by d.received_at desc, p.n) filter (where p.called is not null))[1] called,
    case when count(distinct p.extra->>'holds') = 1 then min(p.extra->>'holds') end holds,
    (array_agg(p.document_id order by d.received_at desc, p.n))[1] document_id, (array_agg(p.place order by d.received_at desc, p.n))[1] place
  from (${waiting}) p join document d on d.id = p.document_id and d.current join supplier s on s.id = p.supplier_id
  where ($1::text is null or s.code = $1) and ($5::text[] is null or s.code = any ($5)) and $6::text[] is null group by 1, 2, 3, 4)
select q.id, q.about, s.code supplier, q.reason, q.detail, coalesce(q.asked->'refs', '[]') refs,
  case when q.about = 'location' then q.asked->'location' end place, q.asked->>'unit' unit, case when q.about <> 'location' then q.called end called, case when q.about = 'unit' then q.holds end holds, q.lines, q.documents,
  ${instant('q.first_seen')} "firstSeen", ${instant('q.last_seen')} "lastSeen",
  json_build_object('document', 'doc_' || d.id, 'file', d.file, 'place', q.place) example
from q join supplier s on s.id = q.supplier_id join document d on d.id = q.document_id
where ($2::text is null or q.id = $2) and ($3::text is null or q.id > $3)
order by ${filter.after !== undefined || filter.limit !== undefined ? '' : 'q.lines desc, '}q.id limit $4`,
    [filter.supplier ?? null, filter.id ?? null, filter.after ?? null, filter.limit ?? null, sees.suppliers, sees.locations],
  );
  return rows;
}
