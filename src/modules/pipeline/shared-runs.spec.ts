import { SharedRuns } from './shared-runs';

/** Work that lasts until it is let go, and counts how often it began. */
function held() {
  const ends: ((error?: Error) => void)[] = [];
  const shared = new SharedRuns(() => new Promise<void>((resolve, reject) => ends.push((e) => (e ? reject(e) : resolve()))));
  const settled = async (): Promise<void> => void (await new Promise((r) => setImmediate(r)));
  return { shared, ends, settled };
}

test('whoever asks while it runs shares the next run, and not the one that had begun before', async () => {
  const { shared, ends, settled } = held();
  const done: string[] = [];
  const ask = (name: string): Promise<void> => shared.run().then(() => void done.push(name));
  const first = ask('first');
  await settled();
  const [second, third] = [ask('second'), ask('third')];
  await settled();
  expect(ends).toHaveLength(1);
  ends[0]!();
  await first;
  await settled();
  expect([done, ends.length]).toEqual([['first'], 2]);
  ends[1]!();
  await Promise.all([second, third]);
  expect([done, ends.length]).toEqual([['first', 'second', 'third'], 2]);
});

test('a run that fails fails for those who shared it, and for nobody else', async () => {
  const { shared, ends, settled } = held();
  const first = shared.run();
  await settled();
  const second = shared.run();
  ends[0]!(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await settled();
  ends[1]!();
  await second;
  expect(ends).toHaveLength(2);
});
