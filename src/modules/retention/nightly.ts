import type { Pool, PoolClient } from 'pg';
import { ifUnlocked } from '../../database/lock';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import type { Storage } from '../../platform/storage';
import { scrub } from '../documents/scrub';
import { retain } from './retain';
import type { Periods } from './settings';

const NIGHT = 0x6372746e; // one process of the cluster
const DONE = 'nightly';
const DAY_MS = 86_400_000;
const SLICES = 7;

export interface Night {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly periods: Periods;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly clock: Clock;
  readonly going: () => boolean;
}

/** Once a night: what is too old goes, and a seventh of the raw files is read. Stopped in between it begins again. True when it was done now. */
export async function tonight(n: Night): Promise<boolean> {
  const now = n.clock.now();
  const night = nightOf(now);
  if (new Date(now).getHours() < 2) return false; // by the clock of the machine, whose night it is
  const work = async (client: PoolClient): Promise<boolean> => {
    if ((await doneIn(client)) === night) return false;
    for (const k of await retain({ pool: n.pool, storage: n.storage, now }, n.periods, { author: 'retention', going: n.going }))
      if (k.count > 0) n.log.info(`retention: ${k.count} of ${k.kind} of before ${k.before} are gone`);
    const part = Math.floor(Date.parse(now) / DAY_MS) % SLICES;
    const { faults } = await scrub(n.pool, n.storage, { part, of: SLICES }, n.going);
    for (const f of faults) n.log.error(`the raw file ${f.sha256} is ${f.why}; see docs/operations/backup.md, "The disk"`);
    if (!n.going()) return false;
    await client.query('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
      DONE,
      JSON.stringify({ night }),
    ]);
    return true;
  };
  return ifUnlocked(n.pool, NIGHT, work, () => false);
}

const nightOf = (now: string): string => new Date(Date.parse(now) - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

async function doneIn(client: PoolClient): Promise<string | undefined> {
  const { rows } = await client.query<{ night: string }>(`select value->>'night' night from setting where name = $1`, [DONE]);
  return rows[0]?.night;
}
