import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { runsOf } from '../documents/document-runs.store';

/** What happened to a document, and what was done with it by whom. */
export interface HistoryEntry {
  readonly at: string;
  readonly what:
    'received' | 'read' | 'read_anew' | 'released' | 'reply_made' | 'reply_left' | 'reply_decided' | 'answered' | 'answer_left';
  readonly by: string | null; // null: the gateway itself, or the supplier
  readonly reason: string | null;
  readonly says: string | null; // what it came to, or through which source it came
}

/** In the order in which it happened. Asked for by who sees all places: it speaks of the whole file. */
export async function historyOf(db: Pool, sees: Sees, id: string): Promise<HistoryEntry[]> {
  const runs = await runsOf(db, sees, id);
  const { rows } = await db.query<HistoryEntry>(
    `with d as (select receipt_id, ordinal from document where id = $1), happened (happened_at, what, author, reason, says) as (
  select r.received_at, 'received', coalesce(r.origin->>'key', r.origin->>'from'), null, split_part(r.channel, ' ', 1) from receipt r join d on d.receipt_id = r.id
  union all select p.at, 'read_anew', p.author, p.reason, null from replay p join replay_delivery x on x.replay_id = p.id join d on d.receipt_id = x.receipt_id
  union all select x.released_at, 'released', x.author, x.reason, null from document_release x join d on d.receipt_id = x.receipt_id and d.ordinal = x.ordinal
  union all select y.made_at, 'reply_made', null, null, y.outcome from reply y join d on d.receipt_id = y.receipt_id
  union all select c.at, 'reply_decided', c.author, null, c.decision from reply_decision c join reply y on y.id = c.reply_id join d on d.receipt_id = y.receipt_id
  union all select y.left_at, 'reply_left', null, null, y.address from reply y join d on d.receipt_id = y.receipt_id where y.left_at is not null
  union all select a.made_at, 'answered', null, null, a.kind || ': ' || a.says from acknowledgement a join d on d.receipt_id = a.receipt_id
  union all select l.at, 'answer_left', null, null, o.kind || ' to ' || o.target from acknowledgement_leave l join acknowledgement a on a.id = l.acknowledgement_id join d on d.receipt_id = a.receipt_id
    join outbox o on o.id = l.outbox_id)
select ${instant('happened_at')} at, what, author as by, reason, says from happened order by 1`,
    [id.replace(/^doc_/, '')],
  );
  const read = runs.map((r): HistoryEntry => ({ at: r.read_at, what: 'read', by: null, reason: null, says: r.status }));
  return [...rows, ...read].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
