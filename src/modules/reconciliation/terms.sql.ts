/**
 * The terms of a supplier for an item at a location as they hold now (`program_now`), field by field from the most specific
 * row that names it. Item before location: what is agreed for a part holds wherever nothing else is said.
 */
export const termsOf = (supplier: string, sku: string, location: string): string => `(
  select jsonb_object_agg(x.k, x.v) from (select distinct on (e.k) e.k, e.v from program_now g, jsonb_each(g.terms) e(k, v)
    where g.supplier_id = ${supplier} and g.sku in ('*', ${sku}) and g.location in ('*', ${location})
    order by e.k, (g.sku <> '*')::int desc, (g.location <> '*')::int desc) x)`;
