import { parseTimeline } from './timeline';

test('events in time order, their instants in UTC', () => {
  const text = '{"at":"2026-09-01T05:00:00-05:00","do":"import","path":"feed"}\n\n{"at":"2026-09-01T10:00:00Z","do":"reconcile"}\n';
  expect(parseTimeline(text, 't')).toEqual([
    { at: '2026-09-01T10:00:00.000Z', do: 'import', path: 'feed' },
    { at: '2026-09-01T10:00:00.000Z', do: 'reconcile' },
  ]);
});

test.each([
  ['{"at":"2026-09-01T05:00:00Z","do":"dance"}', 't, line 1: do'],
  ['{"at":"2026-09-01","do":"reconcile"}', 'expected an ISO instant'],
  ['{"at":"2026-09-01T05:00:00Z","do":"ingest"}', 'path'],
  ['nonsense', 't, line 1: not JSON'],
  [
    '{"at":"2026-09-02T05:00:00Z","do":"reconcile"}\n{"at":"2026-09-01T05:00:00Z","do":"reconcile"}',
    't, line 2: 2026-09-01T05:00:00Z lies before',
  ],
])('%s is refused with its line', (text, expected) => expect(() => parseTimeline(text, 't')).toThrow(expected));
