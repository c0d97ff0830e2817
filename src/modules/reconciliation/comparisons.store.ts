import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { text } from '../../domain/canonical/quantity';
import { toleranceSource, type ToleranceSource } from '../../domain/items/terms';
import { compare } from '../../domain/ledger/compare';
import { groupedBy } from '../../domain/rules/at';
import type { PairView } from '../../domain/rules/pair-view';
import { programsOf } from '../suppliers/suppliers.store';
import { WATERMARK } from './feed-views.store';
import { type MeasureReport, measureReports } from './measured.store';

const KEY = 'item_id, location_id, owner, supplier_id';
const VALUES = `state, reported, low, high, distance, tolerance, window_from, window_to, watermark, reason, flip, document_id, place, measures, compared_at`;
const replaced = (by: string): string =>
  VALUES.split(', ')
    .map((v) => `${v} = ${by}.${v}`)
    .join(', ');

/** What was judged by a later clock stays, unless it knew of no number: history may be loaded after the masters were. */
const replaceable = (by: string): string => `(c.compared_at <= ${by}.compared_at or c.reported is null)`;

/** The pairs that SQL settled: agreed, with a book of one number. Most are new or most are not; each half costs what it must. */
export async function recordPlain(client: PoolClient, now: string): Promise<void> {
  await client.query(
    `update comparison c set ${replaced('p')} from (${PLAIN}) p
where c.item_id = p.item_id and c.location_id = p.location_id and c.owner = 'buyer' and c.supplier_id = p.supplier_id and ${replaceable('p')}`,
    [now],
  );
  await client.query(
    `insert into comparison (${KEY}, ${VALUES}) select item_id, location_id, 'buyer', supplier_id, ${VALUES} from (${PLAIN}) p
where not exists (select 1 from comparison c
  where c.item_id = p.item_id and c.location_id = p.location_id and c.owner = 'buyer' and c.supplier_id = p.supplier_id)`,
    [now],
  );
}

/** Of these the supplier never said a number; what was judged before stays. */
export async function recordSilent(client: PoolClient, now: string): Promise<void> {
  await client.query(
    `insert into comparison (item_id, location_id, owner, supplier_id, state, reason, compared_at)
select item_id, location_id, 'buyer', supplier_id, 'uncomparable', 'the supplier has reported no number for it', $1::timestamptz
from pair_silent where agreed on conflict do nothing`,
    [now],
  );
}
const PLAIN = `select item_id, location_id, supplier_id, 'agreed' state, quantity reported, book low, book high, 0 distance, tolerance,
  as_of_from window_from, as_of_to window_to, watermark, null reason, null flip, document_id, place, null::jsonb measures,
  $1::timestamptz compared_at from pair_plain where not more_said`;

const UPSERT = `on conflict (${KEY}) do update set ${replaced('excluded')} where ${replaceable('excluded')}`;

const iso = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

/** Every pair that was or should have been compared, with the reason where it could not be. */
export async function recordComparisons(client: PoolClient, views: readonly PairView[], now: string): Promise<void> {
  const rows = views.flatMap((view) => {
    if (view.terms === null && view.statements.length === 0) return [];
    const c = compare(view);
    const measures = measureReports(view);
    return [
      {
        supplier: view.supplier,
        sku: view.sku,
        place_code: view.location,
        owner: view.owner,
        state: c.state,
        reported: c.statement ? text(c.statement.quantity) : null,
        low: c.band ? text(c.band.low) : null,
        high: c.band ? text(c.band.high) : null,
        distance: c.band ? text(c.distance) : null,
        tolerance: c.band ? text(c.tolerance) : null,
        window_from: iso(c.window?.[0] ?? c.statement?.from),
        window_to: iso(c.window?.[1] ?? c.statement?.to),
        watermark: iso(view.watermark),
        reason: c.reason,
        flip: c.flips,
        document_id: c.statement?.document.id.replace(/^doc_/, '') ?? null,
        place: c.statement?.place ?? null,
        measures: measures.length === 0 ? null : measures,
      },
    ];
  });
  await client.query(
    `insert into comparison as c (${KEY}, ${VALUES})
select i.id, l.id, r.owner, s.id, r.state, r.reported, r.low, r.high, r.distance, r.tolerance, r.window_from, r.window_to, r.watermark, r.reason,
  r.flip, r.document_id, r.place, r.measures, $2
from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, place_code text, owner text, state text, reported numeric, low numeric, high numeric,
  distance numeric, tolerance numeric, window_from timestamptz, window_to timestamptz, watermark timestamptz, reason text, flip text,
  document_id uuid, place text, measures jsonb)
join item i on i.sku = r.sku join location l on l.code = r.place_code join supplier s on s.code = r.supplier
${UPSERT}`,
    [JSON.stringify(rows), now],
  );
}

