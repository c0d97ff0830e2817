import { at, count, findings, judge, movement, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import type { PairView, Statement } from './pair-view';

const TERMS = { managed_by: 'supplier', tolerance_qty: '10', min: '100', max: '800', lead_time_days: 5, response_days: 2 };
const terms = (more: object): PairView['terms'] => Terms.parse({ ...TERMS, ...more });
const day = (d: number, n: string): ReturnType<typeof movement> => movement(`${d} 10:00`, n);
/** The 9th to the 15th: a week with 20 used on each of five days. */
const WEEK = [9, 10, 11, 12, 13].map((d) => day(d, '-20'));
/** A line of a list about one report, of another measure than the balance. */
const line = (asOf: string, measure: string, quantity: string, received: string, more: Partial<Statement> = {}): Statement =>
  report(asOf, quantity, received, { measure, ...more });
const period = (from: number, to: number): Partial<Statement> => ({ from: at(`${from} 00:00`), to: at(`${to + 1} 00:00`) - 1, edi: true });
const another = { document: { id: 'doc_0', file: 'before.852' } };

/** `TYPE reported [low high] difference`, of the one type that a table is about. */
const told = (type: string, v: PairView): string[] =>
  findings(v)
    .filter((f) => f.type === type)
    .map((f) => [f.severity, f.reported, f.expected ? `[${f.expected.low} ${f.expected.high}]` : '', f.difference ?? ''].join(' ').trim());
/** What becomes of one that stood open: cleared, or neither. */
const cleared = (type: string, v: PairView): boolean => judge(v).some((x) => x.holds === false && x.key.startsWith(`${type}|`));

describe('USAGE_DIVERGENCE', () => {
  const base = { now: at('16 08:00'), counts: [count('2 06:00', '500')], movements: WEEK };
  const sold = (q: string, more: Partial<Statement> = {}): Statement => line('15', 'sold', q, '16 07:00', { ...period(9, 15), ...more });
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['the same', { statements: [sold('100')] }, [], true],
    ['within the tolerance', { statements: [sold('110')] }, [], true],
    ['beyond', { statements: [sold('140')] }, ['medium 140 [100 100] 40'], false],
    ['less than was issued', { statements: [sold('60')] }, ['medium 60 [100 100] -40'], false],
    ['in percent', { statements: [sold('104')], terms: terms({ tolerance_qty: '0', tolerance_pct: '5' }) }, [], true],
    ['class A weighs more', { statements: [sold('140')], classA: true }, ['high 140 [100 100] 40'], false],
    ['less than the floor is worth nothing', { statements: [sold('140')], terms: terms({ value_floor: '10000' }) }, [], false],
    [
      'the floor in a cost that nobody knows',
      { statements: [sold('140')], terms: terms({ value_floor: '10000' }), unitCost: null },
      ['medium 140 [100 100] 40'],
      false,
    ],
    ['nothing is agreed', { statements: [sold('140')], terms: null }, [], false],
    ['before the program began', { statements: [sold('140')], terms: terms({ go_live: '2026-11-12T00:00:00Z' }) }, [], false],
    [
      'what customers brought back may be taken off',
      { statements: [sold('70')], movements: [...WEEK, movement('13 12:00', '30', '13 12:00', { kind: 'customer_return' })] },
      [],
      true,
    ],
    [
      'what was moved on may be counted as used',
      { statements: [sold('150')], movements: [...WEEK, movement('13 12:00', '-50', '13 12:00', { kind: 'transfer_out' })] },
      [],
      true,
    ],
    [
      'an issue at midnight belongs to either week',
      { statements: [sold('160')], movements: [...WEEK, movement('15 23:55', '-60')] },
      [],
      true,
    ],
    ['and to none for sure', { statements: [sold('100')], movements: [...WEEK, movement('15 23:55', '-60')] }, [], true],
    [
      'half the week is covered: that half is compared',
      { watermark: at('13 12:00'), statements: [sold('280')] },
      ['medium 280 [100 100] 80'],
      false,
    ],
    ['less than half: nobody can tell', { watermark: at('11 12:00'), statements: [sold('280')] }, [], false],
    [
      'a day, or all since the report before',
      { statements: [line('15', 'sold', '100', '16 07:00'), report('08', '500', '9 07:00', another)] },
      [],
      true,
    ],
    [
      'that fits neither',
      { statements: [line('15', 'sold', '140', '16 07:00'), report('08', '500', '9 07:00', another)] },
      ['medium 140 [100 100] 40'],
      false,
    ],
    ['an instant without a report before it', { statements: [line('15 12:00', 'sold', '140', '16 07:00')] }, [], false],
    [
      'too much in one week, as much too little in the week before: when a week ends, no more',
      {
        statements: [sold('140'), line('08', 'sold', '10', '9 07:00', { ...period(2, 8), ...another })],
        movements: [movement('6 10:00', '-50'), ...WEEK],
      },
      [],
      false,
    ],
    [
      'by the posting where that is agreed',
      {
        terms: terms({ basis: 'ledger' }),
        statements: [sold('80')],
        movements: [...WEEK.slice(1), movement('9 10:00', '-20', '16 07:30')],
      },
      [],
      true,
    ],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ ...base, terms: terms({}), ...more });
    expect({ raised: told('USAGE_DIVERGENCE', v), clears: cleared('USAGE_DIVERGENCE', v) }).toEqual({ raised, clears });
  });
});

