import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { inTransaction } from '../../database/transaction';
import { collectPairs } from './pairs.store';
import { LAST_SAID, SAID } from './plain-pairs.store';
import { openPairs } from './tables.store';

const { db } = useDatabase();
const { load } = useFeed(db);
const NOW = '2026-11-17T12:00:00.000Z';

/** Reports of a fortnight about every pair: on one day twice, a line twice, withdrawn, of what was sold, received after now. */
const REPORTS = `
insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, supply_fact, received_at, current)
select gen_random_uuid(), gen_random_uuid(), n, gen_random_uuid(), 'r' || n, 'x12-852', 'stock_report', s.id, 'accepted', n % 11 = 0,
  timestamptz '2026-11-04T08:00Z' + n * interval '4 hours', n % 7 <> 0 from supplier s, generate_series(1, 84) n;
insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select i.id, date_trunc('day', d.received_at), date_trunc('day', d.received_at) - interval '1 day', 'date', l.id, d.supplier_id,
  (array['on_hand', 'on_hand', 'available', 'sold'])[1 + (d.ordinal + i.id + l.id) % 4], d.ordinal * 10 + twice, d.id, twice, 'row ' || twice, '{}', d.received_at
from document d cross join item i cross join location l cross join generate_series(0, 1) twice
where twice = 0 or (d.ordinal + i.id) % 3 = 0`;

test('what was said last is the same, looked up pair by pair or read all at once', async () => {
  await load(COMPANY, '2026-11-01T00:00:00Z');
  await db().pool.query(REPORTS);
  const said = await inTransaction(db().pool, async (client) => {
    await openPairs(client);
    await collectPairs(client, 'every', NOW);
    const by = async (sql: string): Promise<unknown[]> => {
      await client.query('delete from pair_said');
      await client.query(sql, [NOW]);
      // of two lines of one report either may stand: they are left to the pure rules, which add them up
      return (
        await client.query(
          `select n, case when not repeated then quantity end quantity, as_of_from, as_of_to, document_id, case when not repeated then place end place,
  repeated from pair_said order by n`,
        )
      ).rows;
    };
    return { all: await by(SAID), each: await by(LAST_SAID) };
  });
  expect(said.each).toEqual(said.all);
  const repeated = said.all.map((s) => (s as { repeated: boolean }).repeated);
  expect([repeated.includes(true), repeated.includes(false)]).toEqual([true, true]);
});
