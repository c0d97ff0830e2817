import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import { jsonb } from '../../database/jsonb';
import type { ClaimLine, ClaimState } from '../../domain/claims/claim';
import { uuidv7 } from '../../platform/ids';
import type { Sees } from '../access/sees';
import { SEEN } from '../exceptions/exceptions.store';

/** What a claim stands on, as it stood when it was made. Quantities are decimals in the base unit. */
export interface Evidence {
  readonly exception: string; // exc_…
  readonly message: string;
  readonly shipment: string;
  readonly kinds: readonly string[];
  readonly uom: string;
  readonly announced: string;
  readonly received: string;
  readonly difference: string; // announced less received
  readonly announced_in: readonly AnnouncedLine[];
  readonly received_by: readonly ReceivedBy[];
}
export interface AnnouncedLine {
  readonly quantity: string;
  readonly document: string; // doc_…
  readonly file: string;
  readonly place: string; // segment or cell
  readonly location: string;
  readonly po: string | null;
  readonly po_line: string | null;
  readonly sscc: string | null;
}
export interface ReceivedBy {
  readonly key: string; // of the movement in the buyer's feed
  readonly quantity: string;
  readonly moved_at: string;
  readonly day: string; // at its place
  readonly location: string;
  readonly location_name: string;
  readonly po: string | null;
  readonly packing_slip: string | null;
  readonly reason: string | null;
}

export interface Claimed extends Omit<Evidence, 'shipment' | 'kinds' | 'received' | 'announced' | 'difference'> {
  readonly id: string; // bare, of the exception
  readonly type: string;
  readonly status: string;
  readonly supplierId: string | null;
  readonly itemId: string | null;
  readonly locationId: string | null;
  readonly details: { readonly shipment?: string; readonly kinds?: readonly string[]; readonly damaged?: string };
  readonly reported: string | null;
  readonly expected: string | null;
  readonly difference: string | null;
}

/** The exception with all that speaks for it, locked: nobody makes a second claim of it meanwhile. */
export async function claimedOf(client: PoolClient, sees: Sees, exception: string): Promise<Claimed | undefined> {
  await client.query('select 1 from supply_exception where id = $1 for update', [exception]);
  const { rows } = await client.query<Claimed>(
    `select e.id, e.type, e.status, e.supplier_id "supplierId", i.id::text "itemId", e.location_id::text "locationId", 'exc_' || e.id exception, e.message, e.details,
  e.reported, e.expected_low expected, e.difference, coalesce(e.uom, i.uom) uom,
  coalesce((select json_agg(json_build_object('quantity', trim_scale(n.quantity)::text, 'document', 'doc_' || d.id, 'file', d.file || coalesce('/' || d.within, ''),
    'place', n.place, 'location', l.code, 'po', n.po, 'po_line', n.po_line, 'sscc', n.sscc) order by d.received_at, n.n)
    from shipment h join shipment_line n on n.shipment_id = h.id and n.item_id = i.id join document d on d.id = n.document_id join location l on l.id = n.location_id
    where h.supplier_id = e.supplier_id and h.reference = e.details->>'shipment' and h.current), '[]') announced_in,
  coalesce((select json_agg(json_build_object('key', m.key, 'quantity', trim_scale(abs(m.quantity))::text, 'moved_at', ${instant('m.moved_from')},
    'day', to_char(m.moved_from at time zone l.timezone, 'YYYY-MM-DD'), 'location', l.code, 'location_name', l.name, 'po', m.po,
    'packing_slip', m.packing_slip, 'reason', m.reason) order by m.moved_from, m.key)
    from movement m join location l on l.id = m.location_id where m.item_id = i.id
      and m.key in (select x.value from jsonb_array_elements_text(e.details->'receipts') x)), '[]') received_by
from supply_exception e left join item i on i.id = e.item_id or (e.item_id is null and i.sku = e.sku)
where e.id = $1 and ${SEEN('$2', '$3')}`,
    [exception, sees.suppliers, sees.locations],
  );
  return rows[0];
}

export async function liveClaim(client: PoolClient, exception: string): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(`select id from claim where exception_id = $1 and state in ('open', 'sent')`, [
    exception,
  ]);
  return rows[0]?.id;
}

export async function insertClaim(
  client: PoolClient,
  of: Claimed,
  lines: readonly ClaimLine[],
  evidence: Evidence,
  by: { readonly author: string; readonly reason: string },
  now: string,
): Promise<string> {
  const id = uuidv7();
  await client.query(
    `insert into claim (id, exception_id, supplier_id, item_id, location_id, state, lines, evidence, made_at, author, reason)
values ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10)`,
    [id, of.id, of.supplierId, of.itemId, of.locationId, jsonb(lines), jsonb(evidence), now, by.author, by.reason || null],
  );
  return id;
}

