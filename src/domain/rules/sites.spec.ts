import { at, count, findings, incoming, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import type { PairView, SiteDiffers } from './pair-view';
import { sitesOf } from './sites';

/** Counted 300; NORD says 200 at Hamburg, for no known reason. */
const here = (more: Partial<PairView> = {}): PairView =>
  view({ now: at('16 08:00'), counts: [count('9 06:00', '300')], statements: [report('16 06:00', '200', '16 07:00')], ...more });
const there = (location: string, distance: string, more: Partial<SiteDiffers> = {}): SiteDiffers => ({
  location,
  supplier: 'NORD',
  distance: exact(distance),
  asOfTo: at('15 07:00'),
  ...more,
});
const less = (places: string): string => `at ${places} less of it is reported than our books say, for no known reason`;

describe('BUYER_RECORD_SUSPECT by places', () => {
  test.each<[string, Partial<PairView>, string[]]>([
    ['less at two', { sitesDiffer: [there('BRE', '-40')] }, [less('HAM and BRE')]],
    ['at three', { sitesDiffer: [there('BRE', '-40'), there('MUC', '-7')] }, [less('HAM, BRE and MUC')]],
    [
      'by two suppliers at the other place, which is one place',
      { sitesDiffer: [there('BRE', '-40'), there('BRE', '-41', { supplier: 'SUD' })] },
      [less('HAM and BRE')],
    ],
    ['more at the other', { sitesDiffer: [there('BRE', '40')] }, []],
    ['more at one, less at another', { sitesDiffer: [there('BRE', '40'), there('MUC', '-7')] }, [less('HAM and MUC')]],
    ['more at both', { counts: [count('9 06:00', '100')], sitesDiffer: [there('BRE', '40')] }, [less('HAM and BRE').replace('less', 'more')]],
    ['at the other two weeks ago', { sitesDiffer: [there('BRE', '-40', { asOfTo: at('2') })] }, []],
    ['at no other', { sitesDiffer: [] }, []],
    ['nobody looked', {}, []],
    ['what was on its way explains this one', { counts: [count('9 06:00', '140')], incoming: [incoming('A1', '60', '17 12:00', '14')], sitesDiffer: [there('BRE', '40')] }, []],
    [
      'the report is off as a whole',
      { report: { key: 'k', type: 'COUNT_DIVERGENCE', reason: 'AS_OF_SHIFT|-1 days' }, sitesDiffer: [there('BRE', '-40')] },
      [],
    ],
    ['it agrees here', { statements: [report('16 06:00', '300', '16 07:00')], sitesDiffer: [there('BRE', '-40')] }, []],
  ])('%s', (_, more, expected) => {
    const suspect = findings(here(more)).filter((f) => f.type === 'BUYER_RECORD_SUSPECT');
    expect(suspect.flatMap((f) => f.details!['why'])).toEqual(expected);
  }); // prettier-ignore

  test('it is news by the number that tells it, whenever our own facts came', () => {
    const [found] = findings(here({ sitesDiffer: [there('BRE', '-40')], factsAt: at('9') })).filter((f) => f.type === 'BUYER_RECORD_SUSPECT');
    expect(found).toMatchObject({ severity: 'high', reported: '200', expected: { low: '300', high: '300' }, asOfTo: '2026-11-16T05:15:00.000Z' });
  }); // prettier-ignore
});

describe('pairs of one look', () => {
  const at_ = (location: string, said: string, more: Partial<PairView> = {}): PairView =>
    here({ location, statements: [report('16 06:00', said, '16 07:00', { document: { id: `doc_${said}`, file: 'a.csv' } })], ...more });
  test.each<[string, readonly PairView[], Record<string, string[]>]>([
    ['two places of one item', [at_('HAM', '200'), at_('BRE', '250')], { HAM: ['BRE -50'], BRE: ['HAM -100'] }],
    ['two items', [at_('HAM', '200'), at_('BRE', '250', { sku: 'BOLT' })], {}],
    ['two suppliers of one place', [at_('HAM', '200'), at_('HAM', '250', { supplier: 'SUD' })], {}],
    ['one of the two is explained', [at_('HAM', '200'), at_('BRE', '25')], {}],
    [
      'the list of one of them is off as a whole, and this line is left over',
      [
        at_('HAM', '200'),
        at_('BRE', '250'),
        at_('MUC', '250', { sku: 'BOLT', report: { key: 'k', type: 'COUNT_DIVERGENCE', reason: 'AS_OF_SHIFT|-1 days' } }),
      ],
      {},
    ],
  ])('%s', (_, views, expected) => {
    const told = [...sitesOf(views)].map(([v, sites]) => [v.location, sites.map((s) => `${s.location} ${s.distance.n}`)] as const);
    expect(Object.fromEntries(told)).toEqual(expected);
  });
});
