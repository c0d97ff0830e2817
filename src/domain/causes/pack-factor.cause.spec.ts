import { causeOf, said } from '../../../test/support/cause';
import { at, count, incoming, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import type { PairView } from '../rules/pair-view';

const pair = (reported: string, counted: string, more: Partial<PairView> = {}) =>
  view({ now: at('17 08:00'), counts: [count('13 18:00', counted)], statements: [report('16', reported, '17 07:30')], ...more });

test.each([
  ['40', '480', 'the number seems to be in another unit: 40 CA are 480 EA, and the book says 480'],
  ['41', '480', 'the number seems to be in another unit: 41 CA are 492 EA, and the book says 480'],
  ['5760', '480', 'the number seems to be in another unit: 5760 EA are 480 CA, and the book says 480'],
])('%s for %s', (reported, counted, text) => {
  expect(causeOf(pair(reported, counted))).toMatchObject({ code: 'PACK_FACTOR', text });
});

test('where several packs are known, the one that fits', () => {
  const units = ['6', '12', '24', '144'].map((f) => ({ uom: `P${f}`, factor: exact(f) }));
  expect(causeOf(pair('20', '480', { units })).evidence).toEqual(['1 P24 = 24 EA', 'reported 20', 'book 480 EA']);
});

test.each<[string, PairView]>([
  ['far from any pack', pair('60', '480')],
  ['nothing has no unit', pair('0', '480')],
  ['no other unit is known', pair('40', '480', { units: [] })],
])('not: %s', (_, v) => expect(said('PACK_FACTOR', v)).toEqual([]));

test('a shipment that explains the gap exactly goes before a pack that does so nearly', () => {
  const v = pair('250', '21', { incoming: [incoming('884', '229', '18 15:00', '16 06:00')] }); // 12 × 21 = 252
  expect(causeOf(v).code).toBe('IN_TRANSIT_COUNTED');
});

test('whoever counts packs counts whole ones: the broken one is no difference, unless the stock is a few packs only', () => {
  const exactly = { managed_by: 'supplier' };
  const of = (reported: string, counted: string): string => causeOf(pair(reported, counted, { terms: Terms.parse(exactly) })).code;
  expect([of('40', '485'), of('41', '485'), of('39', '485'), of('1', '20'), of('2', '31')]).toEqual([
    'PACK_FACTOR',
    'PACK_FACTOR',
    'UNEXPLAINED',
    'UNEXPLAINED',
    'UNEXPLAINED',
  ]);
});
