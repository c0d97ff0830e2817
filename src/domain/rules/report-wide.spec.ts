import { at, count, incoming, movement, report, view } from '../../../test/support/pair';
import type { PairView } from './pair-view';
import { clearedBy, offAsAWhole, reasonOf, type ReportFacts, reportVerdict, together } from './report-wide';

const facts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  supplier: 'NORD',
  location: 'HAM',
  document: { id: 'doc_1', file: 'kw47.csv', place: null },
  asOf: '2026-11-16',
  asOfTo: at('16 23:59'),
  receivedAt: at('17 07:30'),
  compared: 8,
  differing: 7,
  value: { amount: '1200', currency: 'EUR' },
  ...more,
});
const line = (n: number, quantity: number, book: number, more: Partial<PairView> = {}): PairView =>
  view({
    now: at('17 08:00'),
    sku: `B${n}`,
    counts: [count('13 18:00', String(book))],
    statements: [report('16', String(quantity), '17 07:30')],
    ...more,
  });
const BOOKS = [480, 516, 372, 708, 264, 636, 312];

test.each([
  [7, 8, true],
  [5, 9, true],
  [5, 10, false], // half of them
  [4, 4, false],
])('%i of %i lines', (differing, compared, off) => expect(offAsAWhole(facts({ differing, compared }))).toBe(off));

test('all in cartons', () => {
  expect(reasonOf(BOOKS.map((b, i) => line(i, b / 12, b)))).toEqual({ key: 'PACK_FACTOR|CA|packs', words: 'the numbers are in CA' });
});
test('all but one in cartons, and all but two', () => {
  const but = (n: number) => reasonOf(BOOKS.map((b, i) => line(i, i < n ? b + 131 : b / 12, b)));
  expect(but(1)?.key).toBe('PACK_FACTOR|CA|packs');
  expect(but(2)).toBeUndefined();
});
test('all of the day before', () => {
  const lines = BOOKS.map((b, i) => line(i, b, b, { movements: [movement('15 12:00', `-${60 + 7 * i}`)], statements: [report('16 10:00', String(b), '16 11:00')] })); // prettier-ignore
  expect(reasonOf(lines)).toEqual({ key: 'AS_OF_SHIFT|-1 days', words: 'the numbers are what our book said a day earlier' });
});
test('each of them for itself', () => {
  expect(reasonOf(BOOKS.map((b, i) => line(i, b + 60 + i, b, { incoming: [incoming('1', String(60 + i), '18 10:00', '15 06:00')] })))).toBeUndefined(); // prettier-ignore
});

test('one exception, by what is at stake', () => {
  const lines = BOOKS.map((b, i) => line(i, b / 12, b));
  const v = reportVerdict(facts(), reasonOf(lines)!, lines, 7);
  expect(v).toMatchObject({
    holds: true,
    finding: {
      type: 'UOM_SUSPECT',
      key: 'UOM_SUSPECT|NORD|stock_report|HAM',
      severity: 'high',
      supplier: 'NORD',
      location: 'HAM',
      message: '7 of 8 lines of kw47.csv by NORD differ from our book for one reason: the numbers are in CA',
      cause: { code: 'PACK_FACTOR', text: 'the numbers are in CA: this explains 7 of the 7 lines that differ, of 8' },
    },
  });
});

test('parts at several places are one report, and money of two currencies is no sum', () => {
  const [a, b] = [facts(), facts({ location: 'LYO', compared: 3, differing: 1, value: { amount: '0.5', currency: 'EUR' } })];
  expect(together([a, b])).toMatchObject({ location: null, compared: 11, differing: 8, value: { amount: '1200.5', currency: 'EUR' } });
  expect(together([a, { ...b, value: { amount: '0.5', currency: 'USD' } }]).value).toBeNull();
  expect(together([a, { ...b, value: null }]).value).toBeNull();
});

describe('over', () => {
  const open = { key: 'k', type: 'UOM_SUSPECT', supplier: 'NORD', location: 'HAM', reason: 'PACK_FACTOR|CA|packs', documentId: 'doc_0' };
  test('by the next report that is right', () => {
    expect(clearedBy(open, facts({ differing: 1 }), at('17 07:30'))).toMatchObject({ holds: false, resolution: 'fixed_by_supplier' });
  });
  test('by our own doing', () => {
    expect(clearedBy({ ...open, documentId: 'doc_1' }, facts({ differing: 0 }), at('18'))).toMatchObject({ holds: false, resolution: 'fixed_by_buyer' }); // prettier-ignore
  });
  test('not by one of which most lines differ as well', () => {
    expect(clearedBy(open, facts(), at('17 07:30'))).toMatchObject({ holds: 'unknown' });
  });
});
