import type { Pool } from 'pg';
import { sha256OfFile } from '../../platform/sha256';
import type { Channel } from './channel';

/** When the data that stand here were backed up, if they were ever restored. */
export async function restoredFrom(db: Pool): Promise<string | undefined> {
  const { rows } = await db.query<{ at: string }>(
    `select said->>'taken_at' "at" from upkeep where what = 'restore' order by at desc limit 1`,
  );
  return rows[0]?.at;
}

/** What channels took and moved aside since then, and nobody here knows: it came after the backup. */
export async function unknownFiles(db: Pool, channels: readonly Channel[], since: string): Promise<string[]> {
  const unknown: string[] = [];
  for (const channel of channels)
    for (const file of (await channel.aside?.(Date.parse(since))) ?? []) {
      const known = await db.query('select 1 from receipt where sha256 = $1 limit 1', [await sha256OfFile(file)]);
      if (known.rowCount === 0) unknown.push(file);
    }
  return unknown;
}
