import type { Verdict } from './rule';
import type { DocumentFacts, IssueFacts, ParkedFacts } from './document-view';
import { asnChanged } from './asn-changed.rule';
import { docConflict } from './doc-conflict.rule';
import { docUnreadable } from './doc-unreadable.rule';
import { ediEnvelopeInvalid } from './edi-envelope-invalid.rule';
import { itemUnresolved } from './item-unresolved.rule';
import { layoutChanged } from './layout-changed.rule';
import { locationUnresolved } from './location-unresolved.rule';
import { rowsRejected } from './rows-rejected.rule';
import { senderUnknown } from './sender-unknown.rule';
import { unitUnresolved } from './unit-unresolved.rule';

const at = (day: number, hour = 12): number => Date.UTC(2026, 10, day, hour);
const issue = (code: string, over: Partial<IssueFacts> = {}): IssueFacts => ({
  code,
  severity: 'error',
  count: 1,
  detail: 'why',
  place: null,
  ...over,
});
const doc = (id: string, day: number, over: Partial<DocumentFacts> = {}): DocumentFacts => ({
  id,
  receiptId: id,
  file: `${id}.x`,
  kind: 'stock_report',
  status: 'accepted',
  locations: ['HAM'],
  reference: null,
  control: null,
  asOfFrom: at(day, 0),
  asOfTo: at(day, 6),
  asOf: null,
  receivedAt: at(day),
  lines: 10,
  rejected: 0,
  rejectedClassA: false,
  issues: [],
  ...over,
});
const lost = { kind: 'other', locations: [], lines: 0, asOfFrom: null, asOfTo: null, status: 'rejected' } as const;
const broken = (id: string, day: number, over: Partial<DocumentFacts> = {}): DocumentFacts =>
  doc(id, day, { ...lost, issues: [issue('workbook.corrupt')], ...over });
const cut = (id: string, day: number, over: Partial<DocumentFacts> = {}): DocumentFacts =>
  doc(id, day, { ...lost, issues: [issue('x12.truncated', { place: 'segment 7' })], rejected: 1, ...over });
const again = (id: string, day: number, over: Partial<DocumentFacts> = {}): DocumentFacts =>
  doc(id, day, { status: 'quarantined', locations: [], lines: 0, issues: [issue('document.conflict')], ...over });
const rows = (lines: number, rejected: number, over: Partial<DocumentFacts> = {}): DocumentFacts =>
  doc('r', 16, { status: 'accepted_with_issues', lines, rejected, issues: [issue('sheet.not-a-number', { place: 'Sheet1!C4' })], ...over });

/** What a desk makes of it: the keys that hold; those that are cleared and held by nothing. */
function settled(verdicts: readonly Verdict[]): { holds: string[]; cleared: string[] } {
  const holds = verdicts.flatMap((v) => (v.holds === true ? [v.finding.key] : []));
  const cleared = verdicts.flatMap((v) => (v.holds === false && !holds.includes(v.key) ? [v.key] : []));
  return { holds, cleared: [...new Set(cleared)] };
}
const RULES = { docUnreadable, layoutChanged, ediEnvelopeInvalid, docConflict, rowsRejected };
const drift = { mapping: 'nord-stock', version: 2, headings: ['Bestand'], lost: [] };
const drifted = (id: string, day: number, over: Partial<DocumentFacts> = {}): DocumentFacts =>
  doc(id, day, { ...lost, status: 'parked', issues: [issue('sheet.layout-changed', { place: 'row 1' })], rejected: 1, drift, ...over });
const by = (version: number, name = 'nord-stock'): Partial<DocumentFacts> => ({ mapping: { name, version } });
const ship = { kind: 'ship_notice', reference: 'S-77' } as const;

