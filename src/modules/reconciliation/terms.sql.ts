/** The place of a program or tolerance among those that speak of one item at one location: a more specific one wins field by field. */
export const LEVEL = { house: 0, program: 1, location: 2, class: 3, item: 4, itemAndLocation: 5 } as const;

export const levelOf = (p: string): string => `case when ${p}.sku = '*'
  then case when ${p}.location = '*' then ${LEVEL.program} else ${LEVEL.location} end
  else case when ${p}.location = '*' then ${LEVEL.item} else ${LEVEL.itemAndLocation} end end`;

/**
 * The terms of a supplier for an item at a location as they hold at an instant, field by field from the most specific program
 * that names it. Item before class before location: what is agreed for a part holds wherever nothing else is said. With the
 * item's class, tolerances beside the programs count, too (those of `tolerance_now`, thus of its instant); they are no agreement,
 * and without it nothing agreed is null.
 */
export function termsOf(supplier: string, sku: string, location: string, at: string, itemClass?: string): string {
  const beside =
    itemClass === undefined
      ? ''
      : ` union all select n.terms, n.level from tolerance_now n
      where (n.supplier_id = ${supplier} or n.level = ${LEVEL.house}) and (n.class is null or n.class = ${itemClass})`;
  return `(
  select jsonb_object_agg(x.k, x.v) from (select distinct on (e.k) e.k, e.v from (
      (select distinct on (q.sku, q.location) q.terms, ${levelOf('q')} level from program q where q.supplier_id = ${supplier}
        and q.sku in ('*', ${sku}) and q.location in ('*', ${location}) and q.valid_from <= ${at} and (q.valid_to is null or q.valid_to > ${at})
      order by q.sku, q.location, q.valid_from desc)${beside}) pn, jsonb_each(pn.terms) e(k, v)
    order by e.k, pn.level desc) x)`;
}
