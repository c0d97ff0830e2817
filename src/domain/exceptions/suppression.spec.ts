import { type OpenRow, refold } from './suppression';

const row = (id: string, type: string, over: Partial<OpenRow> = {}): OpenRow => ({
  id,
  key: id,
  type,
  supplier: 'NORD',
  sku: null,
  location: null,
  openedAt: 0,
  suppressedBy: null,
  foldedUnder: null,
  details: {},
  ...over,
});
const pair = { sku: 'BRK', location: 'HAM' };
const missing = row('m', 'DOC_MISSING', { location: 'HAM', details: { kind: 'stock_report', period_after: 100, period_to: 200 } });
const broken = (kind: string, received: number, over: Partial<OpenRow> = {}): OpenRow =>
  row('p', 'DOC_UNREADABLE', { details: { kind, received_at: received }, ...over });
const doubt = row('u', 'UOM_SUSPECT', pair);
const byNotice = row('n', 'UOM_SUSPECT', { ...pair, details: { by: 'ship_notice', shipments: [{ shipment: 'A1' }] } });
const variance = (shipment: string, sku = 'BRK'): OpenRow => row('v', 'RECEIPT_VARIANCE', { sku, location: 'HAM', details: { shipment } });
const silent = row('c', 'CHANNEL_SILENT', { supplier: null, details: { suppliers: ['NORD'] } });
const frame = row('p', 'EDI_ENVELOPE_INVALID', { details: { kind: 'stock_report', received_at: 150 } });
const rejected = (at: number, kind = 'stock_report'): OpenRow => row('r', 'ROWS_REJECTED', { details: { kind, received_at: at } });
const dropped = row('d', 'COVERAGE_DROP', { location: 'HAM', details: { kind: 'stock_report', period_after: 100, period_to: 200 } });
const late = { ...missing, openedAt: 210 };
const stale = (type: string, over: Partial<OpenRow> = {}): OpenRow => row('s', type, { ...pair, openedAt: 220, asOfTo: 90, ...over });
const nameless = row('i', 'ITEM_UNRESOLVED', { sku: 'BRK' });

test.each<[string, OpenRow[], Record<string, string | null>]>([
  ['a shipment announced in another unit explains what was received of it', [byNotice, variance('A1')], { v: 'n' }],
  ['not what was received of another', [byNotice, variance('A2')], {}],
  ['nor of another item on it', [byNotice, variance('A1', 'BOLT')], {}],
  ['nor a count that differs', [byNotice, row('d', 'COUNT_DIVERGENCE', pair)], {}],
  ['a count in another unit explains no receipt', [doubt, variance('A1')], {}],
  ['an unreadable file of the period explains the missing report', [broken('other', 150), missing], { m: 'p' }],
  ['one that came late for it, too', [broken('stock_report', 250), missing], { m: 'p' }],
  ['one of the period before does not', [broken('other', 99), missing], {}],
  ['nor one of another kind', [broken('ship_notice', 150), missing], {}],
  ['nor one of another place', [broken('stock_report', 150, { location: 'MUC' }), missing], {}],
  ['nor one of another supplier', [broken('other', 150, { supplier: 'SUD' }), missing], {}],
  ['a source that is silent explains the missing report', [silent, missing], { m: 'c' }],
  ['but not that of another supplier', [silent, { ...missing, supplier: 'SUD' }], {}],
  ['an unreadable file of the period explains what the report leaves out', [broken('other', 150), dropped], { d: 'p' }],
  ['one from before does not', [broken('other', 90), dropped], {}],
  ['a broken frame explains the rows of that document', [frame, rejected(150)], { r: 'p' }],
  ['but not those of another', [frame, rejected(151)], {}],
  ['nor of another kind', [frame, rejected(150, 'ship_notice')], {}],
  ['a missing report explains what is raised by the one before', [late, stale('COUNT_DIVERGENCE')], { s: 'm' }],
  ['but not what stood before it was missed', [late, stale('COUNT_DIVERGENCE', { openedAt: 205 })], {}],
  ['nor what a later report says', [late, stale('DECISION_FLIP', { asOfTo: 150 })], {}],
  ['nor what our own number says', [late, stale('REPLENISHMENT_MISSING', { details: { driven_by: 'buyer' } })], {}],
  ['only what theirs does', [late, stale('REPLENISHMENT_MISSING', { details: { driven_by: 'supplier' } })], { s: 'm' }],
  ['of that supplier', [late, stale('COUNT_DIVERGENCE', { supplier: 'SUD' })], {}],
  ['and of that place', [late, stale('COUNT_DIVERGENCE', { location: 'MUC' })], {}],
  ['a line that waits for its item explains its divergence', [nameless, row('d', 'COUNT_DIVERGENCE', pair)], { d: 'i' }],
  ['but not that of another item', [nameless, row('d', 'COUNT_DIVERGENCE', { ...pair, sku: 'FST' })], {}],
  ['nor where nobody knows which item it is', [{ ...nameless, sku: null }, row('d', 'COUNT_DIVERGENCE', pair)], {}],
  ['a stockout explains what is projected', [row('s', 'STOCKOUT', pair), row('r', 'PROJECTED_SHORTAGE', pair)], { r: 's' }],
  ['a doubt about the unit explains the divergence', [doubt, row('d', 'COUNT_DIVERGENCE', pair)], { d: 'u' }],
  ['and the flip', [doubt, row('d', 'DECISION_FLIP', pair)], { d: 'u' }],
  ['but not of another item', [doubt, row('d', 'DECISION_FLIP', { ...pair, sku: 'FST' })], {}],
  ['and a stockout only by its own number', [doubt, row('s', 'STOCKOUT', pair)], {}],
  ['which it then does', [doubt, row('s', 'STOCKOUT', { ...pair, details: { driven_by: 'supplier' } })], { s: 'u' }],
  ['a stockout explains the replenishment', [row('s', 'STOCKOUT', pair), row('r', 'REPLENISHMENT_MISSING', pair)], { r: 's' }],
  ['a parent that is gone releases', [row('d', 'COUNT_DIVERGENCE', { ...pair, suppressedBy: 'gone' })], { d: null }],
  ['what is folded stays so without a word', [doubt, row('d', 'COUNT_DIVERGENCE', { ...pair, suppressedBy: 'u' })], {}],
  ['a rule names the parent itself', [row('f', 'BUYER_FEED_LATE'), row('a', 'ASN_OVERDUE', { foldedUnder: 'f' })], { a: 'f' }],
  ['a named parent that is not open explains nothing', [row('a', 'ASN_OVERDUE', { foldedUnder: 'f' })], {}],
  ['two that name each other both stay', [row('a', 'A', { foldedUnder: 'b' }), row('b', 'B', { foldedUnder: 'a' })], {}],
  [
    'the parent that was there first',
    [row('u2', 'UOM_SUSPECT', { ...pair, openedAt: 5 }), doubt, row('d', 'COUNT_DIVERGENCE', pair)],
    { d: 'u' },
  ],
])('%s', (_, rows, expected) => expect(Object.fromEntries(refold(rows).map((r) => [r.id, r.suppressedBy]))).toEqual(expected));
