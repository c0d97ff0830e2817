import { type Summed, summaryOf } from './summary';

type Row = Summed['rows'][number];
const report = (day: number, theirs: string, agrees: boolean | null, gap: string | null = '0', more: Partial<Row> = {}): Row => ({
  ...{ kind: 'report', at: `2026-11-${day}`, superseded: false, agrees, gap, theirs, why: null },
  ...more,
});
const notice = (reference: string, open: string, eta: string | null = '2026-11-24', overdue = false): Summed['notices'][number] => ({
  ...{ reference, open, eta, overdue },
});
const say = (rows: readonly Row[], more: Partial<Summed> = {}): string =>
  summaryOf({ supplier: 'Nordluft', uom: 'EA', rows, notices: [], draft: null, ...more }, (at) => `${Number(at.slice(8))} Nov`);

test.each<[string, string]>([
  [say([]), 'Nordluft has reported no number for it in this time.'],
  [say([report(10, '500', true), report(12, '500', true)]), 'Both sides agree since 10 Nov: Nordluft reports 500 EA.'],
  [say([report(10, '9', false, '4'), report(12, '1500', true, '3')]), 'Both sides agree since 12 Nov: Nordluft reports 1 500 EA, 3 EA more, within the tolerance.'],
  [say([report(10, '500', true), report(12, '412', false, '-90'), report(15, '412', false, '-96')]), 'Since 12 Nov Nordluft reports another number than our book: 96 EA less as of 15 Nov.'],
  [say([report(10, '500', false, '1200'), report(12, '9', true, '-9', { superseded: true })]), 'Since 10 Nov Nordluft reports another number than our book: 1 200 EA more as of 10 Nov.'],
  [say([report(15, '412', null, null, { why: 'we have never counted it' })]), 'Nordluft reports 412 EA as of 15 Nov; it cannot be held against ours: we have never counted it.'],
  [say([report(10, '5', true)], { notices: [notice('884', '96'), notice('885', '0')] }), 'Both sides agree since 10 Nov: Nordluft reports 5 EA. 96 EA of shipment 884 are on the road: due 24 Nov.'],
  [say([report(10, '5', true)], { notices: [notice('1', '9', null), notice('2', '8', '2026-11-20', true), notice('3', '7')], draft: { quantity: '240' } }), 'Both sides agree since 10 Nov: Nordluft reports 5 EA. 9 EA of shipment 1 are on the road: nobody says when it comes. 8 EA of shipment 2 are missing: it was due 20 Nov and has not come. 1 more shipment is open. A draft of 240 EA waits to be approved.'],
])('%#: %s', (said, expected) => expect(said).toBe(expected)); // prettier-ignore
