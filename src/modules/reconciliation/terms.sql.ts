/**
 * The terms of a supplier for an item at a location as they hold now (`program_now`), field by field from the most specific
 * row that names it. Item before location: what is agreed for a part holds wherever nothing else is said.
 */
export const termsOf = (supplier: string, sku: string, location: string): string => `(
  select jsonb_object_agg(x.k, x.v) from (select distinct on (e.k) e.k, e.v from program_now pn, jsonb_each(pn.terms) e(k, v)
    where pn.supplier_id = ${supplier} and pn.sku in ('*', ${sku}) and pn.location in ('*', ${location})
    order by e.k, (pn.sku <> '*')::int desc, (pn.location <> '*')::int desc) x)`;
