import type { Pool } from 'pg';
import type { Vault } from '../../../platform/vault';
import type { Sealed } from '../reseal';
import type { Granted } from './token-endpoint';

/** What is sealed of a sign-in; the rest stands in clear beside it. */
export interface SealedTokens {
  readonly refresh?: string;
  readonly access?: string;
}
export interface SignIn {
  readonly name: string;
  readonly sealed: string | null;
  readonly signedInAt: string | null; // by a person
  readonly accessFrom: string | null;
  readonly accessTo: string | null;
  readonly refreshFrom: string | null; // where the server says until when
  readonly refreshTo: string | null;
  readonly failures: number; // in a row
  readonly permanent: boolean; // trying again does not help
  readonly error: string | null;
  readonly advice: string | null;
  readonly nextAt: string | null; // not before
  readonly lease: string | null;
}
const at = (column: string, as: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "${as}"`;
const COLUMNS = [
  'name, sealed, failures, permanent, error, advice, lease',
  at('signed_in_at', 'signedInAt'),
  at('access_from', 'accessFrom'),
  at('access_to', 'accessTo'),
  at('refresh_from', 'refreshFrom'),
  at('refresh_to', 'refreshTo'),
  at('next_at', 'nextAt'),
].join(', ');

/** What the tokens are sealed to: moved to another sign-in they do not open. */
export const rowOf = (name: string): string => `sign_in ${name}`;
export const SEALED_SIGN_INS: Sealed = { table: 'sign_in', key: 'name', rowOf };

export async function readSignIn(db: Pool, name: string): Promise<SignIn> {
  await db.query('insert into sign_in (name) values ($1) on conflict do nothing', [name]);
  const { rows } = await db.query<SignIn>(`select ${COLUMNS} from sign_in where name = $1`, [name]);
  return rows[0]!;
}

/** The right to renew it, for as long as that takes: two processes that renew at once would invalidate each other's token. */
export async function takeLease(db: Pool, name: string, lease: string, now: string, until: string): Promise<SignIn | undefined> {
  const { rows } = await db.query<SignIn>(
    `update sign_in set lease = $2, lease_until = $4 where name = $1 and (lease is null or lease_until < $3) returning ${COLUMNS}`,
    [name, lease, now, until],
  );
  return rows[0];
}

export async function dropLease(db: Pool, name: string, lease: string): Promise<void> {
  await db.query('update sign_in set lease = null, lease_until = null where name = $1 and lease = $2', [name, lease]);
}

/** Under its lease, and in place of the very tokens that were read: what was sealed anew meanwhile stays. False: it is not so any more. */
export async function storeRenewed(
  db: Pool,
  before: SignIn,
  lease: string,
  sealed: string | null,
  granted: Granted,
  now: string,
): Promise<boolean> {
  const until = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : new Date(Date.parse(now) + Math.floor(seconds * 1000)).toISOString();
  const { rowCount } = await db.query(
    `update sign_in set sealed = $4, access_from = $5, access_to = $6, refresh_from = case when $7::timestamptz is null then refresh_from else $5 end,
  refresh_to = coalesce($7, refresh_to), failures = 0, permanent = false, error = null, advice = null, next_at = null, lease = null, lease_until = null
where name = $1 and lease = $2 and sealed is not distinct from $3`,
    [before.name, lease, before.sealed, sealed, now, until(granted.seconds), until(granted.refreshSeconds)],
  );
  return rowCount === 1;
}

export async function storeFailed(
  db: Pool,
  name: string,
  lease: string,
  failed: { readonly permanent: boolean; readonly error: string; readonly advice: string | null; readonly nextAt: string },
): Promise<void> {
  await db.query(
    `update sign_in set failures = failures + 1, permanent = $3, error = $4, advice = $5, next_at = $6, lease = null, lease_until = null
where name = $1 and lease = $2`,
    [name, lease, failed.permanent, failed.error, failed.advice, failed.nextAt],
  );
}

/** A mail server does not take the token, though it should hold for a while: the next one that asks gets another. */
export async function endAccess(db: Pool, name: string, accessTo: string, now: string): Promise<void> {
  await db.query('update sign_in set access_to = $3 where name = $1 and access_to = $2', [name, accessTo, now]);
}

/** A person has signed in: whatever was before is over. */
export async function keepSignIn(
  db: Pool,
  vault: Vault,
  s: { readonly name: string; readonly author: string; readonly now: string; readonly granted: Granted },
): Promise<void> {
  const { access, refresh, seconds, refreshSeconds } = s.granted;
  const sealed = vault.seal(JSON.stringify({ access, refresh } satisfies SealedTokens), rowOf(s.name));
  const until = (n: number | undefined): string | null =>
    n === undefined ? null : new Date(Date.parse(s.now) + Math.floor(n * 1000)).toISOString();
  await db.query(
    `insert into sign_in (name, sealed, author, signed_in_at, access_from, access_to, refresh_from, refresh_to) values ($1, $2, $3, $4, $4, $5, $6, $7)
on conflict (name) do update set sealed = excluded.sealed, author = excluded.author, signed_in_at = excluded.signed_in_at,
  access_from = excluded.access_from, access_to = excluded.access_to, refresh_from = excluded.refresh_from, refresh_to = excluded.refresh_to,
  failures = 0, permanent = false, error = null, advice = null, next_at = null, lease = null, lease_until = null`,
    [s.name, sealed, s.author, s.now, until(seconds), refreshSeconds === undefined ? null : s.now, until(refreshSeconds)],
  );
}

export async function forgetSignIn(db: Pool, name: string): Promise<boolean> {
  return (await db.query('delete from sign_in where name = $1 and signed_in_at is not null', [name])).rowCount! > 0;
}
