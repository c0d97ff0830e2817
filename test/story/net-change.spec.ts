import { reconcile } from '../../src/modules/reconciliation/reconcile';
import { EVERYTHING } from '../../src/modules/access/sees';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { reportComparisons } from '../../src/modules/reconciliation/comparisons.store';
import { Mini, on, useMini } from './mini';

const live = useMini();
const SKUS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'];
const masters = {
  items: SKUS.map((sku) => ({ sku, uom: 'EA', unit_cost: 5, currency: 'EUR' })),
  item_units: [{ sku: 'A1', uom: 'CA', factor: 12 }],
  locations: ['HAM', 'BRE'].map((location) => ({ location, name: location, timezone: 'Europe/Berlin' })),
  programs: SKUS.map((sku) => ({
    supplier: 'NORD', sku, location: '*', managed_by: 'supplier', owned_by: 'buyer', tolerance_qty: 10, tolerance_pct: 5, min: 100, max: 800, lead_time_days: 4,
    response_days: 1,
  })), // prettier-ignore
};

/** The same numbers on every machine. */
function dice(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (Math.imul(a, 1103515245) + 12345) & 0x7fffffff;
    return (a >> 8) % below;
  };
}

/** Ten days of everything at once; at each reconciliation a look at every pair finds what the looks at what was touched have found. */
function weeks(seed: number): Mini {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)]!;
  const story = new Mini({}, masters);
  const stock = (sku: string, location: string): object => ({ sku, location });
  for (const sku of SKUS) for (const location of ['HAM', 'BRE']) story.count('1 06:00', 120 + roll(500), stock(sku, location) as never);
  for (let day = 2; day <= 11; day++) {
    const at = (hour: number): string => `${day} ${String(hour).padStart(2, '0')}:${String(roll(60)).padStart(2, '0')}`;
    const where = stock(pick(SKUS), pick(['HAM', 'BRE'])) as never;
    story.moves(`${day} 09:00`, [`${day} 08:10 usage ${5 + roll(90)}`], where);
    if (roll(3) === 0) story.moves(at(10), [`${day} 09:10 receipt ${20 + roll(300)}`], stock(pick(SKUS), 'HAM') as never);
    if (roll(4) === 0) story.count(at(11), 50 + roll(600), stock(pick(SKUS), pick(['HAM', 'BRE'])) as never);
    if (roll(4) === 0)
      story.ships(at(12), `S${day}`, 20 + roll(400), {
        'Your part no': pick(SKUS),
        'Ship date': on(`${day}`),
        ETA: on(`${day + 1 + roll(6)}`),
      });
    if (roll(8) === 0)
      story.feed(at(13), {
        programs: [
          { ...masters.programs[roll(8)]!, min: 50 + roll(300), max: 600 + roll(400), valid_from: on(String(Math.min(28, day + roll(3)))) },
        ],
      });
    if (roll(3) === 0)
      story.feed(at(14), {
        orders: [
          {
            po: `P${1 + roll(4)}`, line: 1, supplier: 'NORD', sku: pick(SKUS), location: 'HAM', ordered_at: on(`${day} 09:00`), quantity: 50 + roll(200),
            uom: 'EA', status: pick(['open', 'closed']),
          },
        ],
      }); // prettier-ignore
    if (roll(9) === 0)
      story.feed(at(14), {
        demand: [{ sku: pick(SKUS), location: 'HAM', from: on(`${day + 1}`), to: on(`${day + 4}`), quantity: 10 + roll(400), uom: 'EA' }],
      });
    story.through(`${day} 15:00`);
    story.list(
      `${day} 16:00`,
      SKUS.filter(() => roll(3) > 0).map((sku) => ({
        ...{ 'Your part no': sku, Location: 'HAM', 'On hand': 80 + roll(600), UOM: 'EA', 'As of': on(`${day} 14:00`) },
        ...(roll(2) === 0 ? {} : { Sold: roll(90) }),
        ...(roll(3) > 0 ? {} : { 'In transit': roll(400), 'On order': roll(300), Returned: roll(20), Min: 100 }),
      })),
    );
    story.reconcile(`${day} 18:00`);
  }
  return story;
}

test.each([1, 2])(
  'what was touched and what is due, or every pair: the same (%d)',
  async (seed) => {
    const runs: number[] = [];
    let quiet = 0;
    await live(weeks(seed), async (event, db) => {
      if (event.do !== 'reconcile') return;
      const look = async (): Promise<unknown> => ({
        exceptions: (await reportExceptions(db.pool, EVERYTHING, ['all'])).map(({ last_seen_at: _, ...e }) => e),
        comparisons: (await reportComparisons(db.pool, EVERYTHING, {})).map(({ compared_at: _, ...c }) => c),
      });
      const before = await look();
      const { opened, resolved, pairs } = await reconcile(db, 'every', event.at);
      expect({ opened, resolved, after: await look() }).toEqual({ opened: 0, resolved: 0, after: before });
      runs.push(pairs);
      const { rows } = await db.pool.query<{ n: number }>('select count(*)::int n from judged_pair where quiet_until > $1', [event.at]);
      quiet += rows[0]!.n;
    });
    expect(runs.length).toBe(10);
    expect(quiet).toBeGreaterThan(20); // of which the runs before had not looked at all
    expect(Math.min(...runs)).toBeGreaterThanOrEqual(SKUS.length * 2);
  },
  120_000,
);

test('history that is told twice: the second time nothing of what came later is judged by the clock of before', async () => {
  const story = (): Mini =>
    new Mini()
      .count('1 06:00', 500)
      .through('2 08:00')
      .reconcile('2 09:00')
      .ships('9 08:00', 'S9', 450, { 'Ship date': on('9 06:00'), ETA: on('12 12:00') })
      .through('9 09:00')
      .reconcile('9 10:00');
  const once = await live(story());
  const twice = await live(story(), undefined, 2);
  expect(once.exceptions.map((e) => [e.type, e.opened_at])).toEqual([['ABOVE_MAX', '2026-11-09T07:00:00.000Z']]);
  const told = (l: typeof once): object[] => l.exceptions.map(({ id: _, key: __, documents: ___, version: ____, ...e }) => e);
  expect(told(twice)).toEqual(told(once));
}, 60_000);

test('a receipt at another place than announced belongs to its shipment, whichever of the two places is looked at', async () => {
  const named = { ship_notice: 'S1', supplier: 'NORD' };
  const story = new Mini({}, { ...masters, programs: [{ ...masters.programs[0]!, sku: '*', max: '' }] })
    .count('1 06:00', 500, { sku: 'A1' })
    .ships('9 08:00', 'S1', 60, { 'Your part no': 'A1', 'Ship date': on('9 06:00'), ETA: on('10 12:00') })
    .moves('10 15:00', ['10 11:00 receipt 60'], { sku: 'A1', location: 'BRE', ...named })
    .through('20 08:00', { location: '*' })
    .reconcile('20 09:00')
    .moves('20 10:00', ['20 09:30 usage 5'], { sku: 'A1' })
    .reconcile('20 11:00');
  const { exceptions } = await live(story);
  expect(exceptions.map((e) => [e.type, e.status, e.opened_at])).toEqual([['RECEIPT_VARIANCE', 'open', '2026-11-10T14:00:00.000Z']]);
}, 60_000);
