import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeCompany, type Company } from './company';
import { Days, millis } from './days';
import { History, WEEKS } from './history';
import { ITEMS, PIKE, STORY, item } from './masters';

const NOW = '2026-11-24T18:30:00Z';
let folder: string;
let company: Company;
const write = (now: string): Company => writeCompany(fs.mkdtempSync(path.join(folder, 'c-')), now);
const all = (dir: string): string[] =>
  fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.relative(dir, path.join(e.parentPath, e.name)))
    .sort();

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-company-'));
  company = write(NOW);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const happenings = (c: Company): { at: string; do: string; path?: string }[] =>
  fs
    .readFileSync(c.timeline, 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as never);

test('the same moment gives the same files, byte for byte', () => {
  const a = path.dirname(company.timeline);
  const b = path.dirname(write(NOW).timeline);
  expect(all(b)).toEqual(all(a));
  for (const file of all(a))
    expect([file, fs.readFileSync(path.join(b, file)).equals(fs.readFileSync(path.join(a, file)))]).toEqual([file, true]);
});

test.each([NOW, '2026-03-08T08:10:00Z', '2026-10-25T01:30:00Z', '2028-02-29T23:59:00Z', '2026-01-01T07:05:00Z'])(
  'at %s the timeline is in order, ends before the demo begins and names files that are there',
  (now) => {
    const c = write(now);
    const events = happenings(c);
    expect(events.length).toBeLessThanOrEqual(150);
    const times = events.map((e) => millis(e.at));
    expect(times).toEqual([...times].sort((x, y) => x - y));
    expect(times.at(-1)!).toBeLessThan(millis(now));
    for (const e of events) if (e.path) expect(fs.existsSync(path.join(path.dirname(c.timeline), e.path))).toBe(true);
  },
);

test('stock stays above nothing, and above the minimum but for the one motor that runs low', () => {
  const history = new History(new Days(NOW, 'America/Los_Angeles'));
  for (const week of WEEKS)
    for (const i of ITEMS) {
      const steps = history.stepsAtEndOf(week, i);
      const floor = i.sku === STORY.short.sku ? 0 : i.weekly * i.supplier.weeksOfMinimum;
      expect([week, i.sku, steps > floor, steps < i.weekly * 14]).toEqual([week, i.sku, true, true]);
    }
  const motor = item(STORY.short.sku);
  expect(history.stepsAtEndOf(2, motor)).toBeGreaterThan(history.stepsAtEndOf(1, motor)); // its minimum is where week 1 ended
  expect(history.stepsAtEndOf(0, motor)).toBeLessThan(history.stepsAtEndOf(1, motor));
});

test('the planted differences are larger than any tolerance and cross no limit but where the story says so', () => {
  const history = new History(new Days(NOW, 'America/Los_Angeles'));
  const level = (sku: string): number => history.stepsAtEndOf(0, item(sku));
  for (const planted of [STORY.underway, STORY.unbooked]) {
    expect(planted.quantity).toBeGreaterThan(level(planted.sku) * 0.05 * 2);
    expect(level(planted.sku) + planted.quantity).toBeLessThan(item(planted.sku).weekly * 14);
  }
  expect(level(STORY.flip)).toBeGreaterThan(item(STORY.flip).weekly * 2);
  expect(history.movements.filter((m) => m.posted !== m.at)).toHaveLength(1); // the delivery that was booked a week late
  expect(history.shipments.every((s) => s.lines.every((l) => l.item.supplier === PIKE))).toBe(true);
});

test('nothing happens before the masters are in', () => {
  expect(happenings(company)[0]).toMatchObject({ do: 'import', path: 'feed/masters' });
});

test('every fact names an item that the buyer knew when it was exported', () => {
  const root = path.dirname(company.timeline);
  const known = new Set<string>();
  for (const e of happenings(company).filter((x) => x.do === 'import')) {
    const read = (name: string): string[][] => {
      const file = path.join(root, e.path!, name);
      return fs.existsSync(file)
        ? fs
            .readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .slice(1)
            .map((l) => l.split(','))
        : [];
    };
    for (const [sku] of read('items.csv')) known.add(sku!);
    for (const row of read('movements.csv')) expect(known.has(row[1]!)).toBe(true);
    for (const row of read('counts.csv')) expect(known.has(row[0]!)).toBe(true);
  }
  expect(known.size).toBe(ITEMS.length);
});
