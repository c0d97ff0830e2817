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
  readonly from?: string | null | undefined;
  readonly sender: { readonly verdict: string; readonly signed: readonly string[] } | null; // as it was found when it came
}
export type Doubt = 'held' | 'noted' | null;

/** Whether a mail's sender is to be believed for this supplier: held where its policy requires a pass and there is none. */
export async function doubtOf(db: Pool | PoolClient, trust: Trust, supplierId: string, { sender, from }: MailOrigin): Promise<Doubt> {
  if (sender === null || sender.verdict === 'pass') return null;
  const { rows } = await db.query<{ code: string; email_from: string | null }>('select code, email_from from supplier where id = $1', [
    supplierId,
  ]);
  const policy = policyOf(trust, rows[0]?.code ?? '');
  if (policy === 'off' || isSignedBy(rows[0]?.email_from ?? '', sender.signed)) return null;
  if (policy === 'recorded') return sender.verdict === 'fail' ? 'noted' : null;
  return (await isAllowed(db, from)) ? 'noted' : 'held';
}

/** Whether somebody stands for it that a mail is from this supplier: a server, a signature, or a person. Who vouched for no mail at all is asked in `doubtOf`. */
export async function isVouched(
  db: Pool | PoolClient,
  trust: Trust,
  supplierId: string | null,
  { sender, from }: MailOrigin,
): Promise<boolean> {
  if (sender === null || sender.verdict === 'pass') return true;
  const { rows } = await db.query<{ code: string; email_from: string | null }>('select code, email_from from supplier where id = $1', [
    supplierId,
  ]);
  if (policyOf(trust, rows[0]?.code ?? '') === 'off') return true;
  return isSignedBy(rows[0]?.email_from ?? '', sender.signed) || (await isAllowed(db, from));
}

/** A signature of another domain that is wholly this supplier's; who shares a provider with others (`a@gmail.com`) signs nothing alone. */
const isSignedBy = (emailFrom: string, signed: readonly string[]): boolean =>
  emailFrom
    .toLowerCase()
    .split(';')
    .map((a) => a.trim())
    .some((a) => a.startsWith('@') && signed.some((d) => d === a.slice(1) || d.endsWith(`.${a.slice(1)}`)));

async function isAllowed(db: Pool | PoolClient, address: string | null | undefined): Promise<boolean> {
  if (!address) return false;
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
