import { at, count, findings, incoming, judge, movement, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import type { Incoming, PairView } from './pair-view';

const TERMS = { managed_by: 'supplier', tolerance_qty: '10', min: '100', max: '800', lead_time_days: 5, response_days: 2 };
const terms = (more: object): PairView['terms'] => Terms.parse({ ...TERMS, ...more });
/** So much on each of seven days before the 14th. */
const use = (each: number): PairView['movements'] => [4, 5, 6, 9, 10, 11, 12].map((d) => movement(`${d} 10:00`, `-${each}`));

/** `severity reported [low high] difference`, of the one type that a table is about. */
const told = (type: string, v: PairView): string[] =>
  findings(v)
    .filter((f) => f.type === type)
    .map((f) => `${f.severity} ${f.reported} [${f.expected!.low} ${f.expected!.high}] ${f.difference}`);
/** What becomes of one that stood open: cleared, or neither. */
const cleared = (type: string, v: PairView): boolean => judge(v).some((x) => x.holds === false && x.key.startsWith(`${type}|`));

describe('CUMULATIVE_IMBALANCE', () => {
  const truck = (n: number, shipped: string, received: string): Incoming =>
    incoming(`S${n}`, shipped, `${n} 14:00`, `${n} 06:00`, [[`${n} 15:00`, received]]);
  const base = { now: at('20 08:00'), counts: [count('1 06:00', '300')] };
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['all came', { incoming: [truck(5, '100', '100'), truck(9, '100', '100')] }, [], true],
    [
      'each short by little, together too much',
      { incoming: [truck(5, '100', '94'), truck(9, '100', '94'), truck(12, '100', '94')] },
      ['medium 300 [282 282] 18'],
      false,
    ],
    ['too many as well', { incoming: [truck(5, '100', '106'), truck(9, '100', '106')] }, ['medium 200 [212 212] -12'], false],
    ['dear', { unitCost: '850', incoming: [truck(5, '100', '94'), truck(9, '100', '94')] }, ['high 200 [188 188] 12'], false],
    ['short and over even out', { incoming: [truck(5, '100', '94'), truck(9, '100', '106')] }, [], true],
    ['one alone is no drift', { incoming: [truck(5, '100', '91')] }, [], false],
    [
      'what is short beyond its own tolerance has its own exception',
      { incoming: [truck(5, '100', '60'), truck(9, '100', '97'), truck(12, '100', '97')] },
      [],
      true,
    ],
    [
      'still on its way',
      { incoming: [truck(5, '100', '100'), truck(9, '100', '100'), incoming('S18', '100', '22 14:00', '18 06:00')] },
      [],
      true,
    ],
    [
      'the rest of them is not due yet',
      {
        now: at('10 08:00'),
        incoming: [
          truck(5, '100', '100'),
          incoming('A', '100', '11 14:00', '8 06:00', [['9 10:00', '92']]),
          incoming('B', '100', '11 14:00', '8 06:00', [['9 11:00', '92']]),
        ],
      },
      [],
      false,
    ],
    [
      'and was due, as far as our data reach',
      {
        incoming: [
          truck(5, '100', '100'),
          incoming('A', '100', '11 14:00', '8 06:00', [['9 10:00', '92']]),
          incoming('B', '100', '11 14:00', '8 06:00', [['9 11:00', '92']]),
        ],
      },
      ['medium 300 [284 284] 16'],
      false,
    ],
    [
      'a reset was agreed',
      {
        terms: terms({ go_live: '2026-11-15T00:00:00Z' }),
        incoming: [truck(5, '100', '94'), truck(9, '100', '94'), truck(12, '100', '94')],
      },
      [],
      true,
    ],
    [
      'before the program began',
      {
        terms: terms({ go_live: '2026-11-08T00:00:00Z' }),
        incoming: [truck(5, '100', '91'), truck(9, '100', '96'), truck(12, '100', '96')],
      },
      [],
      true,
    ],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ ...base, terms: terms({}), ...more });
    expect({ raised: told('CUMULATIVE_IMBALANCE', v), clears: cleared('CUMULATIVE_IMBALANCE', v) }).toEqual({ raised, clears });
  });
});

