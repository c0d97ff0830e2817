import type { Pool, PoolClient } from 'pg';
import { digest } from '../keys.store';

/** For whom it was made; null: for the first admin, who says their own name. */
export interface Invitation {
  readonly personId: string | null;
  readonly author: string | null;
}

export async function insertInvitation(
  db: Pool | PoolClient,
  token: string,
  made: Invitation & { readonly now: string; readonly expires: string },
): Promise<void> {
  await db.query('insert into invitation (sha256, person_id, created_at, expires_at, author) values ($1, $2, $3, $4, $5)', [
    digest(token),
    made.personId,
    made.now,
    made.expires,
    made.author,
  ]);
}

/** Taken once: of two that come with the same one, the second finds none. */
export async function useInvitation(client: PoolClient, token: string, now: string): Promise<Invitation | null> {
  const { rows } = await client.query<Invitation>(
    `update invitation set used_at = $2 where sha256 = $1 and used_at is null and expires_at > $2 returning person_id "personId", author`,
    [digest(token), now],
  );
  return rows[0] ?? null;
}

/** An older letter must not undo a newer password. */
export async function withdrawInvitations(db: Pool | PoolClient, personId: string | null, now: string): Promise<void> {
  await db.query('update invitation set expires_at = $2 where person_id is not distinct from $1 and used_at is null and expires_at > $2', [
    personId,
    now,
  ]);
}
