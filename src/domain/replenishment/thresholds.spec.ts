import { heldAt, historyOf } from './thresholds';

const row = (sku: string, from: string, to: string | null, terms: object) => ({ sku, location: '*', validFrom: `${from}T00:00:00.000Z`, validTo: to && `${to}T00:00:00.000Z`, terms: terms as Record<string, unknown> }); // prettier-ignore
const ROWS = [
  row('*', '2026-01-01', null, { min: '10', max: '50', lead_time_days: 5 }),
  row('A', '2026-03-01', '2026-06-01', { min: '20' }),
  row('A', '2026-06-01', '2026-09-01', { min: '20', planner: 'Ana' }),
  row('B', '2026-03-01', null, { min: '99' }),
];
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const told = (sku: string, field: Parameters<typeof historyOf>[3]): string[] =>
  historyOf(ROWS, sku, 'HAM', field).map((h) => `${h.value} since ${day(h.since)} by ${h.by?.sku ?? 'nobody'}`);

test('each value once, with since when and which row says it', () => {
  expect(told('A', 'min')).toEqual(['10 since 2026-01-01 by *', '20 since 2026-03-01 by A', '10 since 2026-09-01 by *']);
  expect(told('A', 'max')).toEqual(['50 since 2026-01-01 by *']);
  expect(told('A', 'lead_time_days')).toEqual(['5 since 2026-01-01 by *']);
  expect(told('A', 'moq')).toEqual([]);
});
test('what was agreed and is no longer', () => {
  const ended = historyOf([row('A', '2026-01-01', '2026-02-01', { min: '1' })], 'A', 'HAM', 'min');
  expect(ended.map((h) => h.value)).toEqual(['1', null]);
  expect([heldAt(ended, Date.parse('2025-12-31')), heldAt(ended, Date.parse('2026-01-15'))?.value, heldAt(ended, Date.parse('2026-02-01'))]).toEqual([undefined, '1', undefined]); // prettier-ignore
});
