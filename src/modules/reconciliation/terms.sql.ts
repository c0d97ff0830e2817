/** The place of a row of `program_now` among those that speak of one item at one location: a more specific one wins field by field. */
export const LEVEL = { house: 0, program: 1, location: 2, class: 3, item: 4, itemAndLocation: 5 } as const;

/**
 * The terms of a supplier for an item at a location as they hold now (`program_now`), field by field from the most specific
 * row that names it. Item before class before location: what is agreed for a part holds wherever nothing else is said.
 * With the item's class, tolerances beside the programs count, too; they are no agreement, and without it nothing agreed is null.
 */
export function termsOf(supplier: string, sku: string, location: string, itemClass?: string): string {
  const beside =
    itemClass === undefined
      ? `pn.supplier_id = ${supplier} and pn.level not in (${LEVEL.house}, ${LEVEL.class})`
      : `(pn.supplier_id = ${supplier} or pn.level = ${LEVEL.house}) and (pn.class is null or pn.class = ${itemClass})`;
  return `(
  select jsonb_object_agg(x.k, x.v) from (select distinct on (e.k) e.k, e.v from program_now pn, jsonb_each(pn.terms) e(k, v)
    where ${beside} and pn.sku in ('*', ${sku}) and pn.location in ('*', ${location})
    order by e.k, pn.level desc) x)`;
}
