import type { Pool } from 'pg';

/** An item as the buyer's feed names it. */
export interface ItemReport {
  readonly sku: string;
  readonly description: string | null;
  readonly uom: string;
  readonly gtin: string | null;
  readonly status: string;
}

export async function listItems(db: Pool, page: { readonly after?: string | undefined; readonly limit: number }): Promise<ItemReport[]> {
  const { rows } = await db.query<ItemReport>(
    'select sku, description, uom, gtin, status from item where not void and ($1::text is null or sku > $1) order by sku limit $2',
    [page.after ?? null, page.limit],
  );
  return rows;
}
