import type { Cell } from '../canonical/vocabulary';
import { dateOrderOf, datesWithin, isFuture, readDate, readDateCell, weekWithin } from './dates';

const shown = (d: ReturnType<typeof readDate>): string =>
  d === undefined ? 'none' : d === 'unsure' ? d : d.said === 'date' ? `${d.date}${d.to ? `..${d.to}` : ''}` : d.at;

test.each([
  ['2026-11-16', '2026-11-16'], ['2026/11/16', '2026-11-16'], ['2026.11.16', '2026-11-16'], ['20261116', '2026-11-16'],
  ['16.11.2026', '2026-11-16'], ['6.1.26', '2026-01-06'], ['03.04.2026', '2026-04-03'], ['16-11-2026', '2026-11-16'], ['16/11/2026', '2026-11-16'],
  ['11/16/2026', '2026-11-16'], ['05/05/2026', '2026-05-05'], ['Mo, 16.11.2026', '2026-11-16'], ['Monday, 16 November 2026', '2026-11-16'],
  ['16-Nov-2026', '2026-11-16'], ['16 Nov 26', '2026-11-16'], ['16. November 2026', '2026-11-16'], ['3. März 2026', '2026-03-03'], ['Nov 16, 2026', '2026-11-16'],
  ['16 novembre 2026', '2026-11-16'], ['16 listopada 2026', '2026-11-16'], ['1 mei 2026', '2026-05-01'], ['4 Dez 2026', '2026-12-04'],
  ['2026-11-16T18:00:00+01:00', '2026-11-16T18:00:00+01:00'], ['2026-11-16 18:00', '2026-11-16T18:00:00'], ['2026-11-16 18:00:05Z', '2026-11-16T18:00:05Z'],
  ['16.11.2026 18:00 Uhr', '2026-11-16T18:00:00'], ['16.11.2026, 6:00', '2026-11-16T06:00:00'], ['11/16/2026 6:05 PM', '2026-11-16T18:05:00'],
  ['11/16/2026 12:05 am', '2026-11-16T00:05:00'], ['2026-11-16 00:00:00', '2026-11-16'], ['2026-W46', '2026-11-09..2026-11-15'], ['KW 46/2026', '2026-11-09..2026-11-15'],
  ['2026年11月5日', '2026-11-05'], ['2026年11月15日 18:00', '2026-11-15T18:00:00'],
  ['11/12/2026', 'unsure'], ['03-04-26', 'unsure'], ['31.02.2026', 'none'], ['2026-13-01', 'none'], ['13/13/2026', 'none'], ['16 Foo 2026', 'none'],
  ['heute', 'none'], ['', 'none'], ['12', 'none'], ['12.5', 'none'], ['1.2.3', 'none'], ['16.11.', 'none'], ['4006381333931', 'none'],
])('%s is %s', (text, expected) => expect(shown(readDate(text, null))).toBe(expected)); // prettier-ignore

test.each<[string[], string, string]>([
  [['11/12/2026', '13/12/2026'], 'day-first', 'proof'],
  [['11/12/2026', '12/13/2026'], 'month-first', 'proof'],
  [['13/12/2026', '12/13/2026'], 'null', 'nothing'],
  [['11/12/2026'], 'month-first', 'receipt'], // read the other way it is the 11th of December, which is still to come
  [['11/10/2026', '11/12/2026'], 'month-first', 'receipt'],
  [['10/11/2026', '12/11/2026'], 'day-first', 'receipt'],
  [['11/11/2026'], 'null', 'nothing'],
  [['03/04/2026'], 'null', 'nothing'], // both long ago
  [['16.11.2026', '2026-11-16'], 'null', 'nothing'], // nothing to decide
])('%j is %s by %s', (values, order, by) => {
  const read = dateOrderOf(values, { received: '2026-11-14T10:00:00Z', before: 62, after: 1 });
  expect([String(read.order), read.by]).toEqual([order, by]);
});

test('a date that contradicts its column is asked about, not turned around', () => {
  expect(readDate('12/13/2026', 'day-first')).toBe('unsure');
  expect(readDate('11/12/2026', 'day-first')).toEqual({ said: 'date', date: '2026-12-11' });
});

test.each<[Cell, string]>([
  [{ shown: '16.11.26', raw: '2026-11-16' }, '2026-11-16'],
  [{ shown: '46342', raw: 46342 }, '2026-11-16'],
  [{ shown: '46342.75', raw: 46342.75 }, '2026-11-16T18:00:00'],
  [{ shown: '20261116', raw: 20261116 }, '2026-11-16'],
  [{ shown: '12', raw: 12 }, 'none'],
  [{ shown: '#REF!', raw: null }, 'none'],
])('the cell %j is %s', (cell, expected) => expect(shown(readDateCell(cell, null))).toBe(expected));

test.each([
  ['Stand: 16.11.2026', ['2026-11-16']],
  ['Bestandsliste vom 16. November 2026 (Werk 3)', ['2026-11-16']],
  ['stock_20261116_0600.csv', ['2026-11-16']],
  ['pike-stock-2026-11-16.csv', ['2026-11-16']],
  ['stock 2026_11_16.xlsx', ['2026-11-16']],
  ['As of 11/12/2026', ['unsure']],
  ['from 01.11.2026 to 15.11.2026', ['2026-11-01', '2026-11-15']],
  ['Order 4500019044, version 1.2.3', []],
])('%s holds %j', (text, expected) => expect(datesWithin(text, null).map(shown)).toEqual(expected));

test.each([
  ['Bestand KW46.xlsx', '2026-11-09..2026-11-15'],
  ['Wk 46 stock', '2026-11-09..2026-11-15'],
  ['week-46-2025', '2025-11-10..2025-11-16'],
  ['KW 52', '2025-12-22..2025-12-28'], // this year's has not begun
  ['network 46', 'none'],
])('%s speaks of %s', (text, expected) => expect(shown(weekWithin(text, '2026-11-17T08:00:00Z'))).toBe(expected));

test('the zones of the earth are no future, next week is', () => {
  expect(isFuture({ said: 'date', date: '2026-11-17' }, '2026-11-16T10:00:00Z')).toBe(false);
  expect(isFuture({ said: 'date', date: '2026-11-18' }, '2026-11-16T10:00:00Z')).toBe(true);
});
