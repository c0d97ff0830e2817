import type { Pool, PoolClient } from 'pg';

/** What a mail is told apart by, besides the key of its delivery. */
export interface MailLikeness {
  readonly channel: string;
  readonly arrivalKey: string;
  readonly sha256: string;
  readonly mailSha256: string | null; // of the mail as it was sent
  readonly messageId: string | null;
  readonly vouchedFor: boolean;
}
const OF_MAILS = `split_part(channel, ' ', 1) in ('imap', 'smtp-inlet') and not (channel = $1 and arrival_key = $2)`;

/**
 * A mail that was kept under another key: with these very bytes, or as it was sent before servers on two ways wrote their lines
 * into it. A sheet may come twice; a mail, with its date and id, may not. One that our mail server vouches for is not left out
 * for a copy that nobody vouches for: whoever knows a mail beforehand could keep it from counting.
 */
export async function sameMail(db: Pool | PoolClient, m: MailLikeness): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string; received_at: Date }>(
    `select id, received_at from receipt where sha256 = $3 and ${OF_MAILS}
union all select id, received_at from receipt where origin->>'mail_sha256' = $4 and ${OF_MAILS} and (sender->>'verdict' = 'pass' or not $5)
order by received_at, id limit 1`,
    [m.channel, m.arrivalKey, m.sha256, m.mailSha256, m.vouchedFor],
  );
  return rows[0]?.id;
}

const MAIL = 0x63726f6d;

/** As above, after whoever keeps the same mail at this very moment has kept it; until the transaction ends nobody else does. */
export async function sameMailMeanwhile(client: PoolClient, m: MailLikeness): Promise<string | undefined> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [MAIL, m.mailSha256 ?? m.sha256]);
  return sameMail(client, m);
}

/** Another mail bore this Message-ID. Some senders number their mails badly; the id is evidence, and never the key. */
export async function messageIdReused(db: Pool, m: MailLikeness): Promise<boolean> {
  if (m.messageId === null) return false;
  const { rowCount } = await db.query(`select 1 from receipt where origin->>'message_id' = $3 and ${OF_MAILS} limit 1`, [
    m.channel,
    m.arrivalKey,
    m.messageId,
  ]);
  return rowCount! > 0;
}
