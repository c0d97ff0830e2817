import type { PoolClient } from 'pg';
import type { Sees } from '../access/sees';
import { WATERMARK } from '../reconciliation/feed-views.store';
import { millis } from '../reconciliation/millis';

/** Codes, as people write them. */
export interface PairCodes {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
}
export interface Subject extends PairCodes {
  readonly supplierId: string;
  readonly itemId: string;
  readonly locationId: string;
  readonly supplierName: string;
  readonly description: string | null;
  readonly itemClass: string | null;
  readonly uom: string;
  readonly units: readonly { readonly uom: string; readonly factor: string }[]; // base units in one, a fraction of whole numbers where it is none
  readonly locationName: string;
  readonly timezone: string;
  readonly watermark: number | null;
}

/** Somebody who sees one supplier sees no stock that this supplier has nothing to do with. */
const DEALS = `(exists (select 1 from judged_pair j where j.item_id = i.id and j.location_id = l.id and j.supplier_id = s.id)
  or exists (select 1 from observation o where o.item_id = i.id and o.location_id = l.id and o.supplier_id = s.id)
  or exists (select 1 from shipment_line h where h.item_id = i.id and h.location_id = l.id and h.supplier_id = s.id)
  or exists (select 1 from program p where p.supplier_id = s.id and p.sku = i.sku and p.location in ('*', l.code)))`;

/** The item, the place and the supplier by their codes; undefined where one of them is not, or is not seen. */
export async function subjectOf(client: PoolClient, sees: Sees, { supplier, sku, location }: PairCodes): Promise<Subject | undefined> {
  const { rows } = await client.query<Subject>(
    `select s.id "supplierId", i.id "itemId", l.id "locationId", s.code supplier, s.name "supplierName", i.sku, i.description, i.class "itemClass", i.uom,
  coalesce((select json_agg(json_build_object('uom', u.uom, 'factor', trim_scale(u.factor_n)::text || case when u.factor_d = 1 then '' else '/' || trim_scale(u.factor_d)::text end)
    order by u.factor_n / u.factor_d, u.uom) from item_unit u where u.item_id = i.id and u.uom <> i.uom), '[]') units,
  l.code as location, l.name "locationName", l.timezone, ${millis('w.watermark')} watermark
from supplier s cross join item i cross join location l join (${WATERMARK}) w on w.location_id = l.id
where s.code = $1 and i.sku = $2 and l.code = $3 and ($4::text[] is null or s.code = any ($4) and ${DEALS}) and ($5::text[] is null or l.code = any ($5))`,
    [supplier, sku, location, sees.suppliers, sees.locations],
  );
  return rows[0];
}