describe('documents', () => {
  test.each<[string, keyof typeof RULES, DocumentFacts[], string | null]>([
    ['corrupt', 'docUnreadable', [broken('a', 16)], 'DOC_UNREADABLE|NORD|other|*'],
    ['corrupt, then readable', 'docUnreadable', [broken('a', 16), doc('b', 17)], null],
    ['readable, then corrupt', 'docUnreadable', [doc('b', 15), broken('a', 16)], 'DOC_UNREADABLE|NORD|other|*'],
    [
      'a shipping list of the evening heals no workbook',
      'docUnreadable',
      [broken('stock', 16), doc('ships', 17, { kind: 'ship_notice' })],
      'DOC_UNREADABLE|NORD|other|*',
    ],
    [
      'nor does a word about the supplier’s own warehouse',
      'docUnreadable',
      [broken('stock', 16), doc('own', 17, { supplyFact: true })],
      'DOC_UNREADABLE|NORD|other|*',
    ],
    [
      'nor another message a broken one',
      'ediEnvelopeInvalid',
      [cut('a', 16, { type: 'x12-846' }), doc('b', 17, { type: 'x12-856', kind: 'ship_notice' })],
      'EDI_ENVELOPE_INVALID|NORD|other|*',
    ],
    ['a sound attachment of the same mail heals nothing', 'docUnreadable', [broken('a', 16), doc('b', 16)], 'DOC_UNREADABLE|NORD|other|*'],
    [
      'a report does not heal a notice',
      'docUnreadable',
      [broken('a', 16, { kind: 'ship_notice' }), doc('b', 17)],
      'DOC_UNREADABLE|NORD|ship_notice|*',
    ],
    [
      'another duplicate does not heal',
      'docUnreadable',
      [broken('a', 16), doc('b', 17, { status: 'duplicate' })],
      'DOC_UNREADABLE|NORD|other|*',
    ],
    [
      'a layout that nobody recognised',
      'docUnreadable',
      [broken('a', 16, { status: 'parked', issues: [issue('sheet.no-heading')] })],
      'DOC_UNREADABLE|NORD|other|*',
    ],
    ['parked lines are readable', 'docUnreadable', [doc('a', 16, { status: 'parked' })], null],
    ['an acknowledgement is none of it', 'docUnreadable', [doc('a', 16, { ...lost, status: 'ignored' })], null],
    ['a broken frame is said as such', 'docUnreadable', [cut('a', 16)], null],
    ['a conflict, too', 'docUnreadable', [again('a', 16)], null],

    ['a layout that changed is said as such', 'docUnreadable', [drifted('a', 16)], null],
    ['and none of its rows is wrong', 'rowsRejected', [drifted('a', 16)], null],
    ['a heading is gone', 'layoutChanged', [drifted('a', 16)], 'LAYOUT_CHANGED|NORD|other|*|nord-stock'],
    ['a layout that nobody ever knew did not change', 'layoutChanged', [broken('a', 16, { status: 'parked', issues: [issue('sheet.no-heading')] })], null], // prettier-ignore
    ['a later list by the same mapping', 'layoutChanged', [drifted('a', 16), doc('b', 17, by(2))], null],
    ['by a new version', 'layoutChanged', [drifted('a', 16), doc('b', 17, by(3))], null],
    ['an earlier list', 'layoutChanged', [drifted('a', 16), doc('b', 15, by(2))], 'LAYOUT_CHANGED|NORD|other|*|nord-stock'],
    ["another mapping's list", 'layoutChanged', [drifted('a', 16), doc('b', 17, by(9, 'nord-ship'))], 'LAYOUT_CHANGED|NORD|other|*|nord-stock'], // prettier-ignore
    ['a list by its headings', 'layoutChanged', [drifted('a', 16), doc('b', 17)], 'LAYOUT_CHANGED|NORD|other|*|nord-stock'],

    ['cut off', 'ediEnvelopeInvalid', [cut('a', 16)], 'EDI_ENVELOPE_INVALID|NORD|other|*'],
    [
      'accepted with a wrong total',
      'ediEnvelopeInvalid',
      [doc('a', 16, { issues: [issue('x12.control-count')] })],
      'EDI_ENVELOPE_INVALID|NORD|stock_report|HAM',
    ],
    [
      'refused by a code that nobody foresaw',
      'ediEnvelopeInvalid',
      [cut('a', 16, { issues: [issue('edifact.odd')] })],
      'EDI_ENVELOPE_INVALID|NORD|other|*',
    ],
    [
      'a control number used twice is no frame',
      'ediEnvelopeInvalid',
      [doc('a', 16, { status: 'quarantined', issues: [issue('edi.control-reused')] })],
      null,
    ],
    ['sent again whole', 'ediEnvelopeInvalid', [cut('a', 16), doc('b', 16, { receivedAt: at(16, 13) })], null],
    ['a notice by its own number', 'ediEnvelopeInvalid', [cut('a', 16, ship), doc('b', 17, ship)], null],
    [
      'not by another shipment',
      'ediEnvelopeInvalid',
      [cut('a', 16, ship), doc('b', 17, { ...ship, reference: 'S-78' })],
      'EDI_ENVELOPE_INVALID|NORD|ship_notice|*',
    ],
    [
      'by the same control number',
      'ediEnvelopeInvalid',
      [cut('a', 16, { ...ship, control: '7' }), doc('b', 17, { ...ship, reference: 'x', control: '7' })],
      null,
    ],
    [
      'a later snapshot takes its place',
      'ediEnvelopeInvalid',
      [cut('a', 16, { kind: 'stock_report', asOfTo: at(16, 6) }), doc('b', 17)],
      null,
    ],
    [
      'an earlier one does not',
      'ediEnvelopeInvalid',
      [cut('a', 16, { kind: 'stock_report', asOfTo: at(16, 6) }), doc('b', 17, { asOfTo: at(15) })],
      'EDI_ENVELOPE_INVALID|NORD|stock_report|*',
    ],

    ['other numbers under one reference', 'docConflict', [again('a', 16, { reference: 'R1' })], 'DOC_CONFLICT|NORD|stock_report|*'],
    [
      'a control number used twice',
      'docConflict',
      [again('a', 16, { issues: [issue('edi.control-reused')] })],
      'DOC_CONFLICT|NORD|stock_report|*',
    ],
    ['an identical repeat is an event', 'docConflict', [again('a', 16, { issues: [issue('document.suspect-repeat')] })], null],
    ['a later as-of settles a report', 'docConflict', [again('a', 16), doc('b', 17)], null],
    ['the same as-of does not', 'docConflict', [again('a', 16), doc('b', 17, { asOfTo: at(16, 6) })], 'DOC_CONFLICT|NORD|stock_report|*'],
    [
      'unless it replaces by number',
      'docConflict',
      [again('a', 16, { reference: 'R1' }), doc('b', 17, { asOfTo: at(16, 6), reference: 'R1' })],
      null,
    ],
    ['a replacement settles a shipment', 'docConflict', [doc('o', 15, ship), again('a', 16, ship), doc('b', 17, ship)], null],
    [
      'another shipment does not',
      'docConflict',
      [again('a', 16, ship), doc('b', 17, { ...ship, reference: 'S-78' })],
      'DOC_CONFLICT|NORD|ship_notice|*|S-77',
    ],

    ['one wrong row passes', 'rowsRejected', [rows(5, 1)], null],
    ['two of a hundred pass', 'rowsRejected', [rows(98, 2)], null],
    ['three of a hundred do not', 'rowsRejected', [rows(97, 3)], 'ROWS_REJECTED|NORD|stock_report|HAM'],
    ['one of class A does not', 'rowsRejected', [rows(999, 1, { rejectedClassA: true })], 'ROWS_REJECTED|NORD|stock_report|HAM'],
    ['every row wrong', 'rowsRejected', [rows(0, 6, { status: 'rejected', locations: [] })], 'ROWS_REJECTED|NORD|stock_report|*'],
    ['corrected', 'rowsRejected', [rows(2, 4), doc('b', 17)], null],
    ['not by another place', 'rowsRejected', [rows(2, 4), doc('b', 17, { locations: ['MUC'] })], 'ROWS_REJECTED|NORD|stock_report|HAM'],
    ['a cut interchange has no rows', 'rowsRejected', [cut('a', 16, { rejected: 9 })], null],
    ['nor has a duplicate', 'rowsRejected', [rows(2, 4, { status: 'duplicate' })], null],
  ])('%s (%s)', (_, rule, documents, key) => {
    for (const order of [documents, [...documents].reverse()]) {
      const { holds } = settled(RULES[rule].judge({ now: at(18), supplier: 'NORD', documents: order, parked: [] }));
      expect(holds).toEqual(key === null ? [] : [key]);
    }
  });

  test('the same delivery read again with success clears what stood for it, though it now says what it is', () => {
    const { cleared } = settled(docUnreadable.judge({ now: at(18), supplier: 'NORD', documents: [doc('b', 16)], parked: [] }));
    expect(cleared).toContain('DOC_UNREADABLE|NORD|other|*');
  });

  test('several of one scope are one finding that names them all and shows the newest', () => {
    const [v] = docUnreadable.judge({ now: at(18), supplier: 'NORD', documents: [broken('b', 17), broken('a', 16)], parked: [] });
    expect(v).toMatchObject({ finding: { documents: [{ id: 'a' }, { id: 'b' }], asOfTo: new Date(at(17)).toISOString() } });
  });

  test.each([
    [79, 21, 'high'],
    [80, 20, 'medium'],
  ])('%i good rows and %i wrong ones are %s', (lines, rejected, severity) => {
    const [v] = rowsRejected.judge({ now: at(18), supplier: 'NORD', documents: [rows(lines, rejected)], parked: [] });
    expect(v).toMatchObject({ holds: true, finding: { severity, documents: [{ id: 'r', place: 'Sheet1!C4' }] } });
  });
});