describe('PROJECTED_SHORTAGE', () => {
  // 12 a day: 336 in four weeks; five working days from Monday the 16th are over on Monday the 23rd, 08:00
  const base = { now: at('16 08:00'), counts: [count('16 06:00', '150')], movements: use(48) };
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['enough comes in time', { incoming: [incoming('A', '400', '18 08:00', '15 06:00')] }, [], true],
    ['nothing comes: that is another exception', {}, [], true],
    ['a dip below min that an arrival ends', { incoming: [incoming('A', '400', '21 06:00', '15 06:00')] }, [], true],
    ['too little comes', { incoming: [incoming('A', '5', '18 08:00', '15 06:00')] }, ['medium 71 [100 100] -29'], false],
    ['it comes too late', { incoming: [incoming('A', '400', '25 08:00', '15 06:00')] }, ['medium 66 [100 100] -34'], false],
    [
      'gone before it comes',
      { counts: [count('16 06:00', '105')], movements: use(120), incoming: [incoming('A', '400', '20 08:00', '15 06:00')] },
      ['high -15 [0 0] -15'],
      false,
    ],
    [
      'gone an hour before it comes',
      { counts: [count('16 06:00', '119')], movements: use(120), incoming: [incoming('A', '400', '20 08:00', '15 06:00')] },
      [],
      true,
    ],
    [
      'gone an hour before it comes, and told already',
      {
        counts: [count('16 06:00', '119')],
        movements: use(120),
        incoming: [incoming('A', '400', '20 08:00', '15 06:00')],
        openTypes: ['PROJECTED_SHORTAGE'],
      },
      ['high -1 [0 0] -1'],
      false,
    ],
    [
      'what is known to be needed',
      {
        movements: [],
        demand: [{ from: at('17'), to: at('18'), quantity: exact('160') }],
        incoming: [incoming('A', '400', '19 08:00', '15 06:00')],
      },
      ['high -10 [0 0] -10'],
      false,
    ],
    [
      'half of the needed days lie beyond',
      {
        movements: [],
        demand: [{ from: at('23 04:00'), to: at('23 12:00'), quantity: exact('80') }],
        incoming: [incoming('A', '1', '19 08:00', '15 06:00')],
      },
      [],
      true,
    ],
    [
      'no lead time is agreed',
      { terms: Terms.parse({ managed_by: 'supplier', min: '100' }), incoming: [incoming('A', '5', '18 08:00', '15 06:00')] },
      [],
      false,
    ],
    ['running out on purpose', { discontinued: true, incoming: [incoming('A', '5', '18 08:00', '15 06:00')] }, [], true],
    ['class A', { classA: true, incoming: [incoming('A', '5', '18 08:00', '15 06:00')] }, ['high 71 [100 100] -29'], false],
    [
      'below min with too little coming: that is another exception',
      { counts: [count('16 06:00', '80')], incoming: [incoming('A', '5', '18 08:00', '15 06:00')] },
      [],
      true,
    ],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ ...base, terms: terms({}), ...more });
    expect({ raised: told('PROJECTED_SHORTAGE', v), clears: cleared('PROJECTED_SHORTAGE', v) }).toEqual({ raised, clears });
  });
});

describe('ABOVE_MAX', () => {
  const base = { now: at('16 08:00') };
  test.each<[string, Partial<PairView>, string[], boolean]>([
    ['at max', { counts: [count('16 06:00', '800')] }, [], true],
    ['above it within the tolerance: neither', { counts: [count('16 06:00', '810')] }, [], false],
    ['above it', { counts: [count('16 06:00', '811')] }, ['medium 811 [800 800] 11'], false],
    [
      'with what is on its way',
      { counts: [count('16 06:00', '500')], incoming: [incoming('A', '400', '18 08:00', '15 06:00')] },
      ['medium 900 [800 800] 100'],
      false,
    ],
    ['dear', { counts: [count('16 06:00', '950')], unitCost: '850' }, ['high 950 [800 800] 150'], false],
    [
      'dear, but the supplier’s',
      { counts: [count('16 06:00', '950')], unitCost: '850', terms: terms({ owned_by: 'supplier' }) },
      ['medium 950 [800 800] 150'],
      false,
    ],
    [
      'what is overdue may never come',
      { counts: [count('16 06:00', '500')], incoming: [incoming('A', '400', '12 08:00', '10 06:00')] },
      [],
      true,
    ],
    [
      'an order and its shipment are one',
      {
        counts: [count('16 06:00', '500')],
        incoming: [{ ...incoming('A', '280', '18 08:00', '15 06:00'), order: 'PO1 1' }],
        orders: [{ order: 'PO1 1', open: exact('280'), dueTo: at('18'), orderedAt: at('12') }],
      },
      [],
      true,
    ],
    ['worth less than the floor', { counts: [count('16 06:00', '850')], terms: terms({ value_floor: '100000' }) }, [], false],
    ['a min above the max says nothing', { counts: [count('16 06:00', '950')], terms: terms({ min: '900' }) }, [], false],
    ['no max', { counts: [count('16 06:00', '9500')], terms: Terms.parse({ managed_by: 'supplier' }) }, [], false],
    ['nobody has counted it', {}, [], false],
  ])('%s', (_, more, raised, clears) => {
    const v = view({ ...base, terms: terms({}), ...more });
    expect({ raised: told('ABOVE_MAX', v), clears: cleared('ABOVE_MAX', v) }).toEqual({ raised, clears });
  });
});
