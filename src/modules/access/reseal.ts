import type { PoolClient } from 'pg';
import type { Vault } from '../../platform/vault';

/** A table with a column `sealed`, and what each of its rows is sealed to. */
export interface Sealed {
  readonly table: string;
  readonly key: string; // the column by which a row is found
  readonly rowOf: (key: string) => string;
}

/** Seals anew, with the first of the vault's keys, whatever another sealed. How many that were. */
export async function reseal(client: PoolClient, vault: Vault, { table, key, rowOf }: Sealed): Promise<number> {
  const { rows } = await client.query<{ key: string; sealed: string }>(
    `select ${key}::text "key", sealed from ${table} where sealed is not null order by 1 for update`,
  );
  const old = rows.filter((r) => !vault.isCurrent(r.sealed));
  await client.query(
    `update ${table} t set sealed = n.sealed from jsonb_to_recordset($1::jsonb) n ("key" text, sealed text) where t.${key}::text = n."key"`,
    [JSON.stringify(old.map((r) => ({ key: r.key, sealed: vault.seal(vault.open(r.sealed, rowOf(r.key)), rowOf(r.key)) })))],
  );
  return old.length;
}
