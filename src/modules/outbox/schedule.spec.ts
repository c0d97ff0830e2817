import type { Outcome } from './message';
import { settlingOf } from './relay';
import { PAUSES_MS } from './schedule';

const NOW = '2026-11-17T12:00:00.000Z';
const after = (attempts: number, outcome: Outcome): string => {
  const s = settlingOf({ attempts }, outcome, 1, NOW);
  return s.state === 'waiting' ? `again in ${(Date.parse(s.nextAt) - Date.parse(NOW)) / 1000} s` : s.state;
};
const failed: Outcome = { outcome: 'failed', detail: 'ECONNREFUSED' };

test.each([
  [1, failed, 'again in 5 s'],
  [2, failed, 'again in 300 s'],
  [3, failed, 'again in 1800 s'],
  [4, failed, 'again in 7200 s'],
  [5, failed, 'again in 18000 s'],
  [6, failed, 'again in 36000 s'],
  [7, failed, 'again in 50400 s'],
  [8, failed, 'again in 72000 s'],
  [9, failed, 'again in 86400 s'],
  [10, failed, 'given_up'],
  [11, failed, 'given_up'], // it died once after its last try was counted
  [1, { outcome: 'failed', detail: '503', notBeforeMs: 60_000 }, 'again in 60 s'],
  [3, { outcome: 'failed', detail: '503', notBeforeMs: 60_000 }, 'again in 1800 s'],
  [1, { outcome: 'refused', detail: '550' }, 'given_up'],
  [1, { outcome: 'gone', detail: '410' }, 'given_up'],
  [10, { outcome: 'sent', detail: '250' }, 'sent'],
] as [number, Outcome, string][])('after try %i that ended with %j: %s', (attempts, outcome, says) => {
  expect(after(attempts, outcome)).toBe(says);
});

test('ten tries take 75 hours, 35 minutes and 5 seconds', () => {
  expect(PAUSES_MS.reduce((a, b) => a + b) / 1000).toBe(75 * 3600 + 35 * 60 + 5);
});