const parked = (reason: string, over: Partial<ParkedFacts> = {}): ParkedFacts => ({
  documentId: 'd1',
  file: 'd1.852',
  place: 'segment 9 LIN02',
  reason,
  detail: null,
  refs: [{ scheme: 'vendor', qualifier: 'VN', value: 'X-NEW' }],
  location: { qualifier: '92', value: 'ANX-9' },
  unit: 'KAR',
  amount: '30',
  sku: null,
  locationCode: null,
  receivedAt: at(16),
  takenUpAt: null,
  ...over,
});

describe('names', () => {
  test.each<[string, typeof itemUnresolved, ParkedFacts[], object[]]>([
    [
      'an unknown item',
      itemUnresolved,
      [parked('item.unknown')],
      [{ holds: true, finding: { key: 'ITEM_UNRESOLVED|NORD|VN|X-NEW', severity: 'medium' } }],
    ],
    [
      'two lines of one name are one',
      itemUnresolved,
      [parked('item.unknown'), parked('item.conflict')],
      [{ finding: { details: { lines: 2 }, documents: [{ id: 'd1' }] } }],
    ],
    [
      'it weighs more in a second document with stock',
      itemUnresolved,
      [parked('item.unknown'), parked('item.unknown', { documentId: 'd2', receivedAt: at(17) })],
      [{ finding: { severity: 'high' } }],
    ],
    [
      'not without stock',
      itemUnresolved,
      [parked('item.unknown'), parked('item.unknown', { documentId: 'd2', receivedAt: at(17), amount: '0' })],
      [{ finding: { severity: 'medium' } }],
    ],
    [
      'all taken up',
      itemUnresolved,
      [parked('item.unknown', { takenUpAt: at(17) })],
      [{ holds: false, key: 'ITEM_UNRESOLVED|NORD|VN|X-NEW', resolution: 'mapping_fixed' }],
    ],
    ['some taken up', itemUnresolved, [parked('item.unknown', { takenUpAt: at(17) }), parked('item.unknown')], [{ holds: true }]],
    ['a place is none of its business', itemUnresolved, [parked('location.unknown')], []],
    [
      'an unknown place',
      locationUnresolved,
      [parked('location.unknown')],
      [{ holds: true, finding: { key: 'LOCATION_UNRESOLVED|NORD|92|ANX-9' } }],
    ],
    [
      'no place at all',
      locationUnresolved,
      [parked('location.none-given', { location: null })],
      [{ finding: { key: 'LOCATION_UNRESOLVED|NORD|*|*' } }],
    ],
    [
      'a unit without a factor',
      unitUnresolved,
      [parked('unit.unknown', { sku: 'BRK', locationCode: 'HAM' })],
      [{ finding: { type: 'UOM_SUSPECT', severity: 'high', sku: 'BRK', location: 'HAM' } }],
    ],
  ])('%s', (_, rule, lines, expected) => {
    const verdicts = rule.judge({ now: at(18), supplier: 'NORD', documents: [], parked: lines });
    expect(verdicts).toEqual(expected.map((e) => expect.objectContaining(nested(e))));
  });

  test.each([
    ['nobody’s', null, 1, true],
    ['bound since', 'DUO', 1, false],
    ['with nothing that waits', null, 0, false],
  ])('a sender that is %s', (_, boundTo, waits, holds) => {
    const waiting = [{ id: 'd', file: 'duo.852', receivedAt: at(16) }].slice(0, waits);
    const [v] = senderUnknown.judge({ now: at(18), qualifier: 'edi', value: 'ZZ:DUO', reason: 'unknown', boundTo, waiting });
    expect(v?.holds).toBe(holds);
    expect(v?.holds === true ? v.finding.key : v?.key).toBe('SENDER_UNKNOWN|*|edi|ZZ:DUO');
  });
});

