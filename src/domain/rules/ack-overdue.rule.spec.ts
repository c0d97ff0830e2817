import { ackOverdue } from './ack-overdue.rule';
import type { Acknowledged, OutboundView } from './outbound-view';

const HOUR = 3_600_000;
const SENT = Date.UTC(2026, 10, 16, 8);
const answer = (said: Acknowledged['answer'], detail: string | null = null): Acknowledged => ({
  answer: said,
  at: SENT + HOUR,
  detail,
  document: { id: 'doc_1', file: 'ack.997', place: 'segment 5 AK502' },
});
const view = (hours: number, over: Partial<OutboundView> = {}): OutboundView => ({
  now: SENT + hours * HOUR,
  supplier: 'NORD',
  kind: 'x12-850',
  control: '17',
  sentAt: SENT,
  within: null,
  acknowledged: null,
  replacedBy: null,
  ...over,
});
const told = (v: OutboundView): unknown => {
  const [verdict] = ackOverdue.judge(v);
  return verdict!.holds === true ? verdict!.finding.severity : verdict!.holds === false ? verdict!.resolution : verdict!.reason;
};

test.each<[string, OutboundView, string]>([
  ['sent a day ago, to the minute', view(24), 'it is not due yet'],
  ['and a minute later', view(24.02), 'medium'],
  ['by what was agreed', view(5, { within: 4 }), 'medium'],
  ['it has not left', view(99, { sentAt: null }), 'it has not left'],
  ['accepted', view(2, { acknowledged: answer('accepted') }), 'fixed_by_supplier'],
  ['late, and accepted', view(99, { acknowledged: answer('accepted') }), 'fixed_by_supplier'],
  ['rejected before it was due', view(2, { acknowledged: answer('rejected') }), 'high'],
  ['with errors', view(2, { acknowledged: answer('with_errors') }), 'medium'],
  ['in part', view(2, { acknowledged: answer('partly') }), 'medium'],
  ['rejected, and sent again', view(2, { acknowledged: answer('rejected'), replacedBy: '18' }), 'superseded'],
])('%s', (_, v, expected) => expect(told(v)).toBe(expected));

test('it says what came back, and where', () => {
  const [verdict] = ackOverdue.judge(view(2, { acknowledged: answer('rejected', 'one or more segments in error') }));
  expect(verdict).toMatchObject({
    finding: {
      key: 'ACK_OVERDUE|NORD|x12-850|17',
      message: 'x12-850 17 to NORD was rejected: one or more segments in error',
      documents: [{ place: 'segment 5 AK502' }],
    },
  });
  const [silent] = ackOverdue.judge(view(30));
  expect(silent).toMatchObject({ finding: { message: 'x12-850 17 to NORD is not acknowledged after 24 h', documents: [] } });
});
