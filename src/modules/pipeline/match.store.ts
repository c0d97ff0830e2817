import type { PoolClient } from 'pg';
import { type ItemCandidate, matchItem } from '../../domain/items/match-item';
import type { ItemRef } from '../../domain/canonical/vocabulary';
import { CASES, PLAIN_UNITS } from '../../domain/items/units';
import { fill } from './stage.store';

/**
 * Which items every distinct set of references may mean: GTIN, the pack's GTIN, buyer SKU, the supplier's cross-reference as it held
 * at the report's as-of. `refs` is a table of the columns of stage_ref.
 */
const CANDIDATES = (refs: string): string => `
select r.set_id, r.ord, x.item_id, x.uom, 'crossref' via, x.qualifier = r.qualifier exact
from ${refs} r join stage_part p using (part)
join item_crossref x on x.supplier_id = p.supplier_id and x.value = r.value and x.qualifier = any (r.quals)
  and x.valid_from <= p.as_of and x.valid_to > p.as_of
union all
select r.set_id, r.ord, i.id, null, 'gtin', true from ${refs} r join item i on i.gtin = r.gtin and not i.void where r.gtin is not null
union all
select r.set_id, r.ord, u.item_id, u.uom, 'pack_gtin', true from ${refs} r join item_unit u on u.gtin = r.gtin where r.gtin is not null
union all
select r.set_id, r.ord, i.id, null, 'sku', true from ${refs} r join item i on i.sku = r.value and not i.void where r.scheme = 'buyer'`;

/**
 * Settles in SQL the sets on which all candidates agree, on the unit, too. The rest goes to matchItem.
 * `first`: the first set of this batch; those before it are settled.
 */
export async function matchItems(client: PoolClient, first: number): Promise<void> {
  await client.query('analyze stage_ref');
  const { rows } = await client.query<{ open: boolean }>(`
with fresh as materialized (select * from stage_ref where set_id >= ${first}), made as (
  insert into stage_item (set_id, item_id, uom, reason)
  select set_id, case when min(item_id) = max(item_id) and min(uom) is not distinct from max(uom) then min(item_id) end, min(uom),
    case when min(item_id) is null then 'item.unknown' when min(item_id) <> max(item_id) or min(uom) <> max(uom) then 'doubt' end
  from (select set_id, null::bigint item_id, null::text uom from fresh
    union all select set_id, item_id, uom from (${CANDIDATES('fresh')}) c) c group by set_id
  returning reason)
select exists (select 1 from made where reason is not null) open`);
  await client.query('analyze stage_item');
  if (rows[0]!.open) await settleDoubts(client, first);
}

/** The sets that no item or several answer to, each with the words of the pure rule: few, but all of them in a supplier's first file. */
async function settleDoubts(client: PoolClient, first: number): Promise<void> {
  const { rows } = await client.query<{
    set_id: number;
    refs: (ItemRef & { ord: number })[];
    candidates: (ItemCandidate & { ord: number })[];
  }>(
    `with open as materialized (select r.* from stage_ref r join stage_item i using (set_id) where i.reason is not null and set_id >= $1),
refs as (
  select set_id, json_agg(json_build_object('ord', ord, 'scheme', scheme, 'qualifier', qualifier, 'value', value) order by ord)
    filter (where ord >= 0) refs from open group by set_id),
candidates as (
  select set_id, json_agg(json_build_object('ord', c.ord, 'itemId', c.item_id::text, 'sku', i.sku, 'uom', c.uom, 'via', c.via, 'exact', c.exact,
    'supersededBy', i.superseded_by)) candidates
  from (${CANDIDATES('open')}) c join item i on i.id = c.item_id group by set_id)
select set_id, refs, candidates from refs left join candidates using (set_id)`,
    [first],
  );
  const settled = rows.map(({ set_id, refs, candidates }) => {
    const given = refs ?? [];
    const match = matchItem(
      given,
      (candidates ?? []).map((c) => ({ ...c, refIndex: given.findIndex((r) => r.ord === c.ord) })),
    );
    return match.itemId === null
      ? { set_id, item_id: null, uom: null, reason: match.reason, detail: match.detail }
      : { set_id, item_id: match.itemId, uom: match.uom, reason: null, detail: null };
  });
  if (settled.length === 0) return;
  await client.query('delete from stage_item where reason is not null and set_id >= $1', [first]);
  await fill(client, 'stage_item', settled);
}

const meant = PLAIN_UNITS.map(([code, unit]) => `when '${code}' then '${unit}'`).join(' ');
/** A unit in one spelling: the codes that mean the same wherever they are written. */
export const spelled = (unit: string): string => `case upper(${unit}) when 'EA' then 'EA' ${meant} else upper(${unit}) end`;

const cases = `(${CASES.map((c) => `'${c}'`).join(', ')})`;

/**
 * Every line with what was found for it, and all that its posting needs, so that a hundred thousand are not joined once more;
 * reason is null where it can be posted. Quantities come out in the base unit.
 */
export async function matchLines(client: PoolClient): Promise<void> {
  await client.query(`
analyze stage_line, stage_location, stage_unit, stage_window;
insert into stage_matched (doc, n, measure, place, given, extra, item_id, location_id, from_at, to_at, said, quantity, reason, detail)
select l.doc, l.n, l.measure, l.place, l.given, l.extra, i.item_id, o.location_id, w.from_at, w.to_at, w.said,
  case when e.uom = b.uom then l.amount else trim_scale(round(l.amount * f.factor_n / f.factor_d, 12)) end quantity,
  case when i.item_id is null then i.reason when o.location_id is null then o.reason
    when e.uom <> b.uom and f.item_id is null then 'unit.unknown' end reason,
  case when i.item_id is null then i.detail when o.location_id is null then o.detail
    when e.uom <> b.uom and f.item_id is null then 'no factor is known from ' || e.uom || ' to ' || b.uom end detail
from stage_line l
join stage_item i on i.set_id = l.set_id
join stage_location o on o.loc_id = l.loc_id
join stage_unit u on u.unit_id = l.unit_id
join stage_window w on w.asof_id = l.asof_id and w.timezone = o.timezone
left join item it on it.id = i.item_id
cross join lateral (select ${spelled('it.uom')} uom) b
cross join lateral (select case when u.unit = '' then coalesce(${spelled('i.uom')}, b.uom) else u.uom end uom) e
left join item_unit f on f.item_id = i.item_id and e.uom <> b.uom and (${spelled('f.uom')} = e.uom or (e.uom in ${cases} and upper(f.uom) in ${cases}
  and not exists (select 1 from item_unit g where g.item_id = f.item_id and upper(g.uom) = e.uom)))`);
}
