import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeCompany } from '../../src/demo/company';
import { importFeed } from '../../src/modules/feed/import-feed';
import { fixedClock } from '../../src/platform/clock';
import { useDatabase } from '../support/database';

/** The buyer's exports of the demo and of the stories are right in every row, under the clock of their timeline. */
const { db } = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-feeds-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

interface Problem {
  readonly path: string;
  readonly issues: unknown;
}

async function importsOf(timeline: string): Promise<Problem[]> {
  const events = fs.readFileSync(timeline, 'utf8').trim().split('\n');
  const problems: Problem[] = [];
  for (const line of events) {
    const event = JSON.parse(line) as { at: string; do: string; path: string };
    if (event.do !== 'import') continue;
    const result = await importFeed(db(), [path.join(path.dirname(timeline), event.path)], { clock: fixedClock(event.at) });
    if (result.rejected > 0 || result.issues.length > 0) problems.push({ path: event.path, issues: result.issues.slice(0, 5) });
  }
  return problems;
}

test('of the sample company', async () => {
  const company = writeCompany(folder, '2026-11-24T18:30:00Z');
  expect(await importsOf(company.timeline)).toEqual([]);
  const { rows } = await db().pool.query('select (select count(*)::int from item) items, (select count(*)::int from movement) movements');
  expect(rows[0]).toMatchObject({ items: company.items });
  expect((rows[0] as { movements: number }).movements).toBeGreaterThan(1500);
});

test('of the fortnight of every type', async () => {
  expect(await importsOf(path.join(__dirname, '../../samples/story/every-type/timeline.ndjson'))).toEqual([]);
});
