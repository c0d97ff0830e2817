import { placeAsOf } from '../ledger/as-of';
import { parseMappingFile } from './mapping-file';

const parse = (rules: string, more = '', columns = '{ vendor: Art, on_hand: Menge }'): string => {
  const read = parseMappingFile(`name: n\nsupplier: NORD\ncolumns: ${columns}\nas_of: ${rules}\n${more}`, 'n.yaml');
  return 'issue' in read ? read.issue.detail : 'fits';
};

test.each([
  ['a rule for each place', '[{ from: cell, cell: B2, within: 90 minutes }, { from: subject }, { from: file }, { from: sheet, date_order: day-first }]', '', 'fits'], // prettier-ignore
  ['hours before the receipt', '[{ from: received, before: 36 hours }]', '', 'fits'],
  ['none', '[]', '', /as_of/],
  ['a place that there is not', '[{ from: moon }]', '', /n\.yaml:4:\d+ as_of\.0/],
  ['a cell that is none', '[{ from: cell, cell: 12 }]', '', /n\.yaml:4:\d+ as_of\.0\.cell/],
  ['a zone that there is not', '[{ from: subject, zone: Europe/Bremen }]', '', /expected a time zone such as Europe\/Berlin/],
  ['a time that is none', '[{ from: subject, within: some hours }]', '', /expected a time such as 12 hours/],
  ['a day of nobody', '[{ from: received, before: 1 day }]', '', /a day of receipt needs the zone whose day it is/],
  ['a column that is not named', '[{ from: column }]', '', /from: column needs columns\.as_of/],
  ['two words', '[{ from: subject }]', 'constants: { as_of: 2026-11-16 }\n', /constants\.as_of says the day for all rows, too/],
  ['of a shipment', '[{ from: subject }]', 'kind: ship_notice\n', /as_of is of a stock list/],
  ['columns that are days', '[{ from: subject }]', 'across: { say: as_of }\n', /the columns are days/],
])('%s', (_, rules, more, expected) => {
  if (typeof expected === 'string') expect(parse(rules, more)).toBe(expected);
  else expect(parse(rules, more)).toMatch(expected);
});

test('a column that is named without a word about when it counts', () => {
  expect(parse('[{ from: subject }]', '', '{ vendor: Art, on_hand: Menge, as_of: Tag }')).toMatch(/add \{ from: column \}/);
});

test.each([
  [
    'a day of another zone',
    { said: 'date', date: '2026-11-10', zone: 'Asia/Tokyo' },
    '2026-11-09T15:00:00.000Z',
    '2026-11-10T14:59:59.999Z',
  ],
  [
    'a day and so many hours about it',
    { said: 'date', date: '2026-11-10', slack: 120 },
    '2026-11-09T21:00:00.000Z',
    '2026-11-11T00:59:59.999Z',
  ],
  ['a clock of another zone', { said: 'instant', at: '2026-11-10T12:00:00', zone: 'Asia/Tokyo', slack: 60 }, '2026-11-10T02:00:00.000Z', '2026-11-10T04:00:00.000Z'], // prettier-ignore
  [
    'an offset that is told',
    { said: 'instant', at: '2026-11-10T12:00:00Z', zone: 'Asia/Tokyo' },
    '2026-11-10T11:45:00.000Z',
    '2026-11-10T12:15:00.000Z',
  ],
] as const)('%s widens the window in which the book is looked at', (_, said, from, to) => {
  expect(placeAsOf(said, 'Europe/Berlin', '2026-11-16T18:00:00Z')).toMatchObject({ from, to });
});
