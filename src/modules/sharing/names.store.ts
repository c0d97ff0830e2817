import type { PoolClient } from 'pg';
import type { Named, ShareLine } from '../../domain/sharing/columns';

export type ItemNames = Pick<ShareLine, 'description' | 'gtin' | 'theirs'>;
export type PlaceNames = Pick<ShareLine, 'locationName' | 'gln' | 'theirLocation'>;

/** The supplier's own number first, then what is said of it all over the world. */
const TELLING = ['VN', 'VP', 'VC', 'MG', 'MF', 'SK', 'EN', 'UP', 'UK', 'UA', 'IN', 'BP'];
const byTelling = (a: Named, b: Named): number => rank(a) - rank(b) || (a.value < b.value ? -1 : 1);
const rank = ({ qualifier }: Named): number => (TELLING.indexOf(qualifier) + TELLING.length + 1) % (TELLING.length + 1);

/** What the supplier calls our items at an instant, by id. */
export async function itemNames(
  client: PoolClient,
  supplierId: string,
  ids: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, ItemNames>> {
  const { rows } = await client.query<{ id: string; description: string | null; gtin: string | null; theirs: Named[] }>(
    `select i.id::text id, nullif(i.description, '') description, nullif(i.gtin, '') gtin,
  coalesce((select json_agg(json_build_object('qualifier', x.qualifier, 'value', x.value)) from item_crossref x
    where x.supplier_id = $1 and x.item_id = i.id and x.valid_from <= $3 and x.valid_to > $3), '[]') theirs
from item i where i.id = any ($2::bigint[])`,
    [supplierId, ids, at],
  );
  return new Map(rows.map(({ id, theirs, ...r }) => [id, { ...r, theirs: theirs.sort(byTelling) }]));
}

export async function placeNames(client: PoolClient, supplierId: string, ids: readonly string[]): Promise<ReadonlyMap<string, PlaceNames>> {
  const { rows } = await client.query<{ id: string; locationName: string; gln: string | null; theirLocation: Named[] }>(
    `select l.id::text id, l.name "locationName", nullif(l.gln, '') gln,
  coalesce((select json_agg(json_build_object('qualifier', x.qualifier, 'value', x.value) order by x.qualifier <> '92', x.qualifier, x.value)
    from location_crossref x where x.supplier_id = $1 and x.location_id = l.id), '[]') "theirLocation"
from location l where l.id = any ($2::bigint[])`,
    [supplierId, ids],
  );
  return new Map(rows.map(({ id, ...r }) => [id, r]));
}

/** Every unit in which one of these items is counted. */
export async function unitsOf(client: PoolClient, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ uom: string }>(
    `select uom from item where id = any ($1::bigint[]) union select uom from item_unit where item_id = any ($1::bigint[]) order by 1`,
    [ids],
  );
  return rows.map((r) => r.uom);
}
