import { randomBytes } from 'node:crypto';
import { instant } from '../../../database/instant';
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from '../../../platform/ids';
import { digest } from '../keys.store';
import type { Person } from './people.store';

export type Way = 'password' | 'provider';
export interface From {
  readonly address: string;
  readonly agent: string | null;
}
export interface SessionTimes {
  readonly idleMs: number;
  readonly longestMs: number;
}
export interface SessionReport {
  readonly id: string;
  readonly way: Way;
  readonly address: string | null;
  readonly agent: string | null;
  readonly started_at: string;
  readonly seen_at: string;
}

const SEEN_EVERY = '1 minute'; // a write for every request would cost more than the request

/** The token is the only copy there is; kept is its hash. */
export async function startSession(db: Pool | PoolClient, person: Person, way: Way, from: From, now: string): Promise<string> {
  const token = `ccs_${randomBytes(32).toString('base64url')}`;
  await db.query(
    `insert into person_session (id, person_id, sha256, way, address, agent, started_at, seen_at, author) values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    [uuidv7(), person.id, digest(token), way, from.address, from.agent, now, person.name],
  );
  return token;
}

interface SessionFound {
  readonly session: string; // id
  readonly unseen: boolean; // for a while: that it was is to be noted
  readonly secured: boolean; // by a second factor, or by the provider's own rules
}

/** Null where it is none of ours, was ended, its time is over, or its person may not come in any longer. */
export async function findSession(db: Pool, token: string, times: SessionTimes, now: string): Promise<(Person & SessionFound) | null> {
  const { rows } = await db.query<Person & SessionFound>(
    `select p.id, p.name, p.email, p.role, p.suppliers, p.locations, s.id "session", s.seen_at < $2::timestamptz - interval '${SEEN_EVERY}' unseen,
  s.way = 'provider' or exists (select 1 from second_factor f where f.person_id = p.id and f.confirmed_at is not null) secured
from person_session s join person p on p.id = s.person_id
where s.sha256 = $1 and s.ended_at is null and p.disabled_at is null
  and s.started_at > $2::timestamptz - $3 * interval '1 ms' and s.seen_at > $2::timestamptz - $4 * interval '1 ms'`,
    [digest(token), now, times.longestMs, times.idleMs],
  );
  return rows[0] ?? null;
}

export async function noteSeen(db: Pool, session: string, now: string): Promise<void> {
  await db.query(`update person_session set seen_at = $2 where id = $1 and seen_at < $2::timestamptz - interval '${SEEN_EVERY}'`, [
    session,
    now,
  ]);
}

export async function endSession(db: Pool, session: string, author: string, now: string): Promise<void> {
  await db.query('update person_session set ended_at = $2, author = $3 where id = $1 and ended_at is null', [session, now, author]);
}

/** Everywhere. How many that were. */
export async function endSessionsOf(db: Pool | PoolClient, personId: string, author: string, now: string): Promise<number> {
  const { rowCount } = await db.query('update person_session set ended_at = $2, author = $3 where person_id = $1 and ended_at is null', [
    personId,
    now,
    author,
  ]);
  return rowCount!;
}

export async function liveSessions(db: Pool, personId: string, times: SessionTimes, now: string): Promise<SessionReport[]> {
  const { rows } = await db.query<SessionReport>(
    `select id, way, address, agent, ${instant('started_at')} started_at, ${instant('seen_at')} seen_at from person_session
where person_id = $1 and ended_at is null and started_at > $2::timestamptz - $3 * interval '1 ms' and seen_at > $2::timestamptz - $4 * interval '1 ms'
order by started_at desc`,
    [personId, now, times.longestMs, times.idleMs],
  );
  return rows;
}
