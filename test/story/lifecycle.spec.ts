import { type Lived, Mini, on, told, useMini } from './mini';

/** What becomes of an exception once it is raised: clauses of exceptions.md E3 and of the catalogue, each a tiny history. */
const live = useMini();

const grave = (of: Lived): string[] => of.exceptions.map((e) => `${e.severity} ${told(e)}`);
const truck = { 'Ship date': '2026-11-15', ETA: '2026-11-16T14:00:00+01:00' };
const item = (more: object): object => ({ sku: 'BRK', uom: 'EA', unit_cost: 85, currency: 'EUR', ...more });
const masters = (more: object, other: object = {}): never =>
  ({ items: [item(more), item({ sku: 'OTHER', ...other })] }) as unknown as never;

/** Each day's report, with the feed alive up to it: `16 360` says 360 on the 16th at 8, received half past nine. */
function days(m: Mini, ...said: string[]): Mini {
  for (const [day, quantity] of said.map((s) => s.split(' ') as [string, string]))
    m.alive(`${day} 09:00`).says(`${day} 09:30`, `${day} 08:00`, Number(quantity));
  return m;
}
const counted = (more = {}, kinds?: never): Mini => new Mini(more, kinds).count('1 06:00', 300);

const complete = (when: string): Record<string, string> => ({ complete_through: on(when) });
const overdue = (program: object): Mini =>
  new Mini(program as never).count('1 06:00', 500).ships('15 08:00', 'S', 50, truck).through('15 09:00', complete('18 15:00'));
const short = (program: object, kinds?: never): Mini =>
  new Mini(program as never, kinds).count('10 08:00', 300).moves('16 12:00', ['16 10:00 usage 220']);
const holidays = { calendars: ['17', '18'].map((d) => ({ calendar: 'DE', date: `2026-11-${d}`, working: 'no' })) } as never;

