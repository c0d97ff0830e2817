import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { authenticationOf } from '../../../domain/mail/authentication';
import { headerBlock } from '../../../domain/syntax/mail-headers';
import type { Also, Inbound } from '../channel';
import { sameMail } from './same-mail.store';

/** A mail with its bytes, on whichever way it came. */
export interface CameMail {
  readonly channel: string;
  readonly arrivalKey: string;
  readonly receivedAt: string;
  readonly bytes: Buffer;
  readonly subject: string;
  readonly supplier?: string | undefined;
  readonly origin: Readonly<Record<string, string>>;
}
export interface Taken {
  readonly state: 'kept' | 'duplicate';
  readonly reason: string;
  readonly receiptId: string;
}

/** Keeps a mail with what our mail server said of its sender, once: the very same bytes that came by another way, or were moved away and back, are that mail again. */
export async function takeMail(
  { db, into }: { readonly db: Pool; readonly into: Inbound },
  mail: CameMail,
  also: (taken: Taken, client?: Parameters<Also>[0]) => Promise<void>,
): Promise<Taken> {
  const sha256 = createHash('sha256').update(mail.bytes).digest('hex');
  const known = await sameMail(db, sha256, mail.channel, mail.arrivalKey);
  if (known !== undefined) {
    const taken = { state: 'duplicate', reason: 'the very same mail was taken before', receiptId: known } as const;
    await also(taken);
    return taken;
  }
  const { channel, arrivalKey, receivedAt, bytes, supplier } = mail;
  const auth = authenticationOf(headerBlock(bytes), into.authserv);
  const origin = { ...mail.origin, auth: auth.verdict, auth_said: auth.said };
  const arrival = { channel, arrivalKey, name: fileName(mail.subject), receivedAt, bytes, origin, ...(supplier ? { supplier } : {}) };
  const kept = (receiptId: string): Taken => ({ state: 'kept', reason: 'taken', receiptId });
  const { receiptId } = await into.keep(arrival, (client, id) => also(kept(id), client));
  return kept(receiptId);
}

/** The subject, as the name under which people find it; never a path, and nothing that turns a line around. */
const fileName = (subject: string): string =>
  `${
    subject
      .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\\/:]+/g, '-')
      .trim()
      .slice(0, 120) || 'mail'
  }.eml`;
