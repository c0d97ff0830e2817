import type { Pool } from 'pg';
import type { Sees } from '../access/sees';

/** A supplier as the buyer's feed names it. */
export interface SupplierReport {
  readonly supplier: string;
  readonly name: string;
}

export async function listSuppliers(
  db: Pool,
  sees: Sees,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<SupplierReport[]> {
  const { rows } = await db.query<SupplierReport>(
    'select code supplier, name from supplier where not void and ($1::text is null or code > $1) and ($3::text[] is null or code = any ($3)) order by code limit $2',
    [page.after ?? null, page.limit, sees.suppliers],
  );
  return rows;
}
