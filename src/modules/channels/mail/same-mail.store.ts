import type { Pool } from 'pg';

/** A mail with these very bytes that was kept under another key. A sheet may come twice; a mail, with its date and id, may not. */
export async function sameMail(db: Pool, sha256: string, channel: string, arrivalKey: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select id from receipt where sha256 = $1 and split_part(channel, ' ', 1) in ('imap', 'smtp-inlet')
  and not (channel = $2 and arrival_key = $3) order by received_at, id limit 1`,
    [sha256, channel, arrivalKey],
  );
  return rows[0]?.id;
}
