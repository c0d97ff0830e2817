import type { ItemRef } from '../canonical/vocabulary';
import { type ItemCandidate, matchItem } from './match-item';

const refs: ItemRef[] = [
  { scheme: 'gtin', qualifier: 'UP', value: '036000291452' },
  { scheme: 'vendor', qualifier: 'VN', value: 'K-1' },
];
const candidate = (refIndex: number, itemId: string, more: Partial<ItemCandidate> = {}): ItemCandidate => ({
  refIndex,
  itemId,
  sku: `SKU-${itemId}`,
  uom: null,
  via: 'crossref',
  exact: true,
  ...more,
});

describe('which of our items', () => {
  test.each<[string, readonly ItemRef[], ItemCandidate[], unknown]>([
    ['both references agree', refs, [candidate(0, '7'), candidate(1, '7')], { itemId: '7', uom: null }],
    ['one is unknown', refs, [candidate(1, '7')], { itemId: '7', uom: null }],
    ['the carton number names its unit', refs, [candidate(0, '7', { uom: 'CA' }), candidate(1, '7')], { itemId: '7', uom: 'CA' }],
    ['one is ambiguous, the other decides', refs, [candidate(0, '7'), candidate(1, '7'), candidate(1, '8')], { itemId: '7', uom: null }],
    ['an exact qualifier beats its kin', refs, [candidate(1, '7'), candidate(1, '8', { exact: false })], { itemId: '7', uom: null }],
    [
      'two that disagree',
      refs,
      [candidate(0, '7'), candidate(1, '8')],
      { itemId: null, reason: 'item.conflict', detail: 'UP 036000291452 is SKU-7, VN K-1 is SKU-8' },
    ],
    [
      'two of one chain: the number on the goods decides',
      refs,
      [candidate(0, '7', { via: 'gtin', supersededBy: 'SKU-8' }), candidate(1, '8')],
      { itemId: '7', uom: null },
    ],
    [
      'two of one chain, the other way about',
      refs,
      [candidate(0, '8', { via: 'pack_gtin', uom: 'CA' }), candidate(1, '7', { supersededBy: 'SKU-8' })],
      { itemId: '8', uom: 'CA' },
    ],
    [
      'two of one chain, and no number on the goods',
      refs,
      [candidate(0, '7', { supersededBy: 'SKU-8' }), candidate(1, '8')],
      { itemId: null, reason: 'item.conflict', detail: 'UP 036000291452 is SKU-7, VN K-1 is SKU-8' },
    ],
    [
      'a chain that goes in a circle is none',
      refs,
      [candidate(0, '7', { via: 'gtin', supersededBy: 'SKU-8' }), candidate(1, '8', { supersededBy: 'SKU-7' })],
      { itemId: null, reason: 'item.conflict', detail: 'UP 036000291452 is SKU-7, VN K-1 is SKU-8' },
    ],
    [
      'one that means two',
      refs,
      [candidate(1, '7'), candidate(1, '8')],
      { itemId: null, reason: 'item.ambiguous', detail: 'VN K-1 is SKU-7 or SKU-8' },
    ],
    ['nothing known', refs, [], { itemId: null, reason: 'item.unknown', detail: 'no item is known under UP 036000291452, VN K-1' }],
    [
      'a damaged GTIN',
      [{ scheme: 'gtin', qualifier: 'UP', value: '036000291453' }],
      [],
      {
        itemId: null,
        reason: 'item.damaged',
        detail:
          '036000291453 is no GTIN: its last digit would have to be 2, or another one is wrong; no item is known under UP 036000291453',
      },
    ],
    [
      'a damaged GTIN beside a number that is known',
      [{ ...refs[0]!, value: '036000291453' }, refs[1]!],
      [candidate(1, '7')],
      { itemId: '7', uom: null },
    ],
    ['no reference', [], [], { itemId: null, reason: 'item.none-given', detail: 'the line names no item' }],
  ])('%s', (_, given, candidates, expected) => expect(matchItem(given, candidates)).toEqual(expected));
});
