import { responseOverdue } from './response-overdue.rule';
import type { ResponseView } from './response-view';

const DAY = 86_400_000;
const at = (day: number): number => Date.UTC(2026, 10, day);
const view = (now: number, over: Partial<ResponseView> = {}): ResponseView => ({
  now: at(now),
  owed: 'supplier_commit',
  id: 'PO-7',
  supplier: 'NORD',
  sku: 'BRK',
  location: 'HAM',
  askedAt: at(16),
  dueAt: at(18),
  orderBy: at(20),
  answer: null,
  document: null,
  ...over,
});
const given = (what: 'given' | 'withdrawn'): Partial<ResponseView> => ({ answer: { at: at(22), what } });
const told = (v: ResponseView): unknown => {
  const [verdict] = responseOverdue.judge(v);
  return verdict!.holds === true ? verdict!.finding.severity : verdict!.holds === false ? verdict!.resolution : verdict!.reason;
};

test.each<[string, ResponseView, string]>([
  ['on its last moment', view(18), 'it is not due yet'],
  ['past it', view(18, { now: at(18) + 1 }), 'medium'],
  ['on the last moment to order', view(20), 'medium'],
  ['past that', view(20, { now: at(20) + 1 }), 'high'],
  ['where nothing has to be ordered', view(99, { orderBy: null }), 'medium'],
  ['answered, however late', view(23, given('given')), 'fixed_by_supplier'],
  ['answered by us', view(23, { owed: 'buyer_approval', ...given('given') }), 'fixed_by_buyer'],
  ['asked no longer', view(23, given('withdrawn')), 'superseded'],
])('%s', (_, v, expected) => expect(told(v)).toBe(expected));

test('it says who owes what since when', () => {
  const [verdict] = responseOverdue.judge(view(21, { owed: 'buyer_approval', id: 'draft 12', askedAt: at(16) - DAY }));
  expect(verdict).toMatchObject({
    finding: {
      key: 'RESPONSE_OVERDUE|NORD|buyer_approval|draft 12',
      message: 'our approval of draft 12 was due 2026-11-18T00:00:00.000Z, and 2026-11-20T00:00:00.000Z was the last moment to order',
      details: { asked_at: '2026-11-15T00:00:00.000Z' },
    },
  });
});
