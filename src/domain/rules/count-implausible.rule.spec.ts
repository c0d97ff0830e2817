import { at, count, findings, judge, movement, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import { countImplausible } from './count-implausible.rule';
import { doubtOf } from './doubt';
import type { PairView, Statement } from './pair-view';

/** One report a day at eight, told at nine. */
const said = (days: readonly number[], numbers: readonly string[]): Statement[] =>
  numbers.map((n, i) => on(`${days[i]} 08:00`, n, `${days[i]} 09:00`)).reverse();
const on = (asOf: string, quantity: string, received: string): Statement =>
  report(asOf, quantity, received, { document: { id: `doc_${received}`, file: `${received.split(' ')[0]}.csv` } });
const used = (...days: number[]): ReturnType<typeof movement>[] => days.map((d) => movement(`${d} 12:00`, '-50'));
/** `raised` with its words, `cleared` with whose doing it is, or `unknown`. */
const told = (v: PairView): string =>
  countImplausible
    .judge(v)
    .map((x) => (x.holds === true ? x.finding.message.replace(/^.*HAM: /, '') : x.holds === false ? `cleared ${x.resolution}` : 'unknown'))
    .join();
const open = (asOf: number, reported: string): Partial<PairView> => ({
  openTypes: ['COUNT_IMPLAUSIBLE'],
  open: [{ type: 'COUNT_IMPLAUSIBLE', cause: null, reported, asOfTo: asOf, lastSeenAt: asOf }],
});

describe('a number that is copied from report to report', () => {
  const base = { now: at('19 10:00'), counts: [count('9 06:00', '400')] };
  const three = 'the same number for 3 reports while BRK-2210 was used';
  test.each<[string, Partial<PairView>, string]>([
    ['used between any two', { movements: used(14, 15), statements: said([14, 15, 16], ['400', '400', '400']) }, three],
    ['a holiday amid the run', { movements: used(14), statements: said([14, 15, 16], ['400', '400', '400']) }, three],
    [
      'over a weekend, and then a week of copies',
      { movements: used(12, 16, 17), statements: said([12, 13, 16, 17, 18], ['400', '400', '400', '400', '400']) },
      three.replace('3', '5'),
    ],
    [
      'right for days on which nothing was used, and then copied once',
      { movements: used(15), statements: said([11, 12, 13, 14, 15, 16], ['400', '400', '400', '400', '400', '400']) },
      'cleared fixed_by_supplier',
    ],
    [
      'nothing was used at all',
      { counts: [count('9 06:00', '250')], statements: said([14, 15, 16], ['400', '400', '400']) },
      'cleared fixed_by_supplier',
    ],
    [
      'a stale report of before the run, that came later',
      { movements: used(14, 15), statements: [...said([14, 15, 16], ['400', '400', '400']), on('13 08:00', '390', '17 09:00')] },
      three,
    ],
    [
      'a stale report of a day of the run, that came later',
      { movements: used(14, 15), statements: [...said([14, 15, 16], ['400', '400', '400']), on('14 08:00', '390', '17 09:00')] },
      three,
    ],
    [
      'a stale report of a bare day of the run, whose night nothing was used in',
      {
        movements: used(14, 15),
        statements: [
          report('14', '400', '17 09:00', { document: { id: 'doc_stale', file: 'stale.csv' } }),
          ...['16', '15', '14'].map((d) => report(d, '400', `${d} 09:00`, { document: { id: `doc_${d}`, file: `${d}.csv` } })),
        ],
      },
      three,
    ],
    [
      'a stale report that had come before: the number had been another',
      { movements: used(14, 15), statements: [...said([14, 15, 16], ['400', '400', '400']), on('14 08:00', '390', '15 20:00')] },
      'cleared fixed_by_supplier',
    ],
    [
      'the next number is another',
      { movements: used(14, 15), statements: said([14, 15, 16, 17], ['400', '400', '400', '300']) },
      'cleared fixed_by_supplier',
    ],
    [
      'the usage was booked twice, and the number is right',
      { movements: used(14), counts: [count('9 06:00', '400'), count('15 06:00', '400')], statements: said([14, 15, 16], ['400', '400', '400']), ...open(at('16 08:15'), '400') },
      'cleared fixed_by_buyer',
    ],
  ])('%s', (_, more, expected) => {
    expect(told(view({ ...base, terms: terms({}), ...more }))).toBe(expected);
  }); // prettier-ignore
});

const TERMS = { managed_by: 'supplier', tolerance_qty: '10', min: '100', max: '8000', lead_time_days: 5, response_days: 2 };
const terms = (more: object): PairView['terms'] => Terms.parse({ ...TERMS, ...more });

describe('a number that leaps away from those before it', () => {
  const DAYS = [9, 10, 11, 12, 13, 14];
  /** Ten used each day, and what the supplier says strays by two or three. */
  const movements = DAYS.map((d) => movement(`${d} 12:00`, '-10'));
  const before = ['402', '393', '378', '369', '361', '347'];
  const then = (number: string): Statement[] => said([...DAYS, 15], [...before, number]);
  const words = (n: number, off: number): string =>
    `by its 6 reports before and what has moved since it would be about ${n} (they were off by ${off} at the median)`;
  const base = { now: at('15 10:00'), movements };
  const counted = [count('8 06:00', '400')];
  test.each<[string, Partial<PairView>, string]>([
    ['as it went on', { counts: counted, statements: then('340') }, 'cleared fixed_by_supplier'],
    ['it leaps', { counts: counted, statements: then('1340') }, words(340, 2)],
    ['down as well', { counts: counted, statements: then('13') }, words(340, 2)],
    ['nobody ever counted it, and what has moved is known', { statements: then('1340') }, words(340, 2)],
    ['it goes on, and nobody ever counted it', { statements: then('340') }, 'cleared fixed_by_supplier'],
    ['less than half of the usual number', { counts: counted, statements: then('500') }, 'cleared fixed_by_supplier'],
    [
      'of a supplier that strays that far, too',
      { counts: counted, statements: said([...DAYS, 15], ['402', '192', '678', '172', '662', '147', '700']) },
      'cleared fixed_by_supplier',
    ],
    ['too few reports', { counts: counted, statements: then('1340').slice(0, 5) }, 'cleared fixed_by_supplier'],
    ['a slip among those before moves no median', { statements: said([...DAYS, 15], ['402', '393', '4000', '369', '361', '347', '1340']) }, words(342, 2)],
    ['our book went the same way', { counts: counted, movements: [...movements, movement('14 13:00', '1000')], statements: then('1340') }, 'cleared fixed_by_supplier'],
    [
      'what came may have been booked on another day',
      { movements: [...movements, movement('14 10:00', '1000'), movement('14 11:00', '-1000')], statements: then('1340') },
      'cleared fixed_by_supplier',
    ],
    [
      'as much was announced and is on its way',
      { statements: then('1340'), incoming: [{ reference: 'A1', quantity: exact('1000'), receipts: [], shippedAt: at('14 08:00'), etaTo: at('17'), noticedAt: at('14 08:00'), order: null, closed: false }] },
      'cleared fixed_by_supplier',
    ],
    ['a cause explains it', { counts: counted, statements: then('4080') }, 'cleared fixed_by_supplier'],
    ['it may count what is on its way', { terms: terms({ basis: 'including_in_transit' }), statements: then('1340') }, 'cleared fixed_by_supplier'],
    ['our data do not reach it yet', { counts: counted, statements: then('1340'), watermark: at('15 07:00') }, 'cleared fixed_by_supplier'],
    [
      'nor do they reach one that is doubted: it stays so',
      { counts: counted, statements: then('1340'), watermark: at('15 07:00'), ...open(at('14 08:15'), '1340') },
      'unknown',
    ],
    ['a better one that they do not reach', { counts: counted, statements: then('340'), watermark: at('15 07:00'), ...open(at('14 08:15'), '1340') }, 'cleared fixed_by_supplier'],
  ])('%s', (_, more, expected) => {
    expect(told(view({ ...base, terms: terms({}), ...more }))).toBe(expected);
  }); // prettier-ignore

  test('its row is folded under the divergence that says the same, and stands for itself where nothing was compared', () => {
    const rows = (v: PairView): object[] =>
      findings(v)
        .filter((f) => ['COUNT_IMPLAUSIBLE', 'COUNT_DIVERGENCE', 'DECISION_FLIP'].includes(f.type))
        .map(({ type, foldedUnder = null }) => ({ type, foldedUnder }));
    const divergence = judge(view({ ...base, terms: terms({}), counts: counted, statements: then('1340') })).flatMap((x) =>
      x.holds === true && x.finding.type === 'COUNT_DIVERGENCE' ? [x.finding.key] : [],
    );
    expect(divergence).toHaveLength(1);
    expect(rows(view({ ...base, terms: terms({}), counts: counted, statements: then('1340') }))).toEqual([
      { type: 'COUNT_IMPLAUSIBLE', foldedUnder: divergence[0] },
      { type: 'COUNT_DIVERGENCE', foldedUnder: null },
    ]);
    expect(rows(view({ ...base, terms: terms({}), statements: then('1340') }))).toEqual([{ type: 'COUNT_IMPLAUSIBLE', foldedUnder: null }]);
  });

  test.each<[string, string, string | undefined]>([
    ['a leap', '1340', 'COUNT_IMPLAUSIBLE'],
    ['half a piece', '340.5', 'COUNT_IMPLAUSIBLE'],
    ['a number like those before', '340', undefined],
  ])('%s drives no decision: %s', (_, number, doubt) => {
    expect(doubtOf(view({ ...base, terms: terms({}), counts: counted, statements: then(number) }))).toBe(doubt);
  });
});
