/** About the pair itself: two numbers that contradict each other, or one that nobody believes. */
const OF_PAIR = `'DECISION_FLIP', 'COUNT_DIVERGENCE', 'COUNT_IMPLAUSIBLE', 'UOM_SUSPECT', 'BUYER_RECORD_SUSPECT'`;
/** About a report as a whole or one that did not come: it matters where the supplier's number goes into the sum. */
const OF_REPORT = `'DOC_MISSING', 'DOC_OUT_OF_DATE', 'DOC_CONFLICT', 'UOM_SUSPECT'`;

/**
 * Why the count of the draft r may be wrong, as it stands now: told when somebody looks, so that no draft stays held, or free, by
 * what was true an hour ago. Each has a name that holds what was seen: another number about the same pair is another doubt.
 */
export const DOUBTS = `coalesce((select json_agg(json_build_object('name', x.name, 'what', x.what, 'says', x.says, 'released', x.name = any (r.released)) order by x.name) from (
  select 'exc_' || e.id || coalesce(' ' || e.reported, '') || coalesce(' ' || e.as_of, '') "name", e.type what, e.message says
  from supply_exception e where e.status <> 'resolved' and (
    e.supplier_id = r.supplier_id and e.item_id = r.item_id and e.location_id = r.location_id and e.type in (${OF_PAIR})
    or e.supplier_id = r.supplier_id and e.item_id is null and (e.location_id is null or e.location_id = r.location_id)
      and e.type in (${OF_REPORT}) and r.numbers->>'stock_view' <> 'buyer'
    or e.location_id = r.location_id and e.type = 'BUYER_FEED_LATE' and r.numbers->>'stock_view' <> 'supplier')
  union all
  select 'overdue ' || o.name, 'ASN_OVERDUE', o.name || ' was due and has not come: chase it or write it off before it is ordered a second time'
  from jsonb_array_elements_text(r.numbers->'overdue') o (name)) x), '[]')`;