describe('SUPPLIER_LEDGER_IMBALANCE', () => {
  const of = (opening: string, received: string | null, sold: string | null, closing: string, ...more: Statement[]): Statement[] => [
    line('15', 'on_hand', closing, '16 07:00'),
    ...(received === null ? [] : [line('15', 'received', received, '16 07:00', period(9, 15))]),
    ...(sold === null ? [] : [line('15', 'sold', sold, '16 07:00', period(9, 15))]),
    ...more,
    line('09', 'on_hand', opening, '16 07:00'),
  ];
  test.each<[string, Statement[], string[], boolean]>([
    ['it adds up', of('400', '200', '100', '500'), [], true],
    ['within the tolerance', of('400', '200', '100', '492'), [], true],
    ['it does not', of('400', '200', '100', '440'), ['medium 440 [500 500] -60'], false],
    ['returns in either direction', of('400', '200', '100', '530', line('15', 'returned', '30', '16 07:00', period(9, 15))), [], true],
    [
      'returns do not explain all',
      of('400', '200', '100', '590', line('15', 'returned', '30', '16 07:00', period(9, 15))),
      ['medium 590 [470 530] 60'],
      false,
    ],
    ['what was received is not told', of('400', null, '100', '440'), [], false],
    ['what was sold is not told', of('400', '200', null, '440'), [], false],
    ['zero is told', of('400', '0', '100', '300'), [], true],
    [
      'opened by the balance that the report before closed with',
      [...of('0', '200', '100', '440').slice(0, 3), report('08', '400', '9 07:00', another)],
      ['medium 440 [500 500] -60'],
      false,
    ],
    [
      'a report is missing between: nobody knows how it opened',
      [...of('0', '200', '100', '440').slice(0, 3), report('05', '400', '6 07:00', another)],
      [],
      false,
    ],
  ])('%s', (_, statements, raised, clears) => {
    const v = view({ now: at('16 08:00'), terms: terms({}), statements });
    expect({ raised: told('SUPPLIER_LEDGER_IMBALANCE', v), clears: cleared('SUPPLIER_LEDGER_IMBALANCE', v) }).toEqual({ raised, clears });
  });

  test('a report that opens with a count that was wrong, and closes right, has no fault of its own', () => {
    const statements = [
      line('15', 'on_hand', '500', '16 07:00'),
      line('15', 'received', '200', '16 07:00', period(9, 15)),
      line('15', 'sold', '100', '16 07:00', period(9, 15)),
      report('08', '460', '9 07:00', another),
    ];
    const told_ = (counted: string): string[] =>
      told('SUPPLIER_LEDGER_IMBALANCE', view({ now: at('16 08:00'), terms: terms({}), statements, counts: [count('5 06:00', counted)] }));
    expect([told_('400'), told_('460')]).toEqual([[], ['medium 500 [560 560] -60']]);
  });
});

describe('COUNT_IMPLAUSIBLE', () => {
  const used = [day(11, '-50'), day(13, '-50'), day(15, '-50')];
  const same = ['10', '12', '14', '16']
    .map((d, i) => report(`${d} 08:00`, '400', `${d} 09:00`, { document: { id: `doc_${i}`, file: `${d}.csv` } }))
    .reverse();
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['below zero', { statements: [report('16', '-3', '16 09:00')] }, ['medium -3'], false],
    ['zero is a number', { statements: [report('16', '0', '16 09:00')] }, [], true],
    ['half a piece', { statements: [report('16', '12.5', '16 09:00')] }, ['medium 12.5'], false],
    ['half a kilogram', { uom: 'KG', statements: [report('16', '12.5', '16 09:00')] }, [], true],
    ['more than ten times max', { statements: [report('16', '8001', '16 09:00')] }, ['medium 8001'], false],
    ['ten times max', { statements: [report('16', '8000', '16 09:00')] }, [], true],
    ['no max is agreed', { terms: Terms.parse({ managed_by: 'supplier' }), statements: [report('16', '8001', '16 09:00')] }, [], true],
    ['a max of zero is no measure', { terms: terms({ min: '0', max: '0' }), statements: [report('16', '1', '16 09:00')] }, [], true],
    [
      'another unit explains it, and has its own exception',
      { counts: [count('9 06:00', '670')], statements: [report('16', '8040', '16 09:00')] },
      [],
      true,
    ],
    ['the same number while it was used', { counts: [count('9 06:00', '400')], movements: used, statements: same }, ['medium 400'], false],
    ['only twice the same', { counts: [count('9 06:00', '400')], movements: used, statements: same.slice(0, 2) }, [], true],
    ['the same number, and nothing was used', { counts: [count('9 06:00', '250')], statements: same }, [], true],
    [
      'use and receipts even out',
      { counts: [count('9 06:00', '400')], movements: [...used, movement('15 12:00', '150')], statements: same },
      [],
      true,
    ],
    [
      'a fourth copy that our data do not reach yet neither raises nor heals',
      { counts: [count('9 06:00', '400')], movements: used, statements: same, watermark: at('15 12:00') },
      [],
      false,
    ],
    ['nothing was ever reported', {}, [], false],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ now: at('16 10:00'), terms: terms({}), ...more });
    expect({ raised: told('COUNT_IMPLAUSIBLE', v), clears: cleared('COUNT_IMPLAUSIBLE', v) }).toEqual({ raised, clears });
  });
});