function nested(e: object): object {
  return Object.fromEntries(
    Object.entries(e).map(([k, v]: [string, unknown]) => [
      k,
      v !== null && typeof v === 'object' && !Array.isArray(v)
        ? expect.objectContaining(nested(v))
        : Array.isArray(v)
          ? v.map((x: object) => expect.objectContaining(x))
          : v,
    ]),
  );
}

test('what heals a changed layout is told: the mapping, or the supplier who took it back', () => {
  const of = (good: DocumentFacts): string[] =>
    layoutChanged
      .judge({ now: at(20), supplier: 'NORD', documents: [drifted('a', 16), good], parked: [] })
      .flatMap((v) => (v.holds === false && v.key === 'LAYOUT_CHANGED|NORD|other|*|nord-stock' ? [v.resolution] : []));
  expect(of(doc('b', 17, by(3)))[0]).toBe('mapping_fixed');
  expect(of(doc('b', 17, by(2)))[0]).toBe('fixed_by_supplier');
  const replayed = layoutChanged.judge({
    now: at(20),
    supplier: 'NORD',
    documents: [doc('a', 16, { ...by(3), readAgain: true })],
    parked: [],
  });
  expect(replayed).toContainEqual({ holds: false, key: 'LAYOUT_CHANGED|NORD|other|*|nord-stock', asOfTo: expect.any(String), resolution: 'mapping_fixed' }); // prettier-ignore
});

