import { at, count, incoming, judge, movement, report, view } from '../../../test/support/pair';
import { Terms } from '../items/terms';
import type { OpenAbout, PairView } from './pair-view';

const open = (more: Partial<OpenAbout> = {}): Pick<PairView, 'open' | 'openTypes'> => ({
  open: [{ type: 'COUNT_DIVERGENCE', cause: 'UNEXPLAINED', reported: '360', asOfTo: at('14 08:15'), lastSeenAt: at('14 09:00'), ...more }],
  openTypes: [more.type ?? 'COUNT_DIVERGENCE'],
});
const first = report('14 08:00', '360', '14 09:00', { document: { id: 'doc_0', file: 'first.csv' } });
const next = (q: string, received = '16 09:00'): typeof first =>
  report('16 08:00', q, received, { document: { id: 'doc_2', file: 'next.csv' } });
const told = (when: string): { toldAt: number } => ({ toldAt: at(when) });
const counted = { ...count('1 06:00', '300'), ...told('1 06:00') };
const truck = (receipts: [string, string][]): PairView['incoming'][number] => incoming('S', '60', '15 12:00', '13 06:00', receipts);

/** How the divergence that stood open is said to have ended. */
const end = (v: PairView, type = 'COUNT_DIVERGENCE'): string | undefined =>
  judge(v).flatMap((x) => (x.holds === false && x.key.startsWith(`${type}|`) ? [x.resolution] : []))[0];

test.each<[string, Partial<PairView> & { now: number }, string | undefined]>([
  [
    'the next report is right',
    { now: at('16 09:00'), counts: [counted], statements: [next('300'), first], ...open() },
    'fixed_by_supplier',
  ],
  [
    'the report was corrected',
    {
      now: at('14 15:00'),
      counts: [counted],
      statements: [report('14 08:00', '300', '14 15:00', { document: { id: 'doc_1', file: 'first.csv' } }), first],
      ...open(),
    },
    'fixed_by_supplier',
  ],
  [
    'the very report is read by another mapping, or in another unit',
    { now: at('14 15:00'), counts: [counted], statements: [{ ...first, quantity: { n: 300n, d: 1n } }], ...open() },
    'mapping_fixed',
  ],
  [
    'the buyer counted anew',
    { now: at('14 15:00'), counts: [counted, { ...count('13 06:00', '360'), ...told('14 14:00') }], statements: [first], ...open() },
    'count_adjusted',
  ],
  [
    'the buyer counted anew, and then came the next report',
    {
      now: at('16 09:00'),
      counts: [counted, { ...count('15 06:00', '360'), ...told('15 14:00') }],
      statements: [next('360'), first],
      ...open(),
    },
    'count_adjusted',
  ],
  [
    'an adjustment of the buyer, and then came the next report',
    {
      now: at('16 09:00'),
      counts: [counted],
      movements: [movement('15 10:00', '60', '15 10:00', { kind: 'adjustment', ...told('15 14:00') })],
      statements: [next('360'), first],
      ...open(),
    },
    'count_adjusted',
  ],
  [
    'the buyer counts each night and books nothing, and the next report is right',
    {
      now: at('16 09:00'),
      counts: [counted, { ...count('13 22:00', '300'), ...told('14 01:00') }, { ...count('15 22:00', '280'), ...told('16 01:00') }],
      statements: [next('280'), first],
      ...open(),
    },
    'fixed_by_supplier',
  ],
  [
    'an adjustment of the buyer',
    {
      now: at('14 15:00'),
      counts: [counted],
      movements: [movement('13 10:00', '60', '14 14:00', { kind: 'adjustment', ...told('14 14:00') })],
      statements: [first],
      ...open(),
    },
    'count_adjusted',
  ],
  [
    'a count that only says what the book said, beside a late booking',
    {
      now: at('14 15:00'),
      counts: [counted, { ...count('12 06:00', '300'), ...told('14 14:00') }],
      movements: [movement('13 10:00', '60', '14 14:00', told('14 14:00'))],
      statements: [first],
      ...open(),
    },
    'fixed_by_buyer',
  ],
  [
    'the buyer booked late what had come before',
    {
      now: at('14 15:00'),
      counts: [counted],
      movements: [movement('13 10:00', '60', '14 14:00', told('14 14:00'))],
      statements: [first],
      ...open({ cause: 'UNPOSTED_RECEIPT' }),
    },
    'fixed_by_buyer',
  ],
  [
    'the same, and a newer report came with it',
    {
      now: at('16 09:00'),
      counts: [counted],
      movements: [movement('13 10:00', '60', '16 08:30', told('16 08:30'))],
      statements: [next('360'), first],
      ...open({ cause: 'UNPOSTED_RECEIPT' }),
    },
    'fixed_by_buyer',
  ],
  [
    'the same, booked as of a later day',
    {
      now: at('16 09:00'),
      counts: [counted],
      movements: [movement('15 10:00', '60', '15 10:00', told('15 10:00'))],
      statements: [next('360'), first],
      ...open({ cause: 'UNPOSTED_RECEIPT' }),
    },
    'fixed_by_buyer',
  ],
  [
    'what was on its way has come',
    {
      now: at('16 09:00'),
      counts: [counted],
      movements: [movement('15 10:00', '60', '15 10:00', told('15 10:00'))],
      incoming: [truck([['15 10:00', '60']])],
      statements: [next('360'), first],
      ...open({ cause: 'IN_TRANSIT_COUNTED' }),
    },
    'timing',
  ],
  [
    'the supplier takes it out of its number while it is on its way',
    {
      now: at('16 09:00'),
      counts: [counted],
      incoming: [truck([])],
      statements: [next('300'), first],
      ...open({ cause: 'IN_TRANSIT_COUNTED' }),
    },
    'fixed_by_supplier',
  ],
  [
    'a newer report that is right, though only an import of ours made it comparable',
    { now: at('16 15:00'), counts: [counted], statements: [next('300', '16 09:00'), first], ...open() },
    'fixed_by_supplier',
  ],
  [
    'and what came meanwhile is timing all the same',
    {
      now: at('16 15:00'),
      counts: [counted],
      movements: [movement('15 10:00', '60', '15 10:00', told('16 14:00'))],
      incoming: [truck([['15 10:00', '60']])],
      statements: [next('360', '16 09:00'), first],
      ...open({ cause: 'IN_TRANSIT_COUNTED' }),
    },
    'timing',
  ],
  ['near the edge heals nothing', { now: at('16 09:00'), counts: [counted], statements: [next('309'), first], ...open() }, undefined],
  ['it differs still', { now: at('16 09:00'), counts: [counted], statements: [next('360'), first], ...open() }, undefined],
])('%s', (_, more, expected) => {
  expect(end(view(more))).toBe(expected);
});

