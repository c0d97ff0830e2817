import { byCostOfWaiting, type Waiting, withinBudget } from './budget';

const row = (id: string, over: Partial<Waiting> = {}): Waiting => ({
  id,
  severity: 'high',
  shortDays: null,
  value: null,
  openedAt: 0,
  ...over,
});
const eur = (amount: string) => ({ value: { amount, currency: 'EUR' } });
const ids = (rows: readonly Waiting[]): string => rows.map((r) => r.id).join('');

test.each<[string, Waiting[], string]>([
  ['what runs out comes before what is worth more', [row('a', eur('9000')), row('b', { shortDays: 1 })], 'ba'],
  ['the shorter of two', [row('a', { shortDays: 2 }), row('b', { shortDays: 5 })], 'ba'],
  ['what lasts beyond the lead time is not short, however long it lasts', [row('a', { shortDays: -30 }), row('b', eur('1'))], 'ba'],
  ['what is worth more', [row('a', eur('9')), row('b', eur('10'))], 'ba'],
  ['what is worth something before what nobody knows', [row('a'), row('b', eur('1'))], 'ba'],
  [
    'values of two currencies by their share of the largest',
    [
      row('a', eur('50')),
      row('b', eur('100')),
      row('c', { value: { amount: '600', currency: 'JPY' } }),
      row('d', { value: { amount: '1000', currency: 'JPY' } }),
    ],
    'bdca',
  ],
  ['the graver', [row('a', { severity: 'medium' }), row('b')], 'ba'],
  ['the older', [row('a', { openedAt: 5 }), row('b', { openedAt: 4 })], 'ba'],
  ['all of it the same: always in one order', [row('b'), row('a')], 'ab'],
])('%s', (_, rows, order) => {
  expect(ids(byCostOfWaiting(rows))).toBe(order);
});

test.each<[string, number, string, string]>([
  ['enough for all', 9, 'cdba', ''],
  ['enough for some', 2, 'cd', 'ba'],
  ['for one, and there is a critical one', 1, 'c', 'dba'],
  ['for none, and the critical one is told nevertheless', 0, 'c', 'dba'],
  ['more were told than there were', -3, 'c', 'dba'],
])('a budget: %s', (_, left, now, later) => {
  const rows = [row('a'), row('b', eur('5')), row('c', { severity: 'critical' }), row('d', { shortDays: 2 })];
  const split = withinBudget(rows, left);
  expect([ids(split.now), ids(split.later)]).toEqual([now, later]);
});