describe('a word about a shipment', () => {
  const word = (over: Partial<DocumentFacts>): DocumentFacts => doc('a', 16, { ...ship, lines: 0, ...over });
  const stuck = { status: 'quarantined', issues: [issue('shipment.received-before')] } as const;
  const gone = { what: 'cancelled', coverLost: false, announcedAnew: false, lines: ['40 of BRK'] } as const;
  const of = (documents: DocumentFacts[]): readonly Verdict[] => asnChanged.judge({ now: at(20), supplier: 'NORD', documents, parked: [] });
  const severities = (documents: DocumentFacts[]): string[] =>
    of(documents).flatMap((v) => (v.holds === true ? [`${v.finding.severity} ${String(v.finding.details!['reason'])}`] : []));
  const none = (code: string): DocumentFacts => word({ status: 'rejected', rejected: 1, issues: [issue(code)] });
  const orphan = doc('a', 16, { ...ship, status: 'accepted_with_issues', issues: [issue('x12.no-such-level', { severity: 'warning' })] });
  test.each<[string, DocumentFacts[], string[]]>([
    ['that is held', [word(stuck)], ['medium shipment.received-before']],
    ['of an item that stands at its min', [word({ ...stuck, coverAtRisk: true })], ['high shipment.received-before']],
    ['that announces nothing', [word({ announcesNothing: true })], ['medium shipment.no-lines']],
    ['until it is sent again, with what it brings', [word({ announcesNothing: true }), doc('b', 17, ship)], []],
    ['of another shipment settles nothing', [word({ announcesNothing: true }), doc('b', 17, { ...ship, reference: 'S-78' })], ['medium shipment.no-lines']],
    ['that is fine', [doc('b', 17, ship)], []],
    ['that names no item', [none('x12.no-lines')], ['medium x12.no-lines']],
    ['nor one of the other syntax', [none('edifact.no-lines')], ['medium edifact.no-lines']],
    ['that names no shipment', [word({ reference: null, status: 'rejected', issues: [issue('x12.no-shipment-id')] })], ['medium x12.no-shipment-id']],
    ['whose levels lie in one that there is not', [orphan], ['medium x12.no-such-level']],
    ['a copy of such a one', [{ ...orphan, status: 'duplicate' }], []],
    ['that calls off what was announced', [word({ takenBack: gone })], ['medium shipment.cancelled']],
    ['that an item needs to stay above its min', [word({ takenBack: { ...gone, coverLost: true } })], ['high shipment.cancelled']],
    ['and is announced under another number', [word({ takenBack: { ...gone, announcedAnew: true } })], []],
    ['that brings less', [doc('a', 16, { ...ship, takenBack: { ...gone, what: 'changed' } })], []],
    ['of what an item needs to stay above its min', [doc('a', 16, { ...ship, takenBack: { ...gone, what: 'changed', coverLost: true } })], ['high shipment.changed']],
    ['that names an order that nobody made out', [doc('a', 16, { ...ship, unknownOrders: ['PO-9'] })], ['medium shipment.unknown-order']],
    ['until the order is known', [doc('a', 16, { ...ship, unknownOrders: null })], []],
    ['a report that has the number of a shipment', [doc('a', 16, { issues: [issue('x12.no-such-level')] })], []],
  ])('%s', (_, documents, expected) => expect(severities(documents)).toEqual(expected)); // prettier-ignore

  test('its scope is the shipment; a report of the same number clears nothing', () => {
    expect(settled(of([word({ takenBack: gone })])).holds).toEqual(['ASN_CHANGED_OR_INVALID|NORD|S-77']);
    expect(settled(of([doc('b', 17, { reference: 'S-77' })]))).toEqual({ holds: [], cleared: [] });
  });
  test('that names no item is told once, and not by its rows, nor as unreadable', () => {
    const view = { now: at(20), supplier: 'NORD', documents: [none('x12.no-lines')], parked: [] };
    for (const rule of [rowsRejected, docUnreadable, ediEnvelopeInvalid]) expect(settled(rule.judge(view)).holds).toEqual([]);
  });
});
