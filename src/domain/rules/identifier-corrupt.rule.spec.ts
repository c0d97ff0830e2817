import type { DocumentFacts, DocumentView, ParkedFacts } from './document-view';
import { identifierCorrupt } from './identifier-corrupt.rule';
import { itemUnresolved } from './item-unresolved.rule';

const at = (day: number): number => Date.UTC(2026, 10, day, 12);
const doc = (day: number, over: Partial<DocumentFacts> = {}): DocumentFacts => ({
  ...{ id: `d${day}`, receiptId: `d${day}`, file: `d${day}.xlsx`, kind: 'stock_report', status: 'accepted', locations: ['HAM'] },
  ...{ reference: null, control: null, asOfFrom: null, asOfTo: null, asOf: null, receivedAt: at(day) },
  ...{ lines: 9, rejected: 0, rejectedClassA: false, issues: [] },
  ...over,
});
const rounded = (day: number): DocumentFacts =>
  doc(day, {
    status: 'accepted_with_issues',
    issues: [
      { code: 'sheet.code-rounded', severity: 'error', count: 3, detail: '"4.006E+12" has lost its last digits', place: 'Stock!A4' },
    ],
  });
const line = (day: number, value: string, over: Partial<ParkedFacts> = {}): ParkedFacts => ({
  ...{ documentId: `d${day}`, file: `d${day}.xlsx`, place: 'Stock!A5', reason: 'item.damaged', detail: `${value} is no GTIN` },
  ...{ refs: [{ scheme: 'gtin', qualifier: 'EN', value }], location: { qualifier: '92', value: 'HAM' }, unit: 'EA', amount: '5' },
  ...{ sku: null, locationCode: null, receivedAt: at(day), takenUpAt: null },
  ...over,
});
const told = (documents: DocumentFacts[], parked: ParkedFacts[]): string[] => {
  const view: DocumentView = { now: at(20), supplier: 'NORD', documents, parked };
  return [...identifierCorrupt.judge(view), ...itemUnresolved.judge(view)].map((v) =>
    v.holds === true ? `${v.finding.key} ${v.finding.severity}` : `${v.key} ends: ${v.holds === false ? v.resolution : ''}`,
  );
};
const NUMBER = 'IDENTIFIER_CORRUPT|NORD|EN|4006381333932';
const REPORT = 'IDENTIFIER_CORRUPT|NORD|stock_report|HAM';

test.each<[string, DocumentFacts[], ParkedFacts[], string[], string[]]>([
  [
    'a wrong check digit, once for all lines that bear it',
    [],
    [line(10, '4006381333932'), line(11, '4006381333932')],
    [`${NUMBER} medium`],
    [],
  ],
  ['which is no unknown item as well', [], [line(10, '4006381333932')], [`${NUMBER} medium`], ['ITEM_UNRESOLVED']],
  [
    'a number that is only unknown',
    [],
    [line(10, '4006381333931', { reason: 'item.unknown' })],
    ['ITEM_UNRESOLVED|NORD|EN|4006381333931 medium'],
    ['CORRUPT'],
  ],
  ['taken up after all', [], [line(10, '4006381333932', { takenUpAt: at(12) })], [`${NUMBER} ends: mapping_fixed`], []],
  ['a later report of that place is whole', [doc(12)], [line(10, '4006381333932')], [`${NUMBER} ends: fixed_by_supplier`], []],
  ['a later one of another place', [doc(12, { locations: ['RNO'] })], [line(10, '4006381333932')], [`${NUMBER} medium`], []],
  ['an earlier one', [doc(9)], [line(10, '4006381333932')], [`${NUMBER} medium`], []],
  ['a later one with another damaged number', [doc(12)], [line(10, '4006381333932'), line(12, '4006381333940')], [`${NUMBER} medium`], []],
  ['digits that a spreadsheet rounded', [rounded(10)], [], [`${REPORT} medium`], []],
  ['and that come whole again', [rounded(10), doc(11)], [], [`${REPORT} ends: fixed_by_supplier`], [`${REPORT} medium`]],
  ['nothing wrong', [doc(10)], [], [], ['medium']],
])('%s', (_, documents, parked, said, unsaid) => {
  const all = told(documents, parked);
  for (const s of said) expect(all).toContain(s);
  for (const s of unsaid) expect(all.join('; ')).not.toContain(s);
});
