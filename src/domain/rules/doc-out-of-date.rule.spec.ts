import { docOutOfDate, docOutOfDateBy, docOutOfDateSettings } from './doc-out-of-date.rule';
import type { DatedReport, ReportAgeView } from './report-age-view';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const day = (n: number, hour = 0): number => Date.UTC(2026, 10, 1) + (n - 1) * DAY + hour * HOUR;
/** As of a day, received on another at eight. */
const report = (asOf: number, received: number, hour = 8): DatedReport => ({
  id: `doc_${asOf}_${received}`,
  file: `of-${asOf}.csv`,
  asOf: `2026-11-${String(asOf).padStart(2, '0')}`,
  asOfFrom: day(asOf),
  asOfTo: Math.min(day(asOf + 1), day(received, hour)),
  receivedAt: day(received, hour),
});
const daily = (from: number, to: number): DatedReport[] => Array.from({ length: to - from + 1 }, (_, i) => report(from + i, from + i + 1));
const weekly = [report(2, 3), report(9, 10), report(16, 17), report(23, 24)];
const view = (r: DatedReport, others: readonly DatedReport[], over: Partial<ReportAgeView> = {}): ReportAgeView => ({
  now: r.receivedAt,
  supplier: 'NORD',
  location: 'HAM',
  list: 'x12-852',
  report: r,
  others,
  offDays: 0,
  schedule: null,
  ...over,
});
const MONDAYS = { cron: '0 8 * * 1', timezone: 'UTC' };
const told = (v: ReportAgeView, rule = docOutOfDate): unknown => {
  const [verdict] = rule.judge(v);
  return verdict!.holds === true ? verdict!.finding.details!['reason'] : verdict!.holds;
};

test.each<[string, ReportAgeView, 'stale' | 'out_of_order' | false | 'unknown']>([
  ['the first of all, of yesterday', view(report(9, 10), []), false],
  ['the first of all, a week old', view(report(1, 8), []), false],
  ['the first of all, eight days old', view(report(1, 10), []), 'stale'],
  ['days on which nobody works do not count', view(report(1, 10), [], { offDays: 3 }), false],
  ['daily, of yesterday', view(report(9, 10), daily(1, 8)), false],
  ['daily, nothing for two days, and then of three days ago', view(report(9, 12), daily(1, 8)), false],
  ['and then of four days ago', view(report(9, 13), daily(1, 8)), 'stale'],
  ['over a weekend', view(report(9, 14), daily(1, 8), { offDays: 2 }), false],
  ['weekly, two weeks old', view(report(24, 38), weekly), false],
  ['weekly, three weeks old', view(report(24, 46), weekly), 'stale'],
  ['as often as its schedule says, where nothing is learned', view(report(1, 14), [], { schedule: MONDAYS }), false],
  ['of last week once more', view(report(4, 10), daily(1, 8)), 'out_of_order'],
  ['of the day before that was missing: late, and right', view(report(5, 10, 7), [...daily(1, 4), ...daily(6, 8)]), 'unknown'],
  ['of a day before all that is known', view(report(1, 10), daily(4, 8)), 'unknown'],
  ['once more of the same day', view(report(8, 9, 12), daily(1, 8)), 'unknown'],
  [
    'an hour before another of the same round',
    view({ ...report(9, 10, 9), asOfTo: day(9, 23) }, [...daily(1, 8), report(9, 10)]),
    'unknown',
  ],
  ['out of order, and then a newer one came', view(report(4, 10), [...daily(1, 8), report(10, 11)]), false],
  ['out of order, and then another old one', view(report(4, 10), [...daily(1, 8), report(5, 11)]), 'out_of_order'],
])('%s', (_, v, expected) => expect(told(v)).toBe(expected));

test('how old it may be is a setting', () => {
  expect(told(view(report(1, 4), []), docOutOfDateBy(docOutOfDateSettings.parse({ days: 1 })))).toBe('stale');
  expect(told(view(report(9, 14), daily(1, 8)), docOutOfDateBy(docOutOfDateSettings.parse({ leastDays: 5 })))).toBe(false);
});

test('it says of when it is, and what is known already', () => {
  const [verdict] = docOutOfDate.judge(view(report(4, 10), daily(1, 8)));
  expect(verdict).toMatchObject({
    finding: {
      key: 'DOC_OUT_OF_DATE|NORD|stock_report|HAM|x12-852',
      severity: 'medium',
      message: 'of-4.csv speaks of 2026-11-04, and of-8.csv of 2026-11-08 is here already',
    },
  });
  const [old] = docOutOfDate.judge(view(report(9, 14), daily(1, 8)));
  expect(old).toMatchObject({
    finding: { message: 'of-9.csv speaks of 2026-11-09: 4 working days old when it came, where 3 are usual at most' },
  });
});

test('another kind of list of the same place neither raises nor ends it', () => {
  const [old] = docOutOfDate.judge(view(report(4, 10), daily(1, 8)));
  const [other] = docOutOfDate.judge(view(report(9, 10), [], { list: 'nord-weekly' }));
  expect([old!.holds, other]).toEqual([
    true,
    expect.objectContaining({ holds: false, key: 'DOC_OUT_OF_DATE|NORD|stock_report|HAM|nord-weekly' }),
  ]);
});
