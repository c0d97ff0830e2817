import { Mini, on, state, told, useMini } from './mini';

/** The five worked cases of exceptions.md, through the whole gateway: files in, exceptions and comparisons out. */
const live = useMini();

type Case = readonly [name: string, story: () => Mini, expected: readonly string[], states?: readonly string[]];
const RECEIPT = (notice: string): Record<string, string> => ({ supplier: 'NORD', ship_notice: notice });
/** Counted on the evening of the 16th, by one basis or the other; the receipt of that afternoon is booked the next day. */
const backdated = (basis: 'system' | 'physical'): Mini =>
  new Mini()
    .ships('15 08:00', '901', 120, { 'Ship date': '2026-11-15', ETA: on('16 14:00') })
    .count('16 22:00', 300, { basis })
    .alive('17 06:30')
    .says('17 07:00', '17 06:00', 420)
    .moves('17 11:00', ['16 14:00 receipt 120'], { posted_at: on('17 10:50'), ...RECEIPT('901') });
/** Ten cartons announced, half of them received. */
const halfCame = (): Mini =>
  new Mini()
    .ships('15 08:00', '910', 10, { UOM: 'CA', 'Ship date': '2026-11-15', ETA: on('18 12:00') })
    .count('16 06:00', 400)
    .moves('16 11:00', ['16 10:00 receipt 60'], RECEIPT('910'));

const CASES: readonly Case[] = [
  [
    '1 the day of a truck',
    () =>
      new Mini()
        .count('13 18:00', 400)
        .moves('16 20:00', ['16 09:00 usage 40', '16 14:00 receipt 200', '16 17:00 usage 20'])
        .alive('17 07:00')
        .says('17 07:30', '16', 362),
    [],
    ['weak 362 [360 560]'],
  ],
  [
    '1 before the truck',
    () =>
      new Mini()
        .count('13 18:00', 400)
        .ships('15 08:00', '884', 200, { 'Ship date': '2026-11-15', ETA: on('16 15:00') })
        .moves('16 09:30', ['16 09:00 usage 40'])
        .alive('16 10:00')
        .says('16 10:00', '16', 560),
    ['COUNT_DIVERGENCE 560 [360 400] IN_TRANSIT_COUNTED @16 10:00'],
    ['differs 560 [360 400]'],
  ],
  [
    '2 backdated receipt, system count',
    () => backdated('system'),
    ['COUNT_DIVERGENCE 420 [300] UNPOSTED_RECEIPT @17 07:00 until 17 11:00 fixed_by_buyer'],
    ['agreed 420 [420]'],
  ],
  [
    '2 backdated receipt, physical count',
    () => backdated('physical'),
    ['COUNT_DIVERGENCE 420 [300] UNPOSTED_RECEIPT @17 07:00'],
    ['differs 420 [300]'],
  ],
  [
    '3 partial ASN, all received',
    () =>
      halfCame()
        .alive('17 08:20')
        .says('17 09:00', '17 08:00', 460)
        .reconcile('17 12:00')
        .moves('18 11:00', ['18 10:00 receipt 60'], RECEIPT('910'))
        .alive('25 11:00')
        .reconcile('25 12:00'),
    [],
  ],
  [
    '3 partial ASN, the remainder counted',
    () => halfCame().alive('17 08:20').says('17 09:00', '17 08:00', 520),
    ['COUNT_DIVERGENCE 520 [460] IN_TRANSIT_COUNTED @17 09:00'],
  ],
  ['3 partial ASN, the rest never comes', () => halfCame().alive('25 11:00').reconcile('25 12:00'), ['ASN_OVERDUE 120 [60] @25 12:00']],
];

test.each(CASES.map((c) => [c[0], c] as const))('%s', async (_, [, story, expected, states]) => {
  const { exceptions, comparisons } = await live(story());
  expect(exceptions.map(told)).toEqual(expected);
  if (states) expect(comparisons.filter((c) => c.sku === 'BRK').map(state)).toEqual(states);
});

describe('4 min raised', () => {
  const raised = (eta?: string): Mini => {
    const rows = [
      { min: 300, valid_from: '2026-11-01', valid_to: '2026-11-15' },
      { min: 450, valid_from: '2026-11-16' },
    ].map((r) => ({
      supplier: 'NORD',
      sku: 'BRK',
      location: 'HAM',
      managed_by: 'supplier',
      owned_by: 'buyer',
      max: 800,
      lead_time_days: 5,
      response_days: 2,
      ...r,
    }));
    const m = new Mini({}, { programs: rows }).count('10 12:00', 400).alive('17 08:00');
    if (eta) m.ships('17 09:00', '920', 200, { 'Ship date': '2026-11-17', ETA: eta });
    return m;
  };
  test('time to answer', async () => expect((await live(raised().reconcile('17 12:00'))).exceptions.map(told)).toEqual([]));
  test('too late', async () => {
    const { exceptions } = await live(raised('2026-11-30').alive('18 11:00').reconcile('18 12:00'));
    expect(exceptions.map(told)).toEqual(['REPLENISHMENT_MISSING 400 [450] @18 12:00']);
    expect(exceptions[0]!.details).toMatchObject({ short: '50', cover: [{ name: 'shipment 920', counted: false }] });
    expect(exceptions[0]!.message).toContain('too late');
  });
  test('in time', async () =>
    expect((await live(raised('2026-11-20').alive('18 11:00').reconcile('18 12:00'))).exceptions.map(told)).toEqual([]));
});

describe('5 quiet or dead', () => {
  const quiet = (other: string): Mini =>
    new Mini()
      .count('1 12:00', 100, { sku: 'OTHER' })
      .feed('1 13:00', { counts: [{ sku: 'BRK', location: 'HAM', counted_at: '2026-11-01T13:00:00+01:00', quantity: 200, uom: 'EA' }] })
      .alive(other)
      .says('17 05:30', '17 04:00', 170);
  test('another item moved', async () => {
    expect((await live(quiet('17 05:00'))).exceptions.map(told)).toEqual(['COUNT_DIVERGENCE 170 [200] UNEXPLAINED @17 05:30']);
  });
  test('nothing moved', async () => {
    const { exceptions, comparisons } = await live(quiet('15 23:00'));
    expect(exceptions.map(told)).toEqual([]);
    expect(comparisons.filter((c) => c.sku === 'BRK').map((c) => [c.state, c.reported])).toEqual([['uncomparable', '170']]);
  });
});
