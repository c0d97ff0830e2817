import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { instant } from '../../database/instant';
import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from '../../platform/ids';
import type { Scope } from './rights';
import type { Sees } from './sees';

export interface ApiKey extends Sees {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}
export interface KeyReport extends ApiKey {
  readonly lead: string; // how the key begins, so that a person knows it again
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

const LEAD = 12;
const USE_NOTED_EVERY = '1 minute'; // a write for every request would cost more than the request
export const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

/** 256 random bits: nobody guesses them, so a plain hash is enough to keep, and nothing can be had back from it. */
export const newKey = (): string => `cck_${randomBytes(32).toString('base64url')}`;

/** Null where another key that is in force bears the name. */
export async function insertKey(
  db: Pool | PoolClient,
  key: string,
  named: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly now: string;
    readonly expires?: string;
    readonly author?: string;
    readonly sees?: Sees;
  },
): Promise<string | null> {
  await db.query('update api_key set revoked_at = expires_at where name = $1 and revoked_at is null and expires_at <= $2', [
    named.name,
    named.now,
  ]);
  const { rows } = await db.query<{ id: string }>(
    `insert into api_key (id, name, lead, sha256, scopes, created_at, expires_at, author, suppliers, locations)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (name) where revoked_at is null do nothing returning id`,
    [
      ...[uuidv7(), named.name, key.slice(0, LEAD), digest(key), named.scopes, named.now, named.expires ?? null, named.author ?? null],
      ...[named.sees?.suppliers ?? null, named.sees?.locations ?? null],
    ],
  );
  return rows[0]?.id ?? null;
}

/** The key that a caller bears, if it is one of ours, not revoked, and its time not over. What is compared is compared in constant time. */
export async function findKey(db: Pool, key: string, now: string): Promise<ApiKey | null> {
  const { rows } = await db.query<ApiKey & { sha256: string }>(
    'select id, name, scopes, suppliers, locations, sha256 from api_key where lead = $1 and revoked_at is null and (expires_at is null or expires_at > $2)',
    [key.slice(0, LEAD), now],
  );
  const given = Buffer.from(digest(key), 'hex');
  const found = rows.find((r) => timingSafeEqual(Buffer.from(r.sha256, 'hex'), given));
  if (!found) return null;
  const { sha256: _, ...known } = found;
  return known;
}

export async function noteUse(db: Pool, id: string, now: string): Promise<void> {
  await db.query(
    `update api_key set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '${USE_NOTED_EVERY}')`,
    [id, now],
  );
}

export async function listKeys(db: Pool): Promise<KeyReport[]> {
  const { rows } = await db.query<KeyReport>(
    `select id, name, lead || '…' lead, scopes, suppliers, locations, ${instant('created_at')} created_at, ${instant('last_used_at')} last_used_at,
  ${instant('expires_at')} expires_at,
  ${instant('revoked_at')} revoked_at from api_key order by created_at, id`,
  );
  return rows;
}

/** By its name; false where no such key is in force. */
export async function revokeKey(db: Pool, name: string, now: string, author?: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'update api_key set revoked_at = $2, author = coalesce($3, author) where name = $1 and revoked_at is null',
    [name, now, author ?? null],
  );
  return rowCount! > 0;
}

/** The key of the first start: made only where there has never been one, by one process whichever it is. */
export async function firstKey(client: PoolClient, now: string): Promise<string | null> {
  await client.query('lock table api_key in share row exclusive mode');
  if ((await client.query('select 1 from api_key limit 1')).rowCount! > 0) return null;
  const key = newKey();
  await insertKey(client, key, { name: 'first', scopes: ['read', 'write'], now });
  return key;
}
