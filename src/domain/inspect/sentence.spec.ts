import { type SaidLine, sentencesOf, unitOf, waitsFor } from './sentence';

const line = (more: Partial<SaidLine>): SaidLine => ({
  ...{ sku: 'FST-0441', location: 'RNO', measure: 'on_hand', quantity: '120', uom: 'EA', said: '2026-11-15', place: 'segment 6 ZA02', parked: null },
  given: { refs: [{ scheme: 'vendor', value: 'FST-0441' }], quantity: '120', uom: 'EA' },
  ...more,
}); // prettier-ignore
const texts = (...lines: readonly SaidLine[]): string[] => sentencesOf(lines).map((s) => s.text);

test('what follows one another about one item at one place is one sentence', () => {
  const all = [line({}), line({ measure: 'sold', quantity: '4.5' }), line({ location: 'HAM', quantity: '0' })];
  expect(sentencesOf(all)).toEqual([
    { text: 'Item FST-0441, RNO: 120 EA on hand, 4.5 EA sold', lines: [0, 1] },
    { text: 'Item FST-0441, HAM: 0 EA on hand', lines: [2] },
  ]);
  expect(texts(line({}), line({ said: '2026-11-16' }))).toHaveLength(2);
});

test('theirs stands beside ours: the number of the item, and the quantity in the unit that they count in', () => {
  const given = { refs: [{ scheme: 'vendor', value: 'PF-101' }], quantity: '10', uom: 'CS' };
  expect(texts(line({ given }))).toEqual(['Item FST-0441 (their PF-101), RNO: 120 EA on hand (sent as 10 CS)']);
});

test('what is unknown, waits, or was not said is none of it a zero', () => {
  const given = { refs: [{ scheme: 'vendor', value: 'BRK-9999' }], quantity: '55', uom: 'KAR' };
  const parked = line({ sku: null, location: null, quantity: null, uom: null, parked: 'item.unknown', given });
  expect(texts(parked)).toEqual(['Item BRK-9999: 55 KAR on hand; it waits: nobody knows which item is meant']);
  expect(texts(line({ quantity: null, given: {} }))).toEqual(['Item FST-0441, RNO: on hand: not said']);
  expect(texts(line({ sku: null, given: null }))).toEqual(['Item without a number, RNO: 120 EA on hand']);
  expect(waitsFor('UOM_UNKNOWN: KAR')).toBe('uom unknown: KAR');
});

test.each([
  ['mail.eml/KW46.xlsx/Wk 46!E6', 'Wk 46!6'],
  ['KW46.xlsx/Wk 46!6', 'Wk 46!6'],
  ['row 7, column Bestand', 'row 7'],
  ['a.zip/b.csv, row 7', 'row 7'],
  ['stock.edi/segment 42 LIN02', 'segment 42'],
  ['segment 42 N1', 'segment 42'],
  ['/Stock/Item[3]/Qty', '/Stock/Item[3]/Qty'],
])('%s lies in %s', (place, unit) => expect(unitOf(place)).toBe(unit));
