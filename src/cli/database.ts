import { type Database, openDatabase } from '../database/open';
import type { Config } from '../platform/config';

/** The database alone: for what must work while the settings are incomplete, or the schema is that of another version. */
export async function onDatabase<T>(
  config: Config,
  work: (db: Database) => Promise<T>,
  options: { readonly migrate?: boolean } = {},
): Promise<T> {
  const db = await openDatabase(config, options);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
