import type { PoolClient } from 'pg';
import { exact } from '../../domain/canonical/quantity';
import type { PairView, SiteDiffers } from '../../domain/rules/pair-view';
import { sitesOf, unexplained } from '../../domain/rules/sites';
import { put } from './besides';
import { millis } from './millis';

interface Row extends Omit<SiteDiffers, 'distance'> {
  readonly n: number;
  readonly distance: string;
}

/**
 * Puts to the pairs that differ for no known reason the other places of the item at which a number does so too: those of this very
 * look by what is known of them now, and those that stand open from earlier ones.
 */
export async function putSites(client: PoolClient, views: readonly PairView[]): Promise<void> {
  const now = sitesOf(views);
  const asked = views.filter(unexplained);
  if (asked.length === 0) return;
  const wanted = asked.map((v, n) => ({ n, sku: v.sku, location: v.location }));
  const { rows } = await client.query<Row>(STANDING, [JSON.stringify(wanted)]);
  const seen = new Set(views.map((v) => `${v.sku}\t${v.location}\t${v.supplier}`));
  const before = new Map<number, SiteDiffers[]>();
  for (const { n, distance, ...site } of rows) {
    if (seen.has(`${asked[n]!.sku}\t${site.location}\t${site.supplier}`)) continue;
    before.set(n, [...(before.get(n) ?? []), { ...site, distance: exact(distance) }]);
  }
  asked.forEach((v, n) => {
    const sitesDiffer = [...(now.get(v) ?? []), ...(before.get(n) ?? [])];
    if (sitesDiffer.length > 0) put(v, { sitesDiffer });
  });
}

/** As last compared, since what this very look has compared is not told to the desk yet; what is folded under another is explained by that. */
const STANDING = `
select p.n, e.location, e.supplier, c.distance::text distance, ${millis('c.window_to')} "asOfTo"
from jsonb_to_recordset($1::jsonb) p (n int, sku text, location text) join item i on i.sku = p.sku
join supply_exception e on e.item_id = i.id and e.location <> p.location
join comparison c on c.item_id = e.item_id and c.location_id = e.location_id and c.supplier_id = e.supplier_id and c.state = 'differs'
where e.status <> 'resolved' and e.type in ('COUNT_DIVERGENCE', 'DECISION_FLIP') and e.cause->>'code' = 'UNEXPLAINED'
  and e.suppressed_by is null and e.folded_under is null
order by p.n, e.location, e.supplier`;