test('a unit that was in doubt: the next report in pieces, or a factor that is known by now', () => {
  const was = open({ type: 'UOM_SUSPECT', cause: 'PACK_FACTOR', reported: '25' });
  const v = { counts: [counted], ...was };
  expect([
    end(view({ ...v, now: at('16 09:00'), statements: [next('300'), first] }), 'UOM_SUSPECT'),
    end(view({ ...v, now: at('14 15:00'), statements: [{ ...first, quantity: { n: 300n, d: 1n } }] }), 'UOM_SUSPECT'),
  ]).toEqual(['fixed_by_supplier', 'mapping_fixed']);
});

describe('a shortage', () => {
  const short: OpenAbout = { type: 'REPLENISHMENT_MISSING', cause: null, reported: '50', asOfTo: null, lastSeenAt: at('14 09:00') };
  const was = { open: [short], openTypes: ['REPLENISHMENT_MISSING'], now: at('16 09:00') };
  const low = { ...count('1 06:00', '50'), ...told('1 06:00') };
  test.each<[string, Partial<PairView>, string]>([
    ['goods came', { counts: [low], movements: [movement('15 10:00', '200', '15 10:00', told('15 12:00'))] }, 'fixed_by_supplier'],
    [
      'goods came, and were counted',
      {
        counts: [low, { ...count('15 20:00', '250'), ...told('15 21:00') }],
        movements: [movement('15 10:00', '200', '15 10:00', told('15 12:00'))],
      },
      'fixed_by_supplier',
    ],
    ['a count has found them', { counts: [low, { ...count('15 20:00', '250'), ...told('15 21:00') }] }, 'count_adjusted'],
    [
      'the minimum was lowered',
      { counts: [low], thresholdsSince: at('15 12:00'), terms: Terms.parse({ managed_by: 'supplier', min: '40' }) },
      'fixed_by_buyer',
    ],
    ['no minimum is agreed any more', { counts: [low], terms: Terms.parse({ managed_by: 'supplier' }) }, 'superseded'],
    ['the buyer manages it now', { counts: [low], terms: Terms.parse({ managed_by: 'buyer', min: '100' }) }, 'superseded'],
    ['the program has ended', { counts: [low], terms: null }, 'superseded'],
  ])('%s', (_, more, expected) => {
    expect(end(view({ ...was, ...more }), 'REPLENISHMENT_MISSING')).toBe(expected);
  });
});
