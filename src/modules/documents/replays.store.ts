import type { Pool, PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { uuidv7 } from '../../platform/ids';

/** Who had the delivery of a document read anew, and why. */
export interface ReplayNote {
  readonly at: string;
  readonly author: string;
  readonly reason: string;
}

export interface NewReplay extends ReplayNote {
  readonly asked: object; // which deliveries
  readonly gained: number; // lines
  readonly lost: number;
  readonly changed: number;
}

export async function insertReplay(client: PoolClient, receipts: readonly string[], r: NewReplay): Promise<void> {
  const id = uuidv7();
  await client.query('insert into replay (id, at, author, reason, asked, gained, lost, changed) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    id,
    r.at,
    r.author,
    r.reason,
    jsonb(r.asked),
    r.gained,
    r.lost,
    r.changed,
  ]);
  await client.query('insert into replay_delivery (replay_id, receipt_id) select $1, unnest($2::uuid[])', [id, receipts]);
}

/** The newest first. */
export async function replaysOf(db: Pool, documentId: string): Promise<ReplayNote[]> {
  const { rows } = await db.query<ReplayNote>(
    `select to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') at, p.author, p.reason
from document d join replay_delivery x on x.receipt_id = d.receipt_id join replay p on p.id = x.replay_id where d.id = $1 order by p.at desc, p.id desc`,
    [documentId.replace(/^doc_/, '')],
  );
  return rows;
}
