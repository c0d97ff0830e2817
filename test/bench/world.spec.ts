import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, type Built } from '../../bench/world/build';
import { FAULTS } from '../../bench/world/faults';
import { openStage, type Stage } from '../../bench/world/lived';
import { score } from '../../bench/world/score';
import { write } from '../../bench/world/write';

/** The world that measures the engine: that it is the same for everybody, holds what it says, and is judged as it should be. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'world-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const SMALL = { items: 21, days: 22 };

function bytesOf(own: string): string {
  const hash = createHash('sha256');
  for (const file of (fs.readdirSync(own, { recursive: true }) as string[]).sort()) {
    const whole = path.join(own, file);
    if (fs.statSync(whole).isFile()) hash.update(file).update(fs.readFileSync(whole));
  }
  return hash.digest('hex');
}

test('the same seed gives the same bytes, another one others', () => {
  const [once, again, other] = [3, 3, 4].map((seed, i) => {
    const own = path.join(folder, `bytes-${i}`);
    fs.mkdirSync(own);
    write(build({ seed, ...SMALL, harmless: false }), own);
    return bytesOf(own);
  });
  expect(again).toBe(once);
  expect(other).not.toBe(once);
});

describe('a small world, lived through by the gateway', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(folder, process.env.TEST_ADMIN_URL);
  });
  afterAll(() => stage.close());
  async function judged(name: string, built: Built): Promise<ReturnType<typeof score>> {
    const own = path.join(folder, name);
    fs.mkdirSync(own);
    const { spells, exceptions, again } = await stage.live(write(built, own).timeline);
    expect(again).toEqual(exceptions); // told once more it changes nothing
    return score(built.truth, spells);
  }

  test('every fault in it is found, explained and healed, and nothing else is raised', async () => {
    const faults = ['wrong number', 'pack factor', 'report missing', 'shipment late', 'unknown item'];
    const occurring = (b: Built): number => new Set(b.truth.expected.map((e) => e.fault)).size;
    let built: Built;
    let seed = 1;
    do built = build({ seed, ...SMALL, harmless: false, faults });
    while (occurring(built) < faults.length && seed++ < 50);
    expect(occurring(built)).toBe(faults.length);
    const { verdicts, alarms } = await judged('faults', built);
    expect(verdicts.filter((v) => !v.raised || v.cause === 'wrong' || v.healed === 'wrong')).toEqual([]);
    expect(alarms).toEqual([]);
  }, 600_000);

  test('a harmless one raises nothing', async () => {
    const { verdicts, alarms } = await judged('harmless', build({ seed: 6, ...SMALL, harmless: true }));
    expect([verdicts, alarms]).toEqual([[], []]);
  }, 600_000);
});

test('what was not raised, raised wrongly or not healed is told', () => {
  const day = 86_400_000;
  const expected = { fault: 'x', types: ['COUNT_DIVERGENCE'], supplier: 'A', sku: 'I', location: 'L', from: day, by: 2 * day };
  const row = { type: 'COUNT_DIVERGENCE', status: 'resolved', supplier: 'A', sku: 'I', location: 'L', reported: null, expected: null };
  const raised = (more: object): Parameters<typeof score>[1][number] => ({
    ...{
      id: JSON.stringify(more),
      ...row,
      cause: { code: 'UNEXPLAINED' },
      opened_at: new Date(1.5 * day).toISOString(),
      resolved_at: null,
    },
    ...more,
  });
  const told = (truth: object, ...rows: object[]): unknown[] => {
    const s = score({ expected: [{ ...expected, ...truth }], allowed: [] }, rows.map(raised));
    return [s.verdicts.map((v) => [v.raised !== undefined, v.cause, v.healed]), s.alarms.length];
  };
  expect(told({}, {})).toEqual([[[true, null, null]], 0]);
  expect(told({}, { sku: 'J' })).toEqual([[[false, null, null]], 1]);
  expect(told({}, { type: 'STOCKOUT' })).toEqual([[[false, null, null]], 1]);
  expect(told({}, { opened_at: new Date(3 * day).toISOString() })).toEqual([[[false, null, null]], 1]);
  expect(told({ causes: ['PACK_FACTOR'] }, {})).toEqual([[[true, 'wrong', null]], 0]);
  expect(told({ heal: { from: 3 * day, by: 4 * day } }, {})).toEqual([[[true, null, 'wrong']], 0]);
  expect(told({ heal: { from: 3 * day, by: 4 * day } }, { resolved_at: new Date(3.5 * day).toISOString() })).toEqual([
    [[true, null, 'right']],
    0,
  ]);
  expect(told({}, {}, { id: 'second' })).toEqual([[[true, null, null]], 1]);
});

test('every kind of fault has a name of its own', () => {
  expect(new Set(FAULTS.map((f) => f.name)).size).toBe(FAULTS.length);
});

test('every kind of fault occurs', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 20 && seen.size < FAULTS.length; seed++)
    for (const e of build({ seed, items: 120, days: 60, harmless: false }).truth.expected) seen.add(e.fault);
  expect(FAULTS.map((f) => f.name).filter((name) => !seen.has(name))).toEqual([]);
}, 120_000);
