import type { Pool } from 'pg';
import type { Outcome } from './channel';

const WORDS: Readonly<Record<string, string>> = {
  rejected: 'It could not be read.',
  quarantined: 'It was kept aside and did not count.',
};

/** What became of a delivery, in words for the person who finds it in error/. Parked lines wait here, not there. */
export async function outcomeOf(db: Pool, channel: string, arrivalKey: string): Promise<Outcome | undefined> {
  const { rows } = await db.query<{ state: string; status: string | null; details: string[] | null }>(
    `select r.state, d.status,
  array(select distinct coalesce(i.place || ': ', '') || i.detail from document_issue i where i.document_id = d.id and i.severity = 'error' limit 20) details
from receipt r left join document d on d.receipt_id = r.id and d.current where r.channel = $1 and r.arrival_key = $2`,
    [channel, arrivalKey],
  );
  if (rows.length === 0 || rows[0]!.state === 'kept') return undefined;
  if (rows[0]!.state === 'failed') return { good: false, reason: 'It was kept, but reading it failed here; the fault is not in the file.' };
  const bad = rows.filter((r) => r.status === 'rejected' || r.status === 'quarantined');
  if (bad.length === 0 || bad.length < rows.length) return { good: true, reason: '' };
  return { good: false, reason: bad.flatMap((r) => [WORDS[r.status!]!, ...(r.details ?? [])]).join('\n') };
}

/** Keys of this channel's deliveries since then that still wait or were not accepted: what a process that was killed has not sorted. */
export async function unsortedSince(db: Pool, channel: string, since: string): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select r.arrival_key key from receipt r where r.channel = $1 and r.received_at >= $2::timestamptz and (r.state <> 'done'
  or exists (select 1 from document d where d.receipt_id = r.id and d.current and d.status in ('rejected', 'quarantined')))`,
    [channel, since],
  );
  return rows.map((r) => r.key);
}
