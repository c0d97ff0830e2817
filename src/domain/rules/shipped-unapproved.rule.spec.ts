import { shippedUnapproved } from './shipped-unapproved.rule';
import type { Approval, ShipmentFacts, ShipmentLine, ShipmentTerms, ShipmentView } from './shipment-view';

const at = (day: number): number => Date.UTC(2026, 10, day, 8);
const terms = (over: Partial<ShipmentTerms> = {}): ShipmentTerms => ({
  ...{ asnRequired: false, graceHours: 24, toleranceQty: '5', tolerancePct: '0', goLive: null, approvalSince: at(1) },
  ...over,
});
const order = (quantity: string, over: Partial<Approval> = {}): Approval => ({
  id: 'PO-1/1',
  location: 'HAM',
  quantity,
  shippedBefore: '0',
  ...over,
});
const line = (quantity: string, approvals: readonly Approval[], over: Partial<ShipmentLine> = {}): ShipmentLine => ({
  ...{ id: 'l1', supplier: 'NORD', shipment: '910', sku: 'BRK', location: 'HAM', quantity, po: 'PO-1', poLine: '1', sscc: null },
  ...{ shippedFrom: at(15), etaTo: at(18), noticeReceivedAt: at(15), cancelled: false, place: 'segment 12 SN102', closedByBuyer: false },
  item: { sku: 'BRK', uom: 'EA', classA: false, atMin: false, coverBelowLeadTime: false, unitCost: '85', currency: 'EUR' },
  terms: terms(),
  approvals,
  ...over,
});
const view = (lines: readonly ShipmentLine[], over: Partial<ShipmentFacts> = {}): ShipmentView => ({
  now: at(16),
  shipment: {
    ...{
      supplier: 'NORD',
      reference: '910',
      version: 1,
      state: 'open',
      shippedFrom: at(15),
      shippedTo: at(15),
      etaFrom: at(18),
      etaTo: at(18),
    },
    ...{ noticeReceivedAt: at(15), document: { id: 'doc_1', file: '910.856' }, lines },
    ...over,
  },
  matched: new Map(),
  strays: [],
});
const told = (v: ShipmentView): unknown => {
  const [verdict] = shippedUnapproved.judge(v);
  return verdict!.holds === true ? verdict!.finding.message : verdict!.holds === false ? verdict!.resolution : verdict!.holds;
};
const BARE = 'shipment 910: 120 EA of BRK that nobody approved';

test.each<[string, ShipmentView, string]>([
  ['as approved', view([line('120', [order('120')])]), 'fixed_by_buyer'],
  ['within tolerance', view([line('125', [order('120')])]), 'fixed_by_buyer'],
  ['above it', view([line('126', [order('120')])]), 'shipment 910: 126 EA of BRK, of which 120 are approved'],
  ['by nobody', view([line('120', [])]), BARE],
  ['a little by nobody: there is nothing that it is near to', view([line('3', [])]), 'shipment 910: 3 EA of BRK that nobody approved'],
  ['for another site', view([line('120', [order('120', { location: 'MUC' })])]), 'shipment 910: 120 EA of BRK to HAM, approved for MUC'],
  ['what went out before is used up', view([line('120', [order('120', { shippedBefore: '120' })])]), 'shipment 910: 120 EA of BRK, of which 0 are approved'],
  ['two approvals together', view([line('120', [order('60'), order('60', { id: 'PO-2/1' })], { po: null, poLine: null })]), 'fixed_by_buyer'],
  ['two lines of one order together', view([line('70', [order('120')]), line('70', [order('120')], { id: 'l2' })]), 'shipment 910: 140 EA of BRK, of which 120 are approved'],
  ['the program asks for none', view([line('120', [], { terms: terms({ approvalSince: null }) })]), 'fixed_by_buyer'],
  ['asked for since later', view([line('120', [], { terms: terms({ approvalSince: at(16) }) })]), 'fixed_by_buyer'],
  ['shipped before the program began', view([line('120', [], { terms: terms({ goLive: at(16) }) })]), 'fixed_by_buyer'],
  ['approved afterwards', view([line('120', [])], { decided: 'approved' }), 'fixed_by_buyer'],
  ['refused', view([line('120', [])], { decided: 'refused' }), 'fixed_by_buyer'],
  ['cancelled', view([], { state: 'cancelled' }), 'fixed_by_supplier'],
])('%s', (_, v, expected) => expect(told(v)).toBe(expected)); // prettier-ignore

test('it says how much of what, and what it is worth', () => {
  const [verdict] = shippedUnapproved.judge(view([line('130', [order('120')])]));
  expect(verdict).toMatchObject({
    finding: {
      key: 'SHIPPED_UNAPPROVED|NORD|910',
      severity: 'high',
      reported: '130',
      expected: { low: '120', high: '120' },
      difference: '10',
      value: { amount: '850', currency: 'EUR' },
      documents: [{ id: 'doc_1', place: 'segment 12 SN102' }],
    },
  });
});
