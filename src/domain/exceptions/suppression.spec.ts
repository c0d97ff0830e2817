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

test.each<[string, OpenRow[], Record<string, string | null>]>([
  ['an unreadable file of the period explains the missing report', [broken('other', 150), missing], { m: 'p' }],
  ['one that came late for it, too', [broken('stock_report', 250), missing], { m: 'p' }],
  ['one of the period before does not', [broken('other', 99), missing], {}],
  ['nor one of another kind', [broken('ship_notice', 150), missing], {}],
  ['nor one of another place', [broken('stock_report', 150, { location: 'MUC' }), missing], {}],
  ['nor one of another supplier', [broken('other', 150, { supplier: 'SUD' }), missing], {}],
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
