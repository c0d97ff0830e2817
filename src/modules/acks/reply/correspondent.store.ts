import type { PoolClient } from 'pg';
import type { Receipt } from '../../documents/receipts.store';
import { suppliersOf } from '../../suppliers/senders';
import type { SaidToSender } from './said';

/** To whom is written, and how. */
export interface Correspondent {
  readonly supplierId: string | null;
  readonly code: string | null;
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly address: string | null;
  readonly byMail: boolean; // in the thread of their mail
  readonly known: boolean;
  readonly edi: boolean; // they get their answers in EDI; by mail what those cannot say
  readonly pictures: boolean; // pictures and nothing else
}

const WAYS = /^(drop-folder|sftp)\b/; // by which nobody sees what came of it; who calls the API gets its answer there

/**
 * Who sent a mail, in its thread, where the address is bound to the supplier; for what came otherwise, and for EDI, the contact of the
 * masters. Null: nobody is there to be written to.
 */
export async function correspondentOf(client: PoolClient, receipt: Receipt, said: SaidToSender): Promise<Correspondent | null> {
  const { from, message_id: messageId } = receipt.origin;
  const isMail = from !== undefined || messageId !== undefined;
  if (!isMail && !WAYS.test(receipt.channel)) return null;
  const counted = said.documents.filter((d) => d.status !== 'ignored');
  const edi = counted.length > 0 && counted.every((d) => d.edi);
  const writers = from === undefined ? [] : await suppliersOf(client, { mail: from });
  const ids = new Set(counted.flatMap((d) => d.supplierId ?? []));
  const supplierId = ids.size === 1 ? [...ids][0]! : ids.size === 0 && writers.length === 1 ? writers[0]! : null;
  const { code = null, locale = null, timezone = null, contact = null } = await masterOf(client, supplierId);
  const byMail = isMail && !edi;
  const nothing = said.issues.find((i) => i.issue.code === 'mail.no-attachment');
  return {
    ...{ supplierId, code, locale, timezone, edi, byMail, address: byMail ? (from ?? null) : contact },
    known: byMail ? supplierId !== null && writers.length === 1 && writers[0] === supplierId : supplierId !== null,
    pictures: nothing !== undefined && / but /.test(nothing.issue.detail),
  };
}

interface Master {
  readonly code: string;
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly contact: string | null;
}
async function masterOf(client: PoolClient, supplierId: string | null): Promise<Partial<Master>> {
  const { rows } = await client.query<Master>(
    `select code, locale, timezone, nullif(trim(split_part(contact_email, ';', 1)), '') contact from supplier where id = $1`,
    [supplierId],
  );
  return rows[0] ?? {};
}

/** The supplier of a file that came by no way at all: nobody is written to, it is about the words alone. */
export async function whoseFile(client: PoolClient, said: SaidToSender): Promise<Correspondent> {
  const counted = said.documents.filter((d) => d.status !== 'ignored');
  const ids = new Set(counted.flatMap((d) => d.supplierId ?? []));
  const supplierId = ids.size === 1 ? [...ids][0]! : null;
  const { code = null, locale = null, timezone = null } = await masterOf(client, supplierId);
  const edi = counted.length > 0 && counted.every((d) => d.edi);
  return { supplierId, code, locale, timezone, edi, byMail: false, address: null, known: supplierId !== null, pictures: false };
}
