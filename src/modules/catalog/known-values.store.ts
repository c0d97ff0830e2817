import type { Pool, PoolClient } from 'pg';
import { gtin14 } from '../../domain/items/gtin';
import type { KnownAs, KnownValues } from '../../domain/mapping/known';

/** What the masters know of so many values, for a list of this supplier's. One statement for all of them. */
export async function knownValues(db: Pool | PoolClient, supplier: string, values: readonly string[]): Promise<KnownValues> {
  const gtins = values.map((v) => (/^\d{8,14}$/.test(v) ? (gtin14(v) ?? null) : null));
  const { rows } = await db.query<{ value: string; as: KnownAs }>(KNOWN, [values, gtins, supplier]);
  const known = new Map<string, Set<KnownAs>>();
  for (const { value, as } of rows) known.set(value, (known.get(value) ?? new Set()).add(as));
  return known;
}

/** The locale in which a supplier writes, where the masters tell it. */
export async function localeOf(db: Pool, supplier: string): Promise<string | null> {
  const { rows } = await db.query<{ locale: string | null }>('select locale from supplier where code = $1', [supplier]);
  return rows[0]?.locale ?? null;
}

const KNOWN = `
with asked as materialized (select v value, g gtin from unnest($1::text[], $2::text[]) a (v, g)),
sender as (select id from supplier where code = $3)
select a.value, 'buyer' "as" from asked a join item i on i.sku = a.value and not i.void
union select a.value, 'gtin' from asked a join item i on i.gtin = a.gtin and not i.void
union select a.value, 'gtin' from asked a join item_unit u on u.gtin = a.gtin
union select a.value, case x.qualifier when 'MG' then 'manufacturer' when 'MF' then 'manufacturer' when 'BP' then 'buyer' when 'IN' then 'buyer'
    when 'EN' then 'gtin' when 'UP' then 'gtin' when 'UK' then 'gtin' else 'vendor' end
  from asked a join item_crossref x on x.value = a.value join sender s on s.id = x.supplier_id
union select a.value, 'location' from asked a join location l on a.value in (l.code, l.name, l.gln) and not l.void
union select a.value, 'location' from asked a join location_crossref x on x.value = a.value join sender s on s.id = x.supplier_id
union select a.value, 'uom' from asked a join unit_crossref u on u.value = a.value and u.supplier in ('', $3)
union select a.value, 'uom' from asked a join item i on i.uom = a.value and not i.void
union select a.value, 'uom' from asked a join item_unit u on u.uom = a.value`;
