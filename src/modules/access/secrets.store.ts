import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction';
import type { Vault } from '../../platform/vault';
import { SEALED_SIGN_INS } from './oauth/sign-ins.store';
import { SEALED_FACTORS } from './people/second-factor.store';
import { reseal, type Sealed } from './reseal';

/** What a secret is sealed to: moved to another name it does not open. */
const rowOf = (name: string): string => `secret ${name}`;

export interface SecretNamed {
  readonly name: string;
  readonly author: string;
  readonly changed_at: string;
}

export async function listSecrets(db: Pool): Promise<SecretNamed[]> {
  const { rows } = await db.query<SecretNamed>(
    `select name, author, to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') changed_at from secret order by name`,
  );
  return rows;
}

/** Another text as soon as one of them is another: each is sealed anew when it is kept. */
export async function markOfSecrets(db: Pool): Promise<string> {
  const { rows } = await db.query<{ mark: string }>(
    `select coalesce(md5(string_agg(name || ' ' || sealed, ',' order by name)), '') mark from secret`,
  );
  return rows[0]!.mark;
}

/** All of them in clear, by name: for the settings, and for nothing that is logged. Throws ConfigError on one that does not open. */
export async function openSecrets(db: Pool, vault: Vault): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ name: string; sealed: string }>('select name, sealed from secret');
  return new Map(rows.map((r) => [r.name, vault.open(r.sealed, rowOf(r.name))]));
}

export async function keepSecret(
  db: Pool | PoolClient,
  vault: Vault,
  secret: { readonly name: string; readonly text: string; readonly author: string; readonly now: string },
): Promise<void> {
  await db.query(
    `insert into secret (name, sealed, author, changed_at) values ($1, $2, $3, $4)
on conflict (name) do update set sealed = excluded.sealed, author = excluded.author, changed_at = excluded.changed_at`,
    [secret.name, vault.seal(secret.text, rowOf(secret.name)), secret.author, secret.now],
  );
}

export async function removeSecret(db: Pool, name: string): Promise<boolean> {
  return (await db.query('delete from secret where name = $1', [name])).rowCount! > 0;
}

const SEALED: readonly Sealed[] = [{ table: 'secret', key: 'name', rowOf }, SEALED_FACTORS, SEALED_SIGN_INS];

/** The ids of the keys without which something here does not open. */
export async function keysNeeded(client: PoolClient): Promise<string[]> {
  const each = SEALED.map(({ table }) => `select split_part(sealed, '.', 2) id from ${table} where sealed is not null`);
  return (await client.query<{ id: string }>(`${each.join(' union ')} order by 1`)).rows.map((r) => r.id);
}

/** Everything that is sealed, with the first of the vault's keys; all or nothing. How many that were. */
export async function resealSecrets(db: Pool, vault: Vault): Promise<number> {
  return inTransaction(db, async (client) => {
    let done = 0;
    for (const sealed of SEALED) done += await reseal(client, vault, sealed);
    return done;
  });
}
