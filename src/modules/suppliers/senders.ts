import type { Pool, PoolClient } from 'pg';
import { suppliersByAddress, suppliersByEdiId } from './suppliers.store';

export type Sender = { readonly ediId: string } | { readonly mail: string };

/** The ids of the suppliers bound to a sender. Several are a question, never the first one found. */
export async function suppliersOf(db: Pool | PoolClient, sender: Sender): Promise<string[]> {
  const found = 'ediId' in sender ? await suppliersByEdiId(db, [sender.ediId]) : await suppliersByAddress(db, sender.mail);
  return [...new Set(found.map((s) => s.id))];
}
