import { exact, text } from '../canonical/quantity';
import { ahead } from './ahead';

const DAY = 86_400_000;
const said = (until: number, stock: string, used: string, arrivals: readonly [number, string][]): string[] =>
  ahead(0, until * DAY, exact(stock), exact(used), arrivals.map(([day, q]) => ({ at: day * DAY, quantity: exact(q) }))).map((a) => `${a.at / DAY}: ${text(a.quantity)}`); // prettier-ignore

test.each<[string, string[], string[]]>([
  ['nothing is used, nothing comes', said(7, '100', '0', []), ['0: 100', '7: 100']],
  ['ten a day', said(7, '100', '280', []), ['0: 100', '7: 30']],
  ['used up is nothing, and never less', said(14, '100', '280', []), ['0: 100', '14: 0']],
  ['what comes lifts it, before and after', said(7, '100', '280', [[3, '50']]), ['0: 100', '3: 70', '3: 120', '7: 80']],
  ['what comes while there is nothing', said(20, '100', '280', [[15, '50']]), ['0: 100', '15: 0', '15: 50', '20: 0']],
  ['what was due before now comes now', said(1, '5', '0', [[-3, '2']]), ['0: 5', '0: 7', '1: 7']],
  ['what comes later is beyond', said(7, '100', '0', [[9, '50']]), ['0: 100', '7: 100']],
  ['a book below nothing stays there', said(7, '-3', '280', []), ['0: -3', '7: -3']],
])('%s', (_, got, expected) => expect(got).toEqual(expected));
