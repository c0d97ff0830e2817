import type { Pool } from 'pg';
import { sha256Of } from '../../platform/sha256';
import type { TimelineEvent } from './timeline';

/** An event is the same with the same history before it: its key is its own words upon those of all before it. */
export function eventKeys(events: readonly TimelineEvent[]): string[] {
  let before = '';
  return events.map((e) => (before = sha256Of([before, '\n', JSON.stringify(e)])));
}

/** Of these, the ones that were lived through before. */
export async function livedBefore(pool: Pool, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ key: string }>('select key from lived_event where key = any ($1)', [keys]);
  return new Set(rows.map((r) => r.key));
}

export async function noteLived(pool: Pool, key: string, at: string): Promise<void> {
  await pool.query('insert into lived_event (key, at) values ($1, $2) on conflict do nothing', [key, at]);
}

/** Whether it told anything new all the same: a file that is another now, a cross-reference that came since. */
export async function anythingTouched(pool: Pool): Promise<boolean> {
  return (await pool.query('select 1 from touched limit 1')).rowCount! > 0;
}
