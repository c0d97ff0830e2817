import type { Pool } from 'pg';

const NAME = 'last backup';
export interface LastBackup {
  readonly taken_at: string;
  readonly folder: string;
}

/** For `doctor`, and for nothing else: the backup itself says what it is. */
export async function noteBackup(db: Pool, last: LastBackup): Promise<void> {
  await db.query('insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
    NAME,
    JSON.stringify(last),
  ]);
}

export async function lastBackup(db: Pool): Promise<LastBackup | undefined> {
  const { rows } = await db.query<{ value: LastBackup }>('select value from setting where name = $1', [NAME]);
  return rows[0]?.value;
}
