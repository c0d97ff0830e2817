import { type DataSource, Migration, MigrationExecutor, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from './migrations';

/** Of those that this program knows (or of the named ones) what is not done yet, within the transaction of the runner. */
export async function migrateWithin(orm: DataSource, runner: QueryRunner, names?: readonly string[]): Promise<string[]> {
  const executor = new MigrationExecutor(orm, runner);
  const done = new Set((await executor.getExecutedMigrations()).map((m) => m.name));
  const pending = MIGRATIONS.filter((m) => !done.has(m.name) && (names === undefined || names.includes(m.name)));
  for (const Each of pending)
    await executor.executeMigration(new Migration(undefined, Number(Each.name.slice(-13)), Each.name, new Each()));
  return pending.map((m) => m.name);
}

/** What this program does not know: the schema was made by a newer one. */
export const unknownTo = (names: readonly string[]): string[] => names.filter((n) => !MIGRATIONS.some((m) => m.name === n));
