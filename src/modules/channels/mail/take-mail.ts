import type { Pool } from 'pg';
import { asSent } from '../../../domain/mail/as-sent';
import { sha256Of } from '../../../platform/sha256';
import type { Also, Inbound } from '../channel';
import { againAfter } from './recheck';
import { type MailLikeness, messageIdReused, sameMail, sameMailMeanwhile } from './same-mail.store';

/** A mail with its bytes, on whichever way it came. */
export interface CameMail {
  readonly channel: string;
  readonly arrivalKey: string;
  readonly receivedAt: string;
  readonly bytes: Buffer;
  readonly subject: string;
  readonly from?: readonly string[]; // addresses of its From header, where somebody has read it already
  readonly supplier?: string | undefined;
  readonly origin: Readonly<Record<string, string>>;
}
export interface Taken {
  readonly state: 'kept' | 'duplicate';
  readonly reason: string;
  readonly receiptId: string;
}

class TakenMeanwhile extends Error {
  constructor(readonly receiptId: string) {
    super('the same mail was taken in between');
  }
}

/**
 * Keeps a mail with what was found out about its sender, once: the same one that came by another way, or was moved away and
 * back, is that mail again. Another one under the same Message-ID is another one, and is marked.
 */
export async function takeMail(
  { db, into }: { readonly db: Pool; readonly into: Inbound },
  mail: CameMail,
  also: (taken: Taken, client?: Parameters<Also>[0]) => Promise<void>,
): Promise<Taken> {
  const { channel, arrivalKey, receivedAt, bytes, supplier } = mail;
  const auth = await into.judge(mail);
  const sent = asSent(bytes);
  const like: MailLikeness = {
    ...{ channel, arrivalKey, sha256: sha256Of([bytes]), mailSha256: sent && sha256Of([sent.head, sent.body]) },
    ...{ messageId: sent?.messageId ?? null, vouchedFor: auth.verdict === 'pass' },
  };
  const again = async (receiptId: string): Promise<Taken> => {
    const taken = { state: 'duplicate', reason: 'the very same mail was taken before', receiptId } as const;
    await also(taken);
    return taken;
  };
  const known = await sameMail(db, like);
  if (known !== undefined) return again(known);
  const reused = await messageIdReused(db, like);
  const origin = {
    ...mail.origin,
    ...(sent ? { message_id: sent.messageId, mail_sha256: like.mailSha256! } : {}),
    ...(reused ? { message_id_reused: 'yes' } : {}),
  };
  const sender = { ...auth, againAt: auth.verdict === 'undecided' ? againAfter(receivedAt, receivedAt) : null };
  const arrival = {
    channel,
    arrivalKey,
    name: fileName(mail.subject),
    receivedAt,
    bytes,
    origin,
    sender,
    ...(supplier ? { supplier } : {}),
  };
  const reason = reused ? 'taken; another mail bore its Message-ID before (MSGID_REUSED)' : 'taken';
  const kept = (receiptId: string): Taken => ({ state: 'kept', reason, receiptId });
  try {
    const { receiptId } = await into.keep(arrival, async (client, id) => {
      const other = await sameMailMeanwhile(client, like);
      if (other !== undefined) throw new TakenMeanwhile(other);
      await also(kept(id), client);
    });
    if (reused) into.note(`${channel}: ${arrival.name}: another mail bore its Message-ID ${like.messageId} before`, { receiptId });
    return kept(receiptId);
  } catch (error) {
    if (error instanceof TakenMeanwhile) return again(error.receiptId);
    throw error;
  }
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
