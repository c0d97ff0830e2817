import { useDatabase } from '../support/database';

const { db } = useDatabase();

test('the migrated schema holds the ledger and says which migrations made it', async () => {
  const tables = await db().pool.query(`select tablename from pg_tables where schemaname = 'public'`);
  const names = tables.rows.map((r: { tablename: string }) => r.tablename);
  expect(names).toEqual(expect.arrayContaining(['item', 'receipt', 'observation', 'supply_exception', 'schema_migration']));
  const done = await db().pool.query('select name from schema_migration order by id');
  expect(done.rows.length).toBeGreaterThanOrEqual(4);
});
