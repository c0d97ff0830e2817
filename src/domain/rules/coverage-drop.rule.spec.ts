import { coverageDrop, coverageDropBy } from './coverage-drop.rule';
import type { CoverageView } from './coverage-view';

const at = (day: number): number => Date.UTC(2026, 10, day, 6);
const document = (day: number): CoverageView['document'] => ({
  id: `doc_${day}`,
  file: `list-${day}.csv`,
  asOf: null,
  receivedAt: at(day),
});
const skus = (n: number): CoverageView['left'] => Array.from({ length: n }, (_, i) => ({ sku: `P-${i}`, place: `row ${i + 2}` }));
const view = (left: number, had: number, over: Partial<CoverageView> = {}): CoverageView => ({
  now: at(20),
  supplier: 'NORD',
  location: 'HAM',
  document: document(17),
  before: document(16),
  had,
  left: skus(left),
  unread: 0,
  given: 0,
  ...over,
});
const told = (v: CoverageView, rule = coverageDrop): unknown => {
  const [verdict] = rule.judge(v);
  return verdict!.holds === false ? verdict!.resolution : verdict!.holds === true ? verdict!.finding.severity : 'unknown';
};

test.each<[string, CoverageView, string]>([
  ['all is there', view(0, 10), 'fixed_by_supplier'],
  ['one item of ten', view(1, 10), 'fixed_by_supplier'],
  ['two of ten', view(2, 10), 'medium'],
  ['five of a hundred', view(5, 100), 'fixed_by_supplier'],
  ['six of a hundred', view(6, 100), 'medium'],
  ['a whole place', view(12, 12), 'medium'],
  ['what is owed no longer does not count', view(0, 0, { given: 4 }), 'fixed_by_buyer'],
  ['rows that could not be read may be those', view(3, 10, { unread: 2 }), 'unknown'],
  ['but not all of them', view(5, 10, { unread: 3 }), 'medium'],
])('%s', (_, v, expected) => expect(told(v)).toBe(expected));

test('how many may be left out is a setting', () => {
  expect(told(view(1, 10), coverageDropBy({ items: 0, percent: 0 }))).toBe('medium');
  expect(told(view(40, 100), coverageDropBy({ items: 0, percent: 50 }))).toBe('fixed_by_supplier');
});

test('it says what is missing, of how many, and where it was', () => {
  const [verdict] = coverageDrop.judge(view(4, 10));
  expect(verdict).toMatchObject({
    holds: true,
    finding: {
      key: 'COVERAGE_DROP|NORD|stock_report|HAM',
      message: 'list-17.csv leaves out 4 of 10 items that list-16.csv had at HAM: P-0, P-1, P-2 …',
      documents: [
        { id: 'doc_16', place: 'row 2' },
        { id: 'doc_17', place: null },
      ],
      details: { left_out: 4, had: 10, percent: 40, whole_place: false },
    },
  });
});
