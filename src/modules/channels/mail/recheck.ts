import type { Pool } from 'pg';
import { jsonb } from '../../../database/jsonb';
import type { Logger } from '../../../platform/logger';
import type { Storage } from '../../../platform/storage';
import { lookAgain } from '../../suppliers/senders';
import { type Judging, judgeSender } from './judge-sender';

const MINUTE = 60_000;
const GIVEN_UP_AFTER_MS = 24 * 60 * MINUTE;
const AT_ONCE = 50;
const LEASE_MS = 15 * MINUTE; // of a process that died meanwhile another takes it over

/** When a sender of whom nothing could be found out is looked at again: after as long as it has waited, within bounds. */
export function againAfter(receivedAt: string, now: string): string {
  const waited = Date.parse(now) - Date.parse(receivedAt);
  return new Date(Date.parse(now) + Math.min(Math.max(waited, 5 * MINUTE), 60 * MINUTE)).toISOString();
}

export async function undecidedSenders(db: Pool): Promise<{ n: number; since: string | null }> {
  const { rows } = await db.query<{ n: number; since: string | null }>(
    `select count(*)::int n, to_char(min(received_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') since from receipt where sender_again_at is not null`,
  );
  return rows[0]!;
}

interface Due {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly received_at: Date;
}

/**
 * Senders of whom nothing could be found out when their mails came, since DNS was silent: asked again for a day, then judged by
 * what is known. What was held for it is read by itself once it is vouched for.
 */
export async function recheckSenders(
  { db, storage, log, ...judging }: Judging & { readonly db: { readonly pool: Pool }; readonly storage: Storage; readonly log: Logger },
  now: string,
): Promise<number> {
  const { rows } = await db.pool.query<Due>(
    `update receipt set sender_again_at = $2 where id in (
  select id from receipt where sender_again_at <= $1 order by sender_again_at limit ${AT_ONCE} for update skip locked)
returning id, sha256, name, received_at`,
    [now, new Date(Date.parse(now) + LEASE_MS).toISOString()],
  );
  for (const due of rows) {
    try {
      await recheck(due);
    } catch (error) {
      log.warn({ receiptId: due.id, err: error }, `${due.name}: whether it is from whom it says could not be looked at again`);
    }
  }
  return rows.length;

  async function recheck({ id, sha256, name, received_at }: Due): Promise<void> {
    const receivedAt = received_at.toISOString();
    const last = Date.parse(now) - received_at.getTime() >= GIVEN_UP_AFTER_MS;
    const auth = await judgeSender(judging, { bytes: await storage.read(sha256), receivedAt }, last);
    const again = auth.verdict === 'undecided' ? againAfter(receivedAt, now) : null;
    await db.pool.query('update receipt set sender = $2, sender_again_at = $3 where id = $1', [id, jsonb(auth), again]);
    if (again !== null) return;
    log.info({ receiptId: id, sender: auth.verdict }, `${name}: its sender: ${auth.verdict} (${auth.said})`);
    await lookAgain(db.pool, now);
  }
}
