import type { Pool, PoolClient } from 'pg';
import { suppliersByAddress, suppliersByEdiId } from './suppliers.store';
import { policyOf, type Trust } from './trust';

export type Sender = { readonly ediId: string } | { readonly mail: string };

/** The ids of the suppliers bound to a sender. Several are a question, never the first one found. */
export async function suppliersOf(db: Pool | PoolClient, sender: Sender): Promise<string[]> {
  const found = 'ediId' in sender ? await suppliersByEdiId(db, [sender.ediId]) : await suppliersByAddress(db, sender.mail);
  return [...new Set(found.map((s) => s.id))];
}

/** What is known of a mail that came by a mail channel; a file that a person gave is vouched for by that person. */
export interface MailOrigin {
  readonly auth?: string | undefined; // verdict of our own mail server, stored at arrival
  readonly auth_said?: string | undefined;
  readonly from?: string | undefined;
}
export type Doubt = 'held' | 'noted' | null;

/** Whether a mail's sender is to be believed for this supplier: held where its policy requires a pass and there is none. */
export async function doubtOf(db: Pool | PoolClient, trust: Trust, supplierId: string, mail: MailOrigin): Promise<Doubt> {
  if (mail.auth === undefined || mail.auth === 'pass') return null;
  const { rows } = await db.query<{ code: string }>('select code from supplier where id = $1', [supplierId]);
  const policy = policyOf(trust, rows[0]?.code ?? '');
  if (policy === 'off') return null;
  if (policy === 'recorded') return mail.auth === 'fail' ? 'noted' : null;
  return (await isAllowed(db, mail.from)) ? 'noted' : 'held';
}

async function isAllowed(db: Pool | PoolClient, address: string | undefined): Promise<boolean> {
  if (address === undefined) return false;
  const { rowCount } = await db.query('select 1 from sender_allowed where address = $1', [address.toLowerCase()]);
  return rowCount! > 0;
}

/** A person vouches for an address, whatever the mail server says of it; what waits for it is looked at again. */
export async function allowSender(client: PoolClient, address: string, reason: string, now: string): Promise<void> {
  await client.query(
    `insert into sender_allowed (address, allowed_at, reason) values ($1, $2, $3) on conflict (address) do update set allowed_at = $2, reason = $3`,
    [address.toLowerCase(), now, reason],
  );
  await lookAgain(client, now);
}

/** Whoever waits as an unknown or doubtful sender is judged again at the next evaluation. */
export async function lookAgain(client: Pool | PoolClient, now: string): Promise<void> {
  await client.query(
    `insert into touched (kind, at) select 'sender', $1 where exists (select 1 from document where current and status = 'quarantined' and supplier_id is null)`,
    [now],
  );
}
