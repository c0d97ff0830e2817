import { causeOf, said } from '../../../test/support/cause';
import { at, count, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import type { PairView, Peer } from '../rules/pair-view';

const line = (row: number) => ({ document: { id: 'doc_1', file: 'kw47.xlsx' }, place: `Stock!E${row}` });
const peer = (sku: string, row: number, said: string, book: string, more: Partial<Peer> = {}): Peer => ({
  sku,
  uom: 'EA',
  location: 'HAM',
  document: 'doc_1',
  place: `Stock!E${row}`,
  said: exact(said),
  low: exact(book),
  high: exact(book),
  tolerance: exact('10'),
  differs: Math.abs(Number(said) - Number(book)) > 10,
  ...more,
});
const pair = (row: number, quantity: string, counted: string, peers: readonly Peer[]): PairView =>
  view({
    now: at('17 08:00'),
    terms: { ...view({ now: 0 }).terms!, tolerance_pct: '0' },
    counts: [count('13 18:00', counted)],
    statements: [report('16 18:00', quantity, '17 07:30', line(row))],
    peers: [peer('BRK-2210', row, quantity, counted), ...peers],
  });

describe('two items', () => {
  test.each<[string, PairView, string | undefined]>([
    ['exactly', pair(5, '637', '412', [peer('B', 6, '412', '637')]), 'the numbers of BRK-2210 and B seem to be swapped: 637 and 412 EA'],
    ['nearly', pair(5, '640', '412', [peer('B', 6, '409', '637')]), 'the numbers of BRK-2210 and B seem to be swapped: 640 and 409 EA'],
    ['the other has a number of its own', pair(5, '637', '412', [peer('B', 6, '590', '637')]), undefined],
    ['the other agrees', pair(5, '637', '412', [peer('B', 6, '637', '637')]), undefined],
    ['at another place', pair(5, '637', '412', [peer('B', 6, '412', '637', { location: 'LYO' })]), undefined],
    ['counted in another unit', pair(5, '637', '412', [peer('B', 6, '412', '637', { uom: 'KG' })]), undefined],
  ])('%s', (_, v, text) => {
    expect(causeOf(v)).toMatchObject(text ? { code: 'ITEM_SWAP', text } : { code: 'UNEXPLAINED' });
  });

  test('among thousands that differ two small gaps fit by accident; not so side by side', () => {
    const others = [...Array(3000).keys()].map((i) => peer(`X${i}`, 100 + i, String(9000 + i), String(20000 + i)));
    const small = (row: number): PairView => pair(5, '437', '412', [...others, peer('B', row, '412', '437')]);
    expect(causeOf(small(6)).code).toBe('ITEM_SWAP');
    expect(causeOf(small(4000)).code).toBe('UNEXPLAINED');
  });
});

describe('one item at two places', () => {
  const lyon = (said: string, book: string): Peer => peer('BRK-2210', 9, said, book, { location: 'LYO', document: 'doc_2' });
  test.each<[string, string, Peer, string | undefined]>([
    ['swapped', '637', lyon('412', '637'), 'the numbers of BRK-2210 at HAM and LYO seem to be swapped: 637 and 412 EA'],
    [
      'some of it counted there',
      '335',
      lyon('714', '637'),
      '77 EA are missing here, and 77 are too much at LYO: counted at the wrong place',
    ],
    [
      'some of that counted here',
      '489',
      lyon('560', '637'),
      '77 EA are too much here, and 77 are missing at LYO: counted at the wrong place',
    ],
    ['that of the other told at both', '637', lyon('637', '637'), 'the number seems to be that of LYO: our book there says 637 EA'],
    ['too much at both', '489', lyon('714', '637'), undefined],
    ['another quantity there', '489', lyon('590', '637'), undefined],
  ])('%s', (_, quantity, other, text) => {
    expect(causeOf(pair(5, quantity, '412', [other]))).toMatchObject(text ? { code: 'LOCATION_SWAP', text } : { code: 'UNEXPLAINED' });
  });
});

test('an item and a place that explain a number equally well: another line of the report tells which it is', () => {
  const elsewhere = { location: 'LYO', document: 'doc_2' };
  const tie = [peer('B', 6, '412', '637'), peer('BRK-2210', 5, '412', '637', elsewhere)];
  const another = (said: string): Peer[] => [peer('C', 7, said, '500'), peer('C', 7, '500', '900', elsewhere)];
  expect(
    [tie, [...tie, ...another('900')], [...tie, ...another('777')]].map((peers) => causeOf(pair(5, '637', '412', peers)).code),
  ).toEqual(['UNEXPLAINED', 'LOCATION_SWAP', 'UNEXPLAINED']);
});

test('the number of a place whose book is known only within wide bounds: other lines of the report tell', () => {
  const elsewhere = { location: 'LYO', document: 'doc_2' };
  const there = peer('BRK-2210', 5, '500', '500', { ...elsewhere, low: exact('460'), high: exact('640') });
  const others = (said: string): Peer[] =>
    ['C', 'D'].flatMap((sku, i) => [peer(sku, 7 + i, said, '500'), peer(sku, 7 + i, '900', '900', elsewhere)]);
  expect(
    [[there], [there, ...others('900')], [there, ...others('777')]].map((peers) => causeOf(pair(5, '637', '412', peers)).code),
  ).toEqual(['UNEXPLAINED', 'LOCATION_SWAP', 'UNEXPLAINED']);
});

describe('rows that have slid', () => {
  const books = ['412', '637', '205', '958', '341'];
  const slid = (from: number, to: number): Peer[] =>
    books.map((book, i) => peer(`B${i}`, 3 + i, i > from && i <= to ? books[i - 1]! : book, book));
  const as = (i: number, peers: readonly Peer[]): PairView => {
    const p = peers[i]!;
    return { ...pair(3 + i, String(Number(p.said.n)), String(Number(p.low.n)), []), sku: p.sku, peers };
  };

  test('three in a row have the number of the row above', () => {
    expect(causeOf(as(2, slid(0, 3)))).toEqual({
      code: 'ITEM_SWAP',
      text: 'the numbers of 3 rows seem to have slid down by one: 637 is that of B1 in the row above',
      evidence: [
        'Stock!E4: B1 reported 412; the book of B0 above says 412 EA',
        'Stock!E5: B2 reported 637; the book of B1 above says 637 EA',
        'Stock!E6: B3 reported 205; the book of B2 above says 205 EA',
      ],
    });
  });
  test('two are no run, and a row between them that is not there parts them', () => {
    expect(said('ITEM_SWAP', as(1, slid(0, 2)))).toEqual([]);
    const gap = slid(0, 3).filter((p) => p.sku !== 'B2');
    expect(causeOf(as(1, gap)).code).toBe('UNEXPLAINED');
  });
  test('up by one', () => {
    const up = books.map((book, i) => peer(`B${i}`, 3 + i, books[i + 1] ?? book, book));
    expect(causeOf(as(0, up)).text).toBe('the numbers of 4 rows seem to have slid up by one: 637 is that of B1 in the row below');
  });
});
