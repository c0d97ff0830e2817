import type { Pool } from 'pg';
import { inTransaction } from '../../../database/transaction';
import { RefusedError } from '../../../platform/errors';
import type { MailMessage } from '../../outbox/message';
import { leave } from './reply';
import type { ReplySettings } from './replies';

/** Sends a reply that waits for a person. Pressed twice, or by two, it leaves once. `id` as it is shown; it is known to be there. */
export async function sendReply(
  { pool, settings, mailFrom }: { readonly pool: Pool; readonly settings: ReplySettings; readonly mailFrom: string | undefined },
  id: string,
  author: string,
  now: string,
): Promise<void> {
  if (settings.stop) throw new RefusedError('reply.stopped', 'replies are stopped for everybody (replies.stop in gateway.yaml)');
  if (mailFrom === undefined)
    throw new RefusedError('reply.no-mail', 'no mail is sent from here: there is no section mail in gateway.yaml');
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; receiptId: string; state: string; address: string; message: MailMessage | null }>(
      `select id, receipt_id "receiptId", state, address, message from reply where id = $1 for update`,
      [id.replace(/^rpl_/, '')],
    );
    const r = rows[0]!;
    if (r.state === 'leaves') return;
    if (r.state !== 'preview' || r.message === null) throw new RefusedError('reply.not-to-be-sent', `it is ${r.state.replace('_', ' ')}, and not to be sent`); // prettier-ignore
    const message = r.message.from === '' ? { ...r.message, from: mailFrom, replyTo: mailFrom } : r.message;
    await client.query(`insert into reply_decision (reply_id, decision, author, at) values ($1, 'sent', $2, $3)`, [r.id, author, now]);
    await leave(client, { ...r, message }, now);
  });
}
