import { Mini, told, useMini } from './mini';

/** Clauses of exceptions.md E2, each a tiny history through the whole gateway. The 16th of November 2026 is a Monday. */
const live = useMini();

const order = {
  supplier: 'NORD',
  sku: 'BRK',
  location: 'HAM',
  ordered_at: '2026-11-16T08:00:00+01:00',
  quantity: 200,
  uom: 'EA',
  status: 'open',
};
const pair = [
  { sku: 'OLD', uom: 'EA', superseded_by: 'BRK' },
  { sku: 'BRK', uom: 'EA', superseded_by: '' },
  { sku: 'OTHER', uom: 'EA', superseded_by: '' },
];
const short = (): Mini => new Mini().count('10 08:00', 300).moves('16 12:00', ['16 10:00 usage 220']);

const CASES: readonly (readonly [clause: string, story: () => Mini, raised: readonly string[]])[] = [
  ['the supplier has its response days', () => short().alive('18 09:00').reconcile('18 09:30'), []],
  ['and then it is missing', () => short().alive('18 10:00').reconcile('18 10:30'), ['REPLENISHMENT_MISSING 80 [100] @18 10:30']],
  [
    'counted every day, a shortage is still dated from its beginning',
    () => short().count('17 08:00', 80).count('18 08:00', 80).reconcile('18 10:30'),
    ['REPLENISHMENT_MISSING 80 [100] @18 10:30'],
  ],
  [
    'the clock starts when the facts were posted',
    () =>
      new Mini()
        .count('10 08:00', 300, { basis: 'system' })
        .moves('18 09:00', ['16 10:00 usage 220'], { posted_at: '2026-11-18T09:00:00+01:00' })
        .reconcile('19 10:30'),
    [],
  ],
  [
    'an open order in time is cover',
    () =>
      short()
        .feed('16 13:00', { orders: [{ po: 'P', line: 1, promised_on: '2026-11-20', ...order }] })
        .alive('18 10:00')
        .reconcile('18 10:30'),
    [],
  ],
  [
    'what the supplier confirmed of it counts',
    () =>
      short()
        .feed('16 13:00', { orders: [{ po: 'P', line: 1, promised_on: '2026-11-20', ...order, confirmed_quantity: 15 }] })
        .alive('18 10:00')
        .reconcile('18 10:30'),
    ['REPLENISHMENT_MISSING 95 [100] @18 10:30'],
  ],
  [
    'an order that has come is cover no more, though it was told open before',
    () =>
      new Mini()
        .count('10 08:00', 240)
        .feed('10 09:00', { orders: [{ po: 'P', line: 1, promised_on: '2026-11-20', ...order, quantity: 60, open_quantity: 60 }] })
        .moves('12 12:00', ['12 10:00 receipt 60'], { po: 'P', po_line: 1, supplier: 'NORD' })
        .moves('16 12:00', ['16 10:00 usage 220'])
        .alive('18 10:00')
        .reconcile('18 10:30'),
    ['REPLENISHMENT_MISSING 80 [100] @18 10:30'],
  ],
  [
    'an order and its notice are one cover, though the notice names no line',
    () =>
      short()
        .feed('16 13:00', { orders: [{ po: 'P', line: 1, promised_on: '2026-11-20', ...order, quantity: 15 }] })
        .ships('16 14:00', 'A', 15, { PO: 'P', 'Ship date': '2026-11-16', ETA: '2026-11-20' })
        .alive('18 10:00')
        .reconcile('18 10:30'),
    ['REPLENISHMENT_MISSING 95 [100] @18 10:30'],
  ],
  [
    'what is left of the item that it supersedes is pooled with it',
    () => new Mini({}, { items: pair }).count('10 08:00', 50, { sku: 'OLD' }).count('10 08:00', 80).alive('18 10:00').reconcile('18 10:30'),
    [],
  ],
  [
    'until that is used up; and its own end is no alarm',
    () =>
      new Mini({}, { items: pair })
        .count('10 08:00', 50, { sku: 'OLD' })
        .count('10 08:00', 80)
        .moves('12 12:00', ['12 10:00 usage 50'], { sku: 'OLD' })
        .alive('18 10:00')
        .reconcile('18 10:30'),
    ['REPLENISHMENT_MISSING 80 [100] @18 10:30'],
  ],
  [
    'a discontinued item that runs out is no alarm',
    () =>
      new Mini({}, { items: ['BRK', 'OTHER'].map((sku) => ({ sku, uom: 'EA', status: sku === 'BRK' ? 'discontinued' : 'active' })) })
        .count('10 08:00', 80)
        .alive('18 10:00')
        .reconcile('18 10:30'),
    [],
  ],
  [
    "by the supplier's count, a number that flips a decision drives none",
    () =>
      new Mini({ stock_view: 'supplier', response_days: 0 })
        .count('10 08:00', 300)
        .alive('16 09:00')
        .says('16 09:30', '16 08:00', 60)
        .reconcile('16 10:00'),
    ['DECISION_FLIP 60 [300] UNEXPLAINED @16 09:30'],
  ],
  [
    "by the supplier's count, the clock starts with its report",
    () =>
      new Mini({ stock_view: 'supplier' })
        .count('10 08:00', 95)
        .alive('16 09:00')
        .says('16 09:30', '16 08:00', 95)
        .alive('18 09:00')
        .reconcile('18 09:20'),
    [],
  ],
  [
    'before go_live nothing is missing',
    () => new Mini({ go_live: '2026-11-25' }).count('10 08:00', 0).alive('18 10:00').reconcile('18 10:30'),
    [],
  ],
];

test.each(CASES)(
  '%s',
  async (_, story, raised) => {
    const { exceptions, rejected } = await live(story());
    expect({ rejected, raised: exceptions.map(told) }).toEqual({ rejected: 0, raised });
  },
  60_000,
);

test('a shortage names the shipment that was due and has not come', async () => {
  const story = short().ships('16 13:00', 'S-9', 200, { ETA: '2026-11-17' }).alive('19 10:00').through('19 10:00').reconcile('19 10:30');
  const { exceptions } = await live(story);
  expect(exceptions.map((e) => e.type).sort()).toEqual(['ASN_OVERDUE', 'REPLENISHMENT_MISSING']);
  expect(exceptions.find((e) => e.type === 'REPLENISHMENT_MISSING')!.details['fed_by']).toEqual(['ASN_OVERDUE|NORD|S-9']);
  expect(exceptions.find((e) => e.type === 'ASN_OVERDUE')!.key).toBe('ASN_OVERDUE|NORD|S-9');
});
