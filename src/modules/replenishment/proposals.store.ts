import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';

/** Every line of the proposals that are read, matched or not, with its place; of those that waited for a name, as they are known now. */
export async function postProposals(client: PoolClient): Promise<void> {
  await client.query(`
insert into proposal_line (document_id, n, supplier_id, head, line, says, codes, due, price, item_id, location_id, quantity, place, given, reason, detail)
select d.document_id, m.n, d.supplier_id, (m.extra->>'head')::int, m.extra->>'line', m.extra->>'says',
  coalesce((select array_agg(c.value) from jsonb_array_elements_text(m.extra->'codes') c), '{}'), (m.extra->>'due')::date, (m.extra->>'price')::numeric,
  m.item_id, m.location_id, case when m.item_id is not null then m.quantity end, m.place, m.given, m.reason, m.detail
from stage_matched m join stage_doc d using (doc) where d.post and d.kind = 'proposal'
on conflict (document_id, n) do update set item_id = excluded.item_id, location_id = excluded.location_id, quantity = excluded.quantity,
  reason = excluded.reason, detail = excluded.detail`);
}

export interface ProposalRow {
  readonly id: string; // doc_…
  readonly receiptId: string;
  readonly ordinal: number;
  readonly file: string;
  readonly supplier: string;
  readonly supplierId: string;
  readonly order: string | null;
  readonly ours: boolean; // an order of that number is ours
  readonly purpose: string;
  readonly answers: string;
  readonly received_at: string;
  readonly superseded: boolean;
  readonly lines: readonly LineRow[];
  readonly unanswered: readonly { readonly sku: string; readonly line: string; readonly quantity: string }[];
}
/** One thing that is said; those of one head belong together. */
export interface LineRow {
  readonly n: number;
  readonly head: number;
  readonly line: string;
  readonly says: string;
  readonly codes: readonly string[];
  readonly due: string | null;
  readonly price: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly uom: string | null;
  readonly quantity: string | null;
  readonly place: string;
  readonly given: { readonly refs: readonly { readonly qualifier: string; readonly value: string }[]; readonly quantity: string; readonly uom: string }; // prettier-ignore
  readonly reason: string | null;
  readonly detail: string | null;
  readonly ordered: string | null;
  readonly answer: { readonly what: string; readonly by: string; readonly at: string; readonly reason: string | null } | null;
  readonly decided: { readonly what: string; readonly by: string; readonly at: string; readonly reason: string | null } | null; // of the draft, by itself
}
export interface ProposalFilter {
  readonly ids?: readonly string[] | undefined;
  readonly supplier?: string | undefined;
  readonly pair?: { readonly sku: string; readonly location: string } | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

/** What was ordered under a number: as the buyer's feed tells it, else as it left here. */
const ORDERED = `select n.supplier_id, n.po, n.line, n.item_id, n.quantity, 1 rank from order_line n where n.status <> 'cancelled'
  union all select r.supplier_id, o.po, r.line, r.item_id, r.approved_quantity, 2 from reorder r join reorder_order o on o.id = r.order_id where o.po is not null and o.refused is null
    and not exists (select 1 from order_line n where n.supplier_id = r.supplier_id and n.po = o.po and n.item_id = r.item_id)`;
const decision = (a: string, what: string, at: string): string =>
  `json_build_object('what', ${what}, 'by', ${a}.author, 'at', ${instant(at)}, 'reason', ${a}.reason)`;
const LINES = `
select json_build_object('n', p.n, 'head', p.head, 'line', p.line, 'says', p.says, 'codes', p.codes, 'due', p.due, 'price', p.price::text,
  'sku', i.sku, 'location', l.code, 'uom', i.uom, 'quantity', trim_scale(p.quantity)::text, 'place', p.place, 'given', p.given::json, 'reason', p.reason, 'detail', p.detail,
  'ordered', (select trim_scale(coalesce(sum(x.quantity) filter (where x.line = p.line), sum(x.quantity)))::text from (${ORDERED}) x
    where x.supplier_id = d.supplier_id and x.po = d.reference and x.item_id = p.item_id),
  'answer', (select ${decision('a', 'a.what', 'a.at')} from proposal_answer a where a.receipt_id = d.receipt_id and a.ordinal = d.ordinal and a.head = p.head),
  'decided', (select ${decision('r', 'r.state', 'r.decided_at')} from reorder r where r.supplier_id = d.supplier_id and r.item_id = p.item_id and r.location_id = p.location_id
    and r.state in ('approved', 'declined') and r.decided_at >= d.received_at order by r.decided_at limit 1)) line
from proposal_line p left join item i on i.id = p.item_id left join location l on l.id = p.location_id
where p.document_id = d.id and ($2::text[] is null or l.code = any ($2)) order by p.n`;
const UNANSWERED = `
select json_build_object('sku', i.sku, 'line', x.line, 'quantity', trim_scale(x.quantity)::text) line from (${ORDERED}) x join item i on i.id = x.item_id
where x.supplier_id = d.supplier_id and x.po = d.reference and $2::text[] is null
  and not exists (select 1 from proposal_line p where p.document_id = d.id and (p.item_id = x.item_id or p.item_id is null)) order by x.line, i.sku`;
/** The last word about an order counts; one that names none stands for itself. */
const NEWER = `exists (select 1 from document w where w.current and w.kind = 'proposal' and w.supplier_id = d.supplier_id and w.reference = d.reference
  and d.reference <> '' and (w.received_at, w.id) > (d.received_at, d.id) and w.status in ('accepted', 'accepted_with_issues', 'parked'))`;

/** What suppliers propose or answer, the newest first. Undivided rows; `proposals.ts` puts them beside drafts. */
export async function proposalRows(db: Pool | PoolClient, sees: Sees, f: ProposalFilter): Promise<ProposalRow[]> {
  const { rows } = await db.query<ProposalRow>(
    `select 'doc_' || d.id id, d.receipt_id "receiptId", d.ordinal, d.file || coalesce('/' || d.within, '') file, s.code supplier, s.id "supplierId",
  nullif(d.reference, '') "order", exists (select 1 from (${ORDERED}) x where x.supplier_id = d.supplier_id and x.po = d.reference) ours,
  coalesce(d.header->'proposal'->>'purpose', '') purpose, coalesce(d.header->'proposal'->>'answers', '') answers,
  ${instant('d.received_at')} received_at, ${NEWER} superseded,
  coalesce((select json_agg(x.line) from (${LINES}) x), '[]') lines, coalesce((select json_agg(x.line) from (${UNANSWERED}) x), '[]') unanswered
from document d join supplier s on s.id = d.supplier_id
where d.current and d.kind = 'proposal' and d.status in ('accepted', 'accepted_with_issues', 'parked') and ($1::text[] is null or s.code = any ($1))
  and exists (select 1 from proposal_line p left join location l on l.id = p.location_id left join item i on i.id = p.item_id where p.document_id = d.id
    and ($2::text[] is null or l.code = any ($2)) and ($5::text is null or i.sku = $5) and ($6::text is null or l.code = $6))
  and ($3::uuid[] is null or d.id = any ($3)) and ($4::text is null or s.code = $4) and ($7::uuid is null or d.id < $7)
order by d.id desc limit $8`,
    [
      ...[sees.suppliers, sees.locations, f.ids?.map((id) => id.replace(/^doc_/, '')) ?? null, f.supplier ?? null],
      ...[f.pair?.sku ?? null, f.pair?.location ?? null, f.before?.replace(/^doc_/, '') ?? null, f.limit ?? null],
    ],
  );
  return rows;
}

export interface WrittenAnswer {
  readonly receiptId: string;
  readonly ordinal: number;
  readonly head: number;
  readonly what: 'approved' | 'declined';
  readonly author: string;
  readonly reason: string;
  readonly reorderId: string | null; // bare
}
export async function writeAnswers(client: PoolClient, answers: readonly WrittenAnswer[], now: string): Promise<void> {
  for (const a of answers)
    await client.query(
      `insert into proposal_answer (receipt_id, ordinal, head, what, author, reason, reorder_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict do nothing`,
      [a.receiptId, a.ordinal, a.head, a.what, a.author, a.reason, a.reorderId, now],
    );
}

/** One at a time decides about one proposal. */
export async function lockProposal(client: PoolClient, id: string): Promise<void> {
  await client.query('select 1 from document where id = $1 for update', [id.replace(/^doc_/, '')]);
}
