import type { Pool, PoolClient } from 'pg';
import type { Vault } from '../../../platform/vault';
import type { Sealed } from '../reseal';
import { stepOfCode } from './totp';

const rowOf = (personId: string): string => `second factor ${personId}`;
export const SEALED_FACTORS: Sealed = { table: 'second_factor', key: 'person_id', rowOf };

/** Begun anew until it is confirmed by a first code; one that is in force stays until it is taken off. False: one is in force. */
export async function beginFactor(
  db: Pool,
  vault: Vault,
  person: { id: string; name: string },
  secret: Buffer,
  now: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into second_factor (person_id, sealed, begun_at, author) values ($1, $2, $3, $4)
on conflict (person_id) do update set sealed = excluded.sealed, begun_at = excluded.begun_at, used_step = null, author = excluded.author where second_factor.confirmed_at is null`,
    [person.id, vault.seal(secret.toString('base64'), rowOf(person.id)), now, person.name],
  );
  return rowCount! > 0;
}

export async function hasFactor(db: Pool | PoolClient, personId: string): Promise<boolean> {
  const { rowCount } = await db.query('select 1 from second_factor where person_id = $1 and confirmed_at is not null', [personId]);
  return rowCount! > 0;
}

/** True where the code is the person's, of now, and was not used before; it is used up then, and confirms a factor that was begun. */
export async function useCode(db: Pool | PoolClient, vault: Vault, personId: string, code: string, now: string): Promise<boolean> {
  const { rows } = await db.query<{ sealed: string | null }>('select sealed from second_factor where person_id = $1', [personId]);
  if (!rows[0]?.sealed) return false;
  const step = stepOfCode(Buffer.from(vault.open(rows[0].sealed, rowOf(personId)), 'base64'), code, now);
  if (step === null) return false;
  const { rowCount } = await db.query(
    `update second_factor set used_step = $2, confirmed_at = coalesce(confirmed_at, $3) where person_id = $1 and (used_step is null or used_step < $2)`,
    [personId, step, now],
  );
  return rowCount! > 0;
}

/** False where there is none in force. */
export async function removeFactor(db: Pool | PoolClient, personId: string, author: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'update second_factor set sealed = null, confirmed_at = null, author = $2 where person_id = $1 and confirmed_at is not null',
    [personId, author],
  );
  return rowCount! > 0;
}