const CASES: readonly (readonly [clause: string, story: () => Mini, raised: readonly string[]])[] = [
  [
    'a resolved one comes back within 14 days, and is the same',
    () => days(counted(), '2 360', '3 300', '16 360'),
    ['medium COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30'],
  ],
  [
    'it ends by a new count of the buyer',
    () =>
      days(counted(), '2 360').feed('2 12:00', {
        counts: [{ sku: 'BRK', location: 'HAM', counted_at: on('2 07:00'), quantity: 360, uom: 'EA' }],
      }),
    ['medium COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30 until 2 12:00 count_adjusted', 'high BUYER_RECORD_SUSPECT 360 [300] @2 12:00'],
  ],
  [
    'it ends by goods that were counted on their way, and have come',
    () => {
      const m = counted().ships('14 08:00', 'S', 60, { 'Ship date': on('14 06:00'), ETA: on('15 12:00') });
      return days(days(m, '14 360').moves('15 14:00', ['15 11:00 receipt 60']), '16 360');
    },
    ['medium COUNT_DIVERGENCE 360 [300] IN_TRANSIT_COUNTED @14 09:30 until 16 09:30 timing'],
  ],
  [
    'an older as-of that comes late brings nothing back',
    () => days(counted(), '2 360', '4 300').says('5 09:30', '3 08:00', 360),
    ['medium COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30 until 4 09:30 fixed_by_supplier'],
  ],
  [
    'three times in 30 days is one step graver',
    () => days(counted(), '2 360', '3 300', '4 360', '5 300', '6 360'),
    ['high COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30'],
  ],
  ['so is class A', () => days(counted({}, masters({ class: 'A' })), '2 360'), ['high COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30']],
  [
    'several reasons together are one step',
    () => days(counted({}, masters({ class: 'A' })), '2 360', '3 300', '4 360', '5 300', '6 360'),
    ['high COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30'],
  ],
  [
    'so are days of cover below the lead time',
    () =>
      new Mini({ min: 10, max: '' })
        .count('1 06:00', 2300)
        .moves('14 09:00', ['14 08:00 usage 2000'])
        .alive('16 09:00')
        .says('16 09:30', '16 08:00', 360),
    ['high COUNT_DIVERGENCE 360 [300] UNEXPLAINED @16 09:30'],
  ],
  [
    'a late shipment likewise',
    () =>
      new Mini({ min: 10, max: '' })
        .count('1 06:00', 2300)
        .moves('14 09:00', ['14 08:00 usage 2000'])
        .ships('15 08:00', 'S', 50, truck)
        .alive('17 15:00')
        .reconcile('17 15:30'),
    ['high ASN_OVERDUE 50 [0] @17 15:30'],
  ],
  [
    'ASN grace: a day where the program says nothing; never arrived after twice of it',
    () => overdue({}).reconcile('17 13:30').reconcile('17 14:30').reconcile('18 14:30'),
    ['high ASN_OVERDUE 50 [0] @17 14:30'],
  ],
  [
    'ASN grace: the hours of the program',
    () => overdue({ asn_grace_hours: 48 }).reconcile('18 13:30').reconcile('18 14:30'),
    ['medium ASN_OVERDUE 50 [0] @18 14:30'],
  ],
  ['ASN grace: none is none', () => overdue({ asn_grace_hours: 0 }).reconcile('16 14:10'), ['medium ASN_OVERDUE 50 [0] @16 14:10']],
  [
    'final: nothing more comes, and the difference is told at once',
    () =>
      new Mini()
        .count('1 06:00', 500)
        .ships('15 08:00', 'S', 50, truck)
        .moves('16 11:00', ['16 10:00 receipt 30'], { supplier: 'NORD', ship_notice: 'S', final: 'yes' }),
    ['high RECEIPT_VARIANCE 50 [30] @16 11:00'],
  ],
  [
    'void: a final receipt that is withdrawn was none, and the shipment is late',
    () =>
      new Mini()
        .count('1 06:00', 500)
        .ships('15 08:00', 'S', 50, truck)
        .moves('16 11:00', ['16 10:00 receipt 30'], { id: 'R', supplier: 'NORD', ship_notice: 'S', final: 'yes' })
        .feed('16 12:00', {
          movements: [
            { id: 'R', sku: '', location: '', moved_at: '', kind: '', quantity: '', uom: '', void: 'yes' },
            { id: 'R2', sku: 'OTHER', location: 'HAM', moved_at: '2026-11-16', kind: 'usage', quantity: 1, uom: 'EA', void: '' },
          ],
        })
        .alive('17 15:00')
        .reconcile('17 15:30'),
    ['medium ASN_OVERDUE 50 [0] @17 15:30', 'high RECEIPT_VARIANCE 50 [30] @16 11:00 until 16 12:00 fixed_by_supplier'],
  ],
  [
    'void: a count that is withdrawn counts for nothing',
    () => {
      const wrong = { sku: 'BRK', location: 'HAM', counted_at: '2026-11-15T08:00:00+01:00', uom: 'EA' };
      return days(new Mini().count('14 06:00', 300).feed('15 09:00', { counts: [{ ...wrong, quantity: 420 }] }), '16 300').feed(
        '16 10:00',
        {
          counts: [{ ...wrong, quantity: 420, void: 'yes' }],
        },
      );
    },
    [
      'high BUYER_RECORD_SUSPECT 420 [300] @15 09:00 until 16 10:00 count_adjusted',
      'high COUNT_DIVERGENCE 300 [420] UNEXPLAINED @16 09:30 until 16 10:00 fixed_by_buyer',
    ],
  ],
  [
    'order_days: an answer is due by the end of the next of them',
    () => short({ order_days: 'Fri' }).through('16 13:00', complete('21 01:00')).reconcile('20 23:30').reconcile('21 00:20'),
    ['high REPLENISHMENT_MISSING 80 [100] @21 00:20'],
  ],
  [
    'calendar: days on which nobody works stand still',
    () => short({ calendar: 'DE' }, holidays).through('16 13:00', complete('20 11:00')).reconcile('20 09:45').reconcile('20 10:30'),
    ['high REPLENISHMENT_MISSING 80 [100] @20 10:30'],
  ],
];

test.each(CASES)(
  '%s',
  async (_, story, raised) => {
    const lived = await live(story());
    expect({ rejected: lived.rejected, raised: grave(lived).sort() }).toEqual({ rejected: 0, raised: [...raised].sort() });
  },
  60_000,
);

test('after that it is a new one, which points to the one that it follows', async () => {
  const { exceptions } = await live(days(counted(), '2 360', '3 300', '18 360'));
  expect(exceptions.map(told).sort()).toEqual([
    'COUNT_DIVERGENCE 360 [300] UNEXPLAINED @18 09:30',
    'COUNT_DIVERGENCE 360 [300] UNEXPLAINED @2 09:30 until 3 09:30 fixed_by_supplier',
  ]);
  const [old, young] = [...exceptions].sort((a, b) => (a.opened_at < b.opened_at ? -1 : 1));
  expect([old!.previous, young!.previous]).toEqual([null, old!.id]);
});

