import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LIMITS } from '../../src/domain/syntax/limits';
import { importObjects } from '../../src/modules/feed/import-feed';
import { check, ingest } from '../../src/modules/pipeline/ingest';
import { Readers } from '../../src/modules/pipeline/reader';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';

/** A file that takes more than a file may take is held with the reason, at once, and does not come again and again. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'beyond-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const AT = '2026-11-16T08:00:00Z';
const readers: Readers[] = [];
afterAll(() => Promise.all(readers.map((r) => r.close())));

const within = (limits: Partial<Record<'readerHeapMegabytes' | 'readerSeconds', number>>) => {
  const own = new Readers({ ...LIMITS, ...limits });
  readers.push(own);
  return { ...gateway(), readers: own };
};
/** As many different items as lines: what a reading thread keeps grows with them. */
function list(name: string, rows: number): string {
  const file = path.join(folder, name);
  fs.writeFileSync(
    file,
    `Item,Location,On hand\n${Array.from({ length: rows }, (_, i) => `${name}-${i}-${'x'.repeat(40)},HAM,${i % 90}`).join('\n')}\n`,
  );
  return file;
}

beforeAll(async () => {
  const clock = fixedClock(AT);
  await importObjects(gateway().db, 'suppliers', [{ supplier: 'NORD', name: 'Nord' }], { clock });
  await importObjects(gateway().db, 'locations', [{ location: 'HAM', name: 'Hamburg', timezone: 'Europe/Berlin' }], { clock });
});

test.each([
  ['time', { readerSeconds: 0.02 }, /^reading took longer than 0\.02 s, which is the limit; it is kept as it came/],
  ['memory', { readerHeapMegabytes: 24 }, /^reading took more than 24 MB of memory, which is the limit/],
])(
  '%s',
  async (what, limits, why) => {
    const file = list(`${what}.csv`, 150_000);
    const [done] = await ingest(within(limits), [file], { receivedAt: AT, supplier: 'NORD' });
    expect([done!.failed, done!.documents.map((d) => [d.status, d.supplier])]).toEqual([undefined, [['quarantined', 'NORD']]]);
    expect(done!.documents[0]!.issues).toMatchObject([{ code: 'file.beyond-limits', detail: expect.stringMatching(why) as string }]);
    const { rows } = await gateway().db.pool.query('select state from receipt where name = $1', [`${what}.csv`]);
    expect(rows).toEqual([{ state: 'done' }]);
    expect((await check(within(limits), file, { receivedAt: AT, supplier: 'NORD' })).documents.map((d) => d.status)).toEqual([
      'quarantined',
    ]);
  },
  60_000,
);
