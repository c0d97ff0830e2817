import { exact, text, ZERO } from '../canonical/quantity';
import { Terms } from '../items/terms';
import type { CountSaid, MovementSaid, ReportSaid } from './facts';
import { ledgerOf, type LedgerRow, type TimelineFacts } from './ledger';

const DAY = 86_400_000;
const feed = { file: 'x.csv', reference: null };
const count = (day: number, quantity: string): CountSaid => ({
  ...{ at: day * DAY, quantity: exact(quantity), basis: 'physical', status: 'unrestricted', ref: null, feed },
});
function move(day: number, signed: string, more: Partial<MovementSaid> = {}): MovementSaid {
  const at = day * DAY;
  const span = { from: at, to: at, postedFrom: at, postedTo: at };
  return { ...span, kind: signed.startsWith('-') ? 'usage' : 'receipt', signed: exact(signed), status: 'unrestricted', toStatus: null, countRef: null, feed, stands: 1, shipNotice: null, ...more }; // prettier-ignore
}
const report = (day: number, quantity: string, more: Partial<ReportSaid> = {}): ReportSaid => ({
  ...{ quantity: exact(quantity), from: day * DAY, to: day * DAY, said: null, receivedAt: day * DAY + 3_600_000, sent: quantity },
  source: { document: `doc_${day}_${quantity}`, file: 'f', place: 'row 1' },
  ...more,
});
const terms = Terms.parse({ tolerance_qty: '10' });
const ledger = (facts: Partial<TimelineFacts>): LedgerRow[] =>
  ledgerOf({
    ...{ counts: [], movements: [], reports: [], notices: [], exceptions: [], watermark: 100 * DAY, terms, onTheWay: () => ZERO },
    termsAt: () => ({ terms: facts.terms ?? terms, tolerances: null }),
    ...facts,
  } as TimelineFacts);
const said = (q: LedgerRow['ours']): string => (q ? text(q) : '?');
const line = (r: LedgerRow): string =>
  `${r.at / DAY} ${r.kind} ${said(r.ours)}|${said(r.theirs)}${r.carried ? '*' : ''} ${said(r.gap)}${r.agrees === null ? '' : r.agrees ? ' agrees' : ' differs'}`;

test('both sides after each event; what the supplier said is carried on to the next report', () => {
  const rows = ledger({
    counts: [count(1, '100')],
    movements: [move(2, '50'), move(4, '-20')],
    reports: [report(3, '145'), report(5, '90')],
  });
  expect(rows.map(line)).toEqual([
    '1 count 100|? ?',
    '2 receipt 150|? ?',
    '3 report 150|145 -5 agrees',
    '4 usage 130|145* 15',
    '5 report 130|90 -40 differs',
  ]);
});

test('lines of one report add up; what came later of the same as-of stands, in whatever order it is given', () => {
  const again = (receivedAt: number, document: string): Partial<ReportSaid> => ({
    receivedAt,
    source: { document, file: 'f', place: null },
  });
  const reports = [
    report(3, '60', again(5 * DAY, 'doc_b')),
    report(3, '40', again(5 * DAY, 'doc_b')),
    report(3, '7', again(4 * DAY, 'doc_a')),
  ];
  for (const given of [reports, [...reports].reverse()]) {
    const rows = ledger({ counts: [count(1, '100')], movements: [move(6, '-1')], reports: given });
    const found = rows.filter((r) => r.kind === 'report').map((r) => `${said(r.theirs)} ${r.superseded} ${r.late}`);
    expect(found.sort()).toEqual(['100 false true', '7 true false']);
    expect(line(rows.at(-1)!)).toBe('6 usage 99|100* 1');
  }
});

test.each<[string, Partial<TimelineFacts>, string, string | null]>([
  ['never counted', { movements: [move(1, '5')] }, '3 report ?|100 ?', 'we have never counted it'],
  ['our data do not reach', { counts: [count(1, '100')], watermark: 2 * DAY }, '3 report 100|100 ?', "our own data do not reach the supplier's as-of"],
  ['nothing was ever said of the place', { counts: [count(1, '100')], watermark: null }, '3 report 100|100 ?', "our own data do not reach the supplier's as-of"],
  ['anything that ours was within the as-of agrees', { counts: [count(1, '100')], movements: [move(3, '-30')], reports: [report(3, '100', { from: 2 * DAY })] }, '3 report 70|100 0 agrees', null],
  ['between two counts ours can have been either', { counts: [count(1, '100'), count(5, '150')], reports: [report(3, '130')] }, '3 report 100|130 0 agrees', null],
  ['what is on the road counts where the program says so', { counts: [count(1, '100')], terms: Terms.parse({ basis: 'including_in_transit' }), onTheWay: () => exact('30'), reports: [report(3, '130')] }, '3 report 100|130 0 agrees', null],
  ['and does not where it does not', { counts: [count(1, '100')], onTheWay: () => exact('30'), reports: [report(3, '130')] }, '3 report 100|130 30 differs', null],
])('a report: %s', (_, facts, expected, why) => {
  const [row] = ledger({ reports: [report(3, '100')], ...facts }).filter((r) => r.kind === 'report');
  expect([line(row!), row!.why]).toEqual([expected, why]);
}); // prettier-ignore

test('an instant stands where it was said, not at the end of its slack; nothing has the id of another', () => {
  const at = new Date(3 * DAY).toISOString();
  const rows = ledger({
    counts: [count(1, '9')],
    movements: [move(2, '1', { feed: { file: 'x', reference: 'A' } }), move(2, '1', { feed: { file: 'x', reference: 'A' } })],
    reports: [report(3, '9', { said: at, from: 3 * DAY - 900_000, to: 3 * DAY + 900_000 })],
    exceptions: [{ id: 'exc_1', type: 'STOCKOUT', openedAt: 4 * DAY, resolvedAt: 6 * DAY }],
  });
  expect(rows.map((r) => `${r.at / DAY} ${r.kind}`)).toEqual(['1 count', '2 receipt', '2 receipt', '3 report', '4 opened', '6 closed']);
  expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length);
});

test('many counts with many movements between them: each report is held against the same band as by the whole book', () => {
  const counts = Array.from({ length: 12 }, (_, i) => count(i * 10, String(100 + i)));
  const movements = Array.from({ length: 110 }, (_, i) => move(i + 0.5, i % 3 ? '2' : '-3'));
  const reports = Array.from({ length: 15 }, (_, i) => report(3 + i * 7, '104'));
  const watermark = 200 * DAY;
  const parts = ledger({ counts, movements, reports, watermark }).filter((r) => r.kind === 'report');
  // A movement of another status is there only to have the whole book taken.
  const whole = ledger({ counts, movements: [...movements, move(500, '1', { status: 'blocked' })], reports, watermark }).filter(
    (r) => r.kind === 'report',
  );
  expect(parts.map((r) => [text(r.band!.low), text(r.band!.high)])).toEqual(whole.map((r) => [text(r.band!.low), text(r.band!.high)]));
});
