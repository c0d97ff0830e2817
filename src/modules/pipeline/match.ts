import type { PoolClient } from 'pg';
import type { Batch, Delivery } from './delivery';
import { matchItems, matchLines } from './match.store';
import { stageNames } from './names.store';

/** Station 5: what the names of a batch mean, and with it each of its lines. */
export async function match(client: PoolClient, delivery: Delivery, batch: Batch, receivedAt: string): Promise<void> {
  await stageNames(client, delivery, batch, receivedAt);
  if (batch.names.refs.length > 0) await matchItems(client, batch.names.firstSet);
  await matchLines(client);
}
