import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { lastName } from '../../domain/syntax/part-names';
import { uuidv7 } from '../../platform/ids';
import type { Stored } from '../../platform/storage';
import type { Arrival, SenderCheck } from './arrival';

/** One delivery that was kept. `state`: kept (waits to be read), done (its documents are in), failed (ours: it was given up). */
export interface Receipt {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly receivedAt: string;
  readonly supplierId: string | null; // when the channel, the folder or the person said whose it is
  readonly supplierSaid: string | null; // the code that they said, whether or not a supplier bears it yet
  readonly channel: string;
  readonly state: 'kept' | 'done' | 'failed';
  readonly withheld: boolean;
  readonly sender: Omit<SenderCheck, 'againAt'> | null; // null: it came by no mail channel, and who gave it vouches for it
  readonly origin: Readonly<Record<string, string | undefined>>;
}

export interface Inserted {
  readonly receiptId: string;
  readonly fresh: boolean;
  readonly again: boolean; // retention had taken these bytes away, or was about to
}

/** The unique key decides whether this delivery was here before; code that looks first would lose the race. */
export async function insertReceipt(client: PoolClient, arrival: Omit<Arrival, 'bytes'>, { sha256, size }: Stored): Promise<Inserted> {
  const { rows: blob } = await client.query<{ again: boolean }>(
    `insert into blob as b (sha256, bytes, stored_at) values ($1, $2, $3)
on conflict (sha256) do update set removed_at = null, gone = false, stored_at = excluded.stored_at where b.removed_at is not null returning xmax <> 0 again`,
    [sha256, size, arrival.receivedAt],
  );
  const again = blob[0]?.again ?? false;
  const { rows } = await client.query<{ id: string }>(
    `insert into receipt (id, channel, arrival_key, sha256, name, received_at, supplier_id, origin, withheld, sender, sender_again_at)
values ($1, $2, $3, $4, $5, $6, (select id from supplier where code = $7), $8, $9, $10, $11)
on conflict (channel, arrival_key) do nothing returning id`,
    [
      uuidv7(),
      arrival.channel,
      arrival.arrivalKey,
      sha256,
      lastName(arrival.name),
      arrival.receivedAt,
      arrival.supplier ?? null,
      jsonb({ ...arrival.origin, ...(arrival.supplier ? { supplier: arrival.supplier } : {}) }),
      arrival.withheld ?? false,
      ...senderColumns(arrival.sender),
    ],
  );
  if (rows[0]) return { receiptId: rows[0].id, fresh: true, again };
  const known = await client.query<{ id: string }>('select id from receipt where channel = $1 and arrival_key = $2', [
    arrival.channel,
    arrival.arrivalKey,
  ]);
  return { receiptId: known.rows[0]!.id, fresh: false, again };
}

/**
 * The receipt, locked until the transaction ends: a second worker waits here and then finds it done, and a worker that was
 * thought dead cannot post the same delivery again.
 */
export async function lockReceipt(client: PoolClient, id: string): Promise<Receipt | undefined> {
  const { rows } = await client.query<Receipt>(
    `select r.id, r.sha256, r.name, to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "receivedAt",
  coalesce(r.supplier_id, (select s.id from supplier s where s.code = r.origin->>'supplier')) "supplierId",
  r.origin->>'supplier' "supplierSaid", r.channel, r.state, r.withheld, r.sender, r.origin
from receipt r where r.id = $1 for update of r`,
    [id],
  );
  return rows[0];
}

export async function settleReceipt(client: PoolClient, id: string, state: 'done' | 'failed'): Promise<void> {
  await client.query('update receipt set state = $2 where id = $1', [id, state]);
}

const senderColumns = (check: SenderCheck | undefined): [sender: string | null, againAt: string | null] => {
  if (check === undefined) return [null, null];
  const { againAt, ...sender } = check;
  return [jsonb(sender), againAt];
};