describe('BUYER_RECORD_SUSPECT', () => {
  const daily = Array.from({ length: 12 }, (_, i) => day(i + 1, '-5'));
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['a book that is fine', { counts: [count('9 06:00', '300')] }, [], true],
    ['below zero', { counts: [count('9 06:00', '30')], movements: [day(10, '-50')] }, ['high  [-20 -20]'], false],
    ['below zero within the tolerance', { counts: [count('9 06:00', '30')], movements: [day(10, '-38')] }, [], true],
    ['two counts that nothing joins', { counts: [count('9 06:00', '300'), count('15 06:00', '360')] }, ['high 360 [300 300]'], false],
    ['joined by what moved', { counts: [count('9 06:00', '300'), count('15 06:00', '360')], movements: [day(10, '60')] }, [], true],
    ['joined within the tolerance', { counts: [count('9 06:00', '300'), count('15 06:00', '309')] }, [], true],
    [
      'a count brought its own correction',
      {
        counts: [count('9 06:00', '300'), { ...count('15 06:00', '360'), ref: 'C1' }],
        movements: [movement('15 08:00', '60', '15 08:00', { kind: 'adjustment', countRef: 'C1' })],
      },
      [],
      true,
    ],
    [
      'a later count that agrees mends it',
      { counts: [count('9 06:00', '300'), count('13 06:00', '360'), count('15 06:00', '360')] },
      [],
      true,
    ],
    [
      'a system count lacks what was posted later',
      { counts: [count('9 06:00', '300'), count('15 06:00', '300', 'system')], movements: [movement('14 10:00', '60', '15 08:00')] },
      [],
      true,
    ],
    [
      'a movement on the day of the count, in any order',
      {
        counts: [count('9 06:00', '300'), count('15 12:00', '300')],
        movements: [{ ...movement('15', '-60'), to: at('16') - 1, postedTo: at('16') - 1 }],
      },
      [],
      true,
    ],
    [
      'stock set aside is counted apart',
      { counts: [count('9 06:00', '300'), { ...count('15 06:00', '40'), status: 'quality' }] },
      [],
      true,
    ],
    ['not counted for more than a year', { counts: [{ ...count('9 06:00', '300'), at: at('9') - 370 * 86_400_000 }] }, ['high'], false],
    [
      'used day by day, then never more',
      { now: at('20 08:00'), counts: [count('1 06:00', '300')], movements: daily },
      ['high  [240 240]'],
      false,
    ],
    ['a rest as long as others', { now: at('14 08:00'), counts: [count('1 06:00', '300')], movements: daily }, [], true],
    ['nothing left to use', { now: at('20 08:00'), counts: [count('1 06:00', '60')], movements: daily }, [], true],
    [
      'nothing was left to use, until today',
      { now: at('20 08:00'), counts: [count('1 06:00', '60')], movements: [...daily, movement('20 06:00', '100')] },
      [],
      true,
    ],
    [
      'filled, and then used no more',
      { now: at('20 08:00'), counts: [count('1 06:00', '60')], movements: [...daily, movement('11 06:00', '100')] },
      ['high  [100 100]'],
      false,
    ],
    [
      'the supplier sees the same stock',
      { now: at('20 08:00'), counts: [count('1 06:00', '300')], movements: daily, statements: [report('20 06:00', '240', '20 07:00')] },
      [],
      true,
    ],
    [
      'two suppliers see less',
      {
        counts: [count('9 06:00', '300')],
        statements: [report('16 06:00', '200', '16 07:00')],
        othersDiffer: [{ supplier: 'SUED', distance: exact('-90') }],
      },
      ['high 200 [300 300]'],
      false,
    ],
    [
      'one less and one more',
      {
        counts: [count('9 06:00', '300')],
        statements: [report('16 06:00', '200', '16 07:00')],
        othersDiffer: [{ supplier: 'SUED', distance: exact('90') }],
      },
      [],
      true,
    ],
    ['never counted', { movements: daily }, [], false],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ now: at('16 08:00'), terms: terms({}), ...more });
    expect({ raised: told('BUYER_RECORD_SUSPECT', v), clears: cleared('BUYER_RECORD_SUSPECT', v) }).toEqual({ raised, clears });
  });
});
