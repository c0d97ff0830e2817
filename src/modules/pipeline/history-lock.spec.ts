import { useDatabase } from '../../../test/support/database';
import { historyLoads, whileHistoryLoads } from './history-lock.store';

const { db } = useDatabase();

test('nobody judges by the wall clock while history is loaded, and everybody does afterwards, also when it failed', async () => {
  const seen: boolean[] = [await historyLoads(db().pool)];
  await whileHistoryLoads(db().pool, async () => {
    seen.push(await historyLoads(db().pool), await historyLoads(db().pool));
  });
  seen.push(await historyLoads(db().pool));
  await expect(whileHistoryLoads(db().pool, () => Promise.reject(new Error('a file is missing')))).rejects.toThrow('a file is missing');
  seen.push(await historyLoads(db().pool));
  expect(seen).toEqual([false, true, true, false, false]);
});
