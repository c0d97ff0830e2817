import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { inTransaction } from '../../../database/transaction';
import { putInOutbox } from '../../outbox/outbox.store';

/**
 * Once a day a mail of our own goes the whole way, out by SMTP and back by the mailbox: the only check that sees a forwarding
 * rule that was deleted or a mailbox that nobody delivers to any more. That it is not back is what CHANNEL_SILENT looks for.
 */
export async function sendCanary(db: Pool, channel: string, from: string, to: string, now: string): Promise<void> {
  await inTransaction(db, async (client) => {
    const recent = await client.query(`select 1 from canary where channel = $1 and sent_at > $2::timestamptz - interval '1 day' limit 1`, [
      channel,
      now,
    ]);
    if (recent.rowCount! > 0) return;
    const token = randomUUID();
    await client.query('insert into canary (token, channel, sent_at) values ($1, $2, $3)', [token, channel, now]);
    const text = `Crosscount sends this to itself once a day, to see that mails to ${to} still arrive. It is recognised and not read.`;
    const headers = { 'X-Crosscount-Canary': token };
    const payload = { from, to, subject: 'Crosscount test mail', text, headers };
    await putInOutbox(client, [{ eventKey: `canary ${token}`, kind: 'mail', target: to, payload }], now);
  });
}
