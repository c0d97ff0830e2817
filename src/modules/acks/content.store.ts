import type { PoolClient } from 'pg';
import { type Content, type ContentFault, MOST_FAULTS } from '../../domain/acks/content';

interface Row {
  readonly id: string;
  readonly reference: string | null;
  readonly status: string;
  readonly lines: number;
  readonly parked: number;
  readonly faults: readonly {
    readonly unmatched: boolean;
    readonly text: string;
    readonly place: string | null;
    readonly value: string | null;
  }[];
}

/** Of documents of one interchange, what was not taken of their content: lines that wait for a name, and what could not be used. */
export async function contentOf(
  client: PoolClient,
  documents: readonly { readonly id: string; readonly message: number }[],
): Promise<Content[]> {
  const { rows } = await client.query<Row>(
    `select d.id, d.reference, d.status, d.lines, d.parked,
  coalesce((select json_agg(f.* order by f.n) from (
    select row_number() over (order by x.kind, x.n) n, x.unmatched, x.text, x.place, x.value from (
      select 0 kind, i.n, false unmatched, i.detail "text", i.place, i.value from document_issue i where i.document_id = d.id and i.severity = 'error'
      union all select 1, p.n, true, coalesce(p.detail, p.reason), p.place,
        case split_part(p.reason, '.', 1) when 'unit' then p.unit when 'location' then p.location->>'value' else p.refs->0->>'value' end from parked_line p where p.document_id = d.id and p.taken_up_at is null) x
    order by x.kind, x.n limit ${MOST_FAULTS}) f), '[]') faults
from document d where d.id = any ($1::uuid[]) and d.kind not in ('acknowledgement', 'proposal') and d.status in ('accepted', 'accepted_with_issues', 'parked', 'rejected')`,
    [documents.map((d) => d.id)],
  );
  return rows
    .map(({ id, reference, status, lines, parked, faults }): Content => {
      const none = status === 'rejected' || (lines > 0 && parked === lines);
      return {
        ...{ message: documents.find((d) => d.id === id)!.message, reference: reference ?? '' },
        ...{ taken: none ? 'none' : parked > 0 ? 'some' : 'all', faults: faults.map(faultOf) },
      };
    })
    .sort((a, b) => a.message - b.message);
}

/** A place of EDI is told as `segment 42 LIN02`. */
function faultOf({ unmatched, text, place, value }: Row['faults'][number]): ContentFault {
  const [, number, tag = null, element] = /segment (\d+) ([A-Z][A-Z0-9]{1,2}?)(\d\d)?$/.exec(place ?? '') ?? [];
  return {
    ...{ unmatched, text, value },
    ...{ segment: number === undefined ? null : Number(number), tag, element: element === undefined ? null : Number(element) },
  };
}