export interface ClaimReport {
  readonly id: string; // clm_…
  readonly n: number;
  readonly exception: string;
  readonly supplier: string;
  readonly sku: string;
  readonly location: string | null;
  readonly state: ClaimState;
  readonly lines: readonly ClaimLine[];
  readonly evidence: Evidence;
  readonly way: string | null;
  readonly target: string | null; // where it was sent
  readonly sent_at: string | null;
  readonly outcome: string | null;
  readonly made_at: string;
  readonly decided_at: string | null;
  readonly by: string; // who decided last
  readonly reason: string | null;
}
export interface ClaimFilter {
  readonly ids?: readonly string[] | undefined;
  readonly exception?: string | undefined;
  readonly supplier?: string | undefined;
  readonly states?: readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}
const bare = (id: string): string => id.replace(/^(clm|exc)_/, '');

/** The newest first; of the suppliers and at the places that somebody sees. */
export async function reportClaims(db: Pool | PoolClient, sees: Sees, f: ClaimFilter): Promise<ClaimReport[]> {
  const { rows } = await db.query<ClaimReport>(
    `select 'clm_' || c.id id, c.n::int n, 'exc_' || c.exception_id exception, s.code supplier, i.sku, l.code as location, c.state, c.lines, c.evidence,
  c.way, c.target, ${instant('c.sent_at')} sent_at, c.outcome, ${instant('c.made_at')} made_at, ${instant('c.decided_at')} decided_at, c.author "by", c.reason
from claim c join supplier s on s.id = c.supplier_id join item i on i.id = c.item_id left join location l on l.id = c.location_id
where ($1::text[] is null or s.code = any ($1)) and ($2::text[] is null or l.code is null or l.code = any ($2))
  and ($3::uuid[] is null or c.id = any ($3)) and ($4::uuid is null or c.exception_id = $4) and ($5::text is null or s.code = $5)
  and ($6::text[] is null or c.state = any ($6)) and ($7::uuid is null or c.id < $7)
order by c.id desc limit $8`,
    [
      ...[
        sees.suppliers,
        sees.locations,
        f.ids?.map(bare) ?? null,
        f.exception === undefined ? null : bare(f.exception),
        f.supplier ?? null,
      ],
      ...[f.states ?? null, f.before === undefined ? null : bare(f.before), f.limit ?? null],
    ],
  );
  return rows;
}

export interface ClaimTo {
  readonly supplierId: string;
  readonly supplierName: string;
  readonly ediId: string | null; // the first of the masters
  readonly contact: string | null; // likewise
  readonly theirs: string | null; // the supplier's own number of the item, where it is one
  readonly locationName: string | null;
}
export async function lockClaim(client: PoolClient, id: string): Promise<ClaimTo | undefined> {
  await client.query('select 1 from claim where id = $1 for update', [bare(id)]);
  const { rows } = await client.query<ClaimTo>(
    `select s.id "supplierId", s.name "supplierName", nullif(trim(split_part(s.edi_id, ';', 1)), '') "ediId", l.name "locationName",
  nullif(trim(split_part(s.contact_email, ';', 1)), '') contact, (select min(x.value) from item_crossref x join item i on i.id = x.item_id
    where x.supplier_id = s.id and x.item_id = c.item_id and x.qualifier = 'VN' and coalesce(x.uom, i.uom) = i.uom and x.valid_to = 'infinity'
    having count(distinct x.value) = 1) theirs
from claim c join supplier s on s.id = c.supplier_id left join location l on l.id = c.location_id where c.id = $1`,
    [bare(id)],
  );
  return rows[0];
}

export interface ClaimWritten {
  readonly state: ClaimState;
  readonly author: string;
  readonly reason: string | null;
  readonly outcome?: string | undefined;
  readonly sent?: { readonly way: string; readonly target: string } | undefined;
}
export async function writeClaim(client: PoolClient, id: string, c: ClaimWritten, now: string): Promise<void> {
  await client.query(
    `update claim set state = $2, author = $3, reason = coalesce($4, reason), outcome = coalesce($5, outcome), decided_at = $8,
  way = coalesce($6, way), target = coalesce($7, target), sent_at = case when $6::text is null then sent_at else $8 end where id = $1`,
    [bare(id), c.state, c.author, c.reason, c.outcome ?? null, c.sent?.way ?? null, c.sent?.target ?? null, now],
  );
}