export interface ComparisonReport {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly owner: string;
  readonly state: string;
  readonly reported: string | null;
  readonly band: { readonly low: string; readonly high: string } | null;
  readonly distance: string | null;
  readonly tolerance: string | null;
  readonly tolerance_from: ToleranceSource; // which level said it, when it was compared
  readonly uom: string;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly watermark: string | null;
  readonly reason: string | null;
  readonly flip: string | null;
  readonly document: { readonly id: string; readonly file: string; readonly place: string | null } | null;
  readonly measures: readonly MeasureReport[]; // what else the supplier said of it, each beside our number
  readonly compared_at: string;
}

export interface ComparisonFilter {
  readonly supplier?: string | undefined;
  readonly sku?: string | undefined;
  readonly location?: string | undefined;
  readonly state?: readonly string[] | undefined;
}
/** The next ones behind a pair: supplier, item, location, owner. */
export interface ComparisonPage {
  readonly after?: readonly [supplier: string, sku: string, location: string, owner: string] | undefined;
  readonly limit: number;
}

/** Contract section 2, `comparisons`. Filters are codes. */
export async function reportComparisons(
  db: Pool | PoolClient,
  sees: Sees,
  filter: ComparisonFilter,
  page?: ComparisonPage,
): Promise<ComparisonReport[]> {
  const { rows } = await db.query<ComparisonReport & Sourced>(
    `select s.id "supplierId", i.class "itemClass", s.code supplier, i.sku, l.code as location, c.owner, c.state, c.reported::text reported,
  case when c.low is not null then json_build_object('low', c.low::text, 'high', c.high::text) end band, c.distance::text distance,
  trim_scale(c.tolerance)::text tolerance, i.uom,
  case when c.window_from is not null then json_build_object('from', ${instant('c.window_from')}, 'to', ${instant('c.window_to')}) end as window,
  ${instant('w.watermark')} watermark, c.reason, c.flip,
  case when d.id is not null then json_build_object('id', 'doc_' || d.id, 'file', d.file || coalesce('/' || d.within, ''), 'place', c.place) end document,
  coalesce(c.measures, '[]') measures,
  ${instant('c.compared_at')} compared_at
from comparison c join item i on i.id = c.item_id join location l on l.id = c.location_id join supplier s on s.id = c.supplier_id
left join document d on d.id = c.document_id left join (${WATERMARK}) w on w.location_id = c.location_id
where ($1::text is null or s.code = $1) and ($2::text is null or i.sku = $2) and ($3::text is null or l.code = $3)
  and ($4::text[] is null or c.state = any ($4)) and ($5::text[] is null or (s.code, i.sku, l.code, c.owner) > ($5[1], $5[2], $5[3], $5[4]))
  and ($7::text[] is null or s.code = any ($7)) and ($8::text[] is null or l.code = any ($8))
order by s.code, i.sku, l.code, c.owner limit $6`,
    [
      ...[filter.supplier ?? null, filter.sku ?? null, filter.location ?? null, filter.state ?? null, page?.after ?? null],
      ...[page?.limit ?? null, sees.suppliers, sees.locations],
    ],
  );
  return withSource(db, rows);
}

interface Sourced {
  readonly supplierId: string;
  readonly itemClass: string | null;
}
async function withSource(db: Pool | PoolClient, rows: readonly (ComparisonReport & Sourced)[]): Promise<ComparisonReport[]> {
  const each = (of: (r: Sourced & ComparisonReport) => string): string[] => [...new Set(rows.map(of))];
  const programs = groupedBy(await programsOf(db, each((r) => r.supplierId), each((r) => r.sku)), (p) => `${p.supplierId} ${p.sku}`); // prettier-ignore
  return rows.map(({ supplierId, itemClass, ...r }) => {
    const these = [`${supplierId} *`, `${supplierId} ${r.sku}`].flatMap((key) => programs.get(key) ?? []);
    return { ...r, tolerance_from: toleranceSource(these, r.sku, r.location, r.compared_at, itemClass) };
  });
}
