import type { Pool } from 'pg';
import { UsageError } from '../platform/errors';

/** A code that a person gave is one that the masters know. */
export async function knownSupplier(pool: Pool, code: string): Promise<void> {
  const { rowCount } = await pool.query('select 1 from supplier where code = $1', [code]);
  if (rowCount === 0) throw new UsageError(`there is no supplier ${code}`);
}