describe('what is at stake', () => {
  const two = (currency: string): Mini =>
    new Mini({ sku: '*' }, masters({}, { unit_cost: 2, currency }))
      .list(
        '15 08:00',
        ['BRK', 'OTHER'].map((sku) => ({ Shipment: 'S', 'Your part no': sku, Location: 'HAM', 'Shipped qty': 10, UOM: 'EA', ...truck })),
      )
      .through('18 15:00')
      .reconcile('18 15:30');
  test('of several items is added up in one currency', async () =>
    expect((await live(two('EUR'))).exceptions.map((e) => e.value)).toEqual([{ amount: '870', currency: 'EUR' }]));
  test('and of several currencies is not told, since no rate is known', async () =>
    expect((await live(two('USD'))).exceptions.map((e) => [e.type, e.value])).toEqual([['ASN_OVERDUE', null]]));
});

describe('documents', () => {
  const daily = (program: object = {}): Mini =>
    new Mini(
      { min: '', max: '', ...program },
      {
        report_schedules: [
          {
            supplier: 'NORD',
            document: 'stock_report',
            location: 'HAM',
            cron: '0 8 * * *',
            timezone: 'Europe/Berlin',
            grace_minutes: 60,
          },
        ],
      },
      '14 12:00',
    ).count('14 13:00', 300);
  const report = (control: string, day: string, quantity: number): string =>
    [
      `ISA*00*          *00*          *ZZ*NORD           *ZZ*BUYER          *261116*0600*U*00401*00000000${control}*0*P*>`,
      `GS*PD*NORD*BUYER*20261116*0600*${control}*X*004010`,
      ...['ST*852*0001', `XQ*H*202611${day}`, 'N1*ST**92*HAM', 'LIN**IN*BRK', `ZA*OH*${quantity}*EA`, 'CTT*1', 'SE*7*0001'],
      ...[`GE*1*${control}`, `IEA*1*00000000${control}~`],
    ].join('~');
  /** Under one control number: 300 first, then these. */
  const twice = (then: number): Mini =>
    new Mini({ min: '', max: '' })
      .count('14 06:00', 300)
      .edi('16 07:00', report('1', '15', 300))
      .edi('16 08:00', report('1', '15', then));
  const CASES: readonly (readonly [clause: string, story: () => Mini, raised: readonly string[]])[] = [
    [
      'a report that is due is missing after its grace, and the second in a row is graver',
      () => daily().reconcile('15 08:30').reconcile('15 09:30').reconcile('16 09:30'),
      ['high DOC_MISSING @15 09:30'],
    ],
    ['and critical where an item is at its minimum', () => daily({ min: 300 }).reconcile('15 09:30'), ['critical DOC_MISSING @15 09:30']],
    [
      'one that comes late covers the day that it speaks of',
      () => daily().reconcile('15 09:30').alive('15 10:00').says('15 10:30', '15 07:00', 300),
      ['medium DOC_MISSING @15 09:30 until 15 10:30 fixed_by_supplier'],
    ],
    [
      'one that cannot be read explains why it is missing',
      () => daily().file('15 07:30', 'stock.pdf', '%PDF-1.7').reconcile('15 09:30'),
      ['high DOC_UNREADABLE @15 07:30', 'medium DOC_MISSING @15 09:30 folded'],
    ],
    [
      'and a readable one heals both',
      () => daily().file('15 07:30', 'stock.pdf', '%PDF-1.7').reconcile('15 09:30').alive('15 10:00').says('15 10:30', '15 07:00', 300),
      [
        'high DOC_UNREADABLE @15 07:30 until 15 10:30 fixed_by_supplier',
        'medium DOC_MISSING @15 09:30 until 15 10:30 fixed_by_supplier folded',
      ],
    ],
    [
      'other numbers under the same control number are a conflict, until a later as-of comes',
      () => twice(200),
      ['high DOC_CONFLICT @16 08:00'],
    ],
    [
      'which settles it',
      () =>
        twice(200)
          .alive('17 06:00')
          .edi('17 07:00', report('2', '16', 300)),
      ['high DOC_CONFLICT @16 08:00 until 17 07:00 superseded'],
    ],
    ['the same bytes again are no news', () => twice(300), []],
  ];
  test.each(CASES)('%s', async (_, story, raised) => expect(grave(await live(story())).sort()).toEqual([...raised].sort()), 60_000);
});
