import type { Pool } from 'pg';
import type { Sees } from '../access/sees';

/** An item as the buyer's feed names it. */
export interface ItemReport {
  readonly sku: string;
  readonly description: string | null;
  readonly uom: string;
  readonly gtin: string | null;
  readonly status: string;
}

/** Whether the row `item` is one of these suppliers'. */
const ITEM_SEEN = (suppliers: string): string =>
  `exists (select 1 from supplier s where s.code = any (${suppliers}) and (
    exists (select 1 from item_crossref x where x.supplier_id = s.id and x.item_id = item.id)
    or exists (select 1 from program p where p.supplier_id = s.id and p.sku = item.sku)
    or exists (select 1 from comparison c where c.supplier_id = s.id and c.item_id = item.id)))`;

/** Of these, those that somebody sees. */
export async function seenItems(db: Pool, sees: Sees, skus: readonly string[]): Promise<ReadonlySet<string>> {
  if (sees.suppliers === null) return new Set(skus);
  const { rows } = await db.query<{ sku: string }>(`select sku from item where sku = any ($1) and ${ITEM_SEEN('$2')}`, [
    skus,
    sees.suppliers,
  ]);
  return new Set(rows.map((r) => r.sku));
}

/** Who sees some suppliers sees the items that they have a number or a program for. */
export async function listItems(
  db: Pool,
  sees: Sees,
  page: { readonly after?: string | undefined; readonly starts?: string | undefined; readonly limit: number },
): Promise<ItemReport[]> {
  const { rows } = await db.query<ItemReport>(
    `select sku, description, uom, gtin, status from item where not void and ($1::text is null or sku > $1)
  and ($4::text is null or starts_with(lower(sku), lower($4)))
  and ($3::text[] is null or ${ITEM_SEEN('$3')}) order by sku limit $2`,
    [page.after ?? null, page.limit, sees.suppliers, page.starts ?? null],
  );
  return rows;
}
