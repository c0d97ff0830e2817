import type { Verdict } from './rule';
import { buyerFeedLate } from './buyer-feed-late.rule';
import { docMissing } from './doc-missing.rule';
import type { FeedView } from './feed-view';
import type { ReportFacts, ScheduleView } from './schedule-view';

const ms = (text: string): number => Date.parse(`2026-${text}+01:00`); // Berlin in November
const DAY = 86_400_000;

const instant = (id: string, at: string, received: string): ReportFacts => ({
  id,
  file: id,
  said: 'instant',
  asOfFrom: ms(at) - 900_000,
  asOfTo: Math.min(ms(at) + 900_000, ms(received)),
  receivedAt: ms(received),
});
const dated = (id: string, date: string, received: string, days = 1): ReportFacts => ({
  id,
  file: id,
  said: 'date',
  asOfFrom: ms(`${date}T00:00`),
  asOfTo: Math.min(ms(`${date}T00:00`) + days * DAY, days === 1 ? ms(received) : Infinity),
  receivedAt: ms(received),
});
const silent = (id: string, received: string): ReportFacts => ({
  id,
  file: id,
  said: 'nothing',
  asOfFrom: ms(received) - DAY,
  asOfTo: ms(received),
  receivedAt: ms(received),
});
const view = (now: string, documents: ReportFacts[], over: Partial<ScheduleView> = {}): ScheduleView => ({
  now: ms(now),
  supplier: 'NORD',
  document: 'stock_report',
  location: 'HAM',
  cron: '0 18 * * *',
  timezone: 'Europe/Berlin',
  graceMinutes: 60,
  importedAt: ms('11-16T06:00'),
  anyItemAtMin: false,
  documents,
  ...over,
});
const early = { importedAt: ms('11-01T06:00') };
const MORNING = { cron: '0 6 * * *', importedAt: ms('11-16T07:00') };
const WORKDAYS = { cron: '0 18 * * 1-5', importedAt: ms('11-13T06:00') };
const WEEKLY = { cron: '0 8 * * 1', importedAt: ms('11-10T06:00') };
const told = (v: Verdict | undefined): unknown => (v?.holds === true ? v.finding.severity : v?.holds);

describe('DOC_MISSING', () => {
  test.each<[string, ScheduleView, 'medium' | 'high' | 'critical' | false | 'unknown']>([
    ['nothing is asked before the first window closes', view('11-16T17:00', []), 'unknown'],
    ['nor in its grace', view('11-16T18:59', []), 'unknown'],
    ['then it is', view('11-16T19:00', []), 'medium'],
    ['a window from before the import is not', view('11-16T18:30', [], { importedAt: ms('11-16T18:10') }), 'unknown'],
    ['the second in a row', view('11-17T19:30', []), 'high'],
    ['one that missed and then came is medium again', view('11-18T19:30', [dated('a', '11-17', '11-17T17:00')]), 'medium'],
    ['an item at its min', view('11-16T19:30', [], { anyItemAtMin: true }), 'critical'],
    ['in time by its instant', view('11-16T19:30', [instant('a', '11-16T17:00', '11-16T17:10')]), false],
    ['in time by its date', view('11-16T19:30', [dated('a', '11-16', '11-16T17:30')]), false],
    ['in time without an as-of', view('11-16T19:30', [silent('a', '11-16T17:30')]), false],
    ['in its grace, counted after the hour', view('11-16T19:30', [instant('a', '11-16T18:05', '11-16T18:10')]), false],
    ['in its grace, without an as-of', view('11-16T19:30', [silent('a', '11-16T18:40')]), false],
    ['yesterday’s is not today’s', view('11-17T19:30', [dated('a', '11-16', '11-16T17:30')]), 'medium'],
    ['late, it covers the day that it speaks of', view('11-17T07:30', [dated('a', '11-16', '11-17T07:30')]), false],
    ['and not the day on which it came', view('11-17T19:30', [dated('a', '11-16', '11-17T07:30')]), 'medium'],
    ['the same by instant', view('11-17T19:30', [instant('a', '11-16T16:00', '11-17T12:00')]), 'medium'],
    ['received later than now', view('11-16T19:30', [dated('a', '11-16', '11-16T20:00')]), 'medium'],
    ['Friday’s on Monday leaves Monday’s', view('11-16T19:30', [dated('a', '11-13', '11-16T09:00')], WORKDAYS), 'medium'],
    [
      'Friday’s in time, Monday’s too',
      view('11-16T19:30', [dated('a', '11-13', '11-13T17:00'), dated('b', '11-16', '11-16T17:00')], WORKDAYS),
      false,
    ],
    ['no one works on Sunday', view('11-15T22:00', [dated('a', '11-13', '11-13T17:00')], WORKDAYS), false],
    ['a morning’s report of the day before', view('11-17T07:30', [dated('a', '11-16', '11-17T05:30')], MORNING), false],
    ['a morning’s report of the day itself', view('11-17T07:30', [dated('a', '11-17', '11-17T05:30')], MORNING), false],
    ['a morning’s report of the day itself, late', view('11-17T09:30', [dated('a', '11-17', '11-17T09:00')], MORNING), false],
    [
      'very late, by what its sender does as a rule',
      view('11-17T23:00', [dated('a', '11-15', '11-15T05:30'), dated('b', '11-16', '11-16T05:30'), dated('c', '11-17', '11-17T22:00')], {
        ...MORNING,
        importedAt: ms('11-14T07:00'),
      }),
      false,
    ],
    [
      'the same day read the other way',
      view('11-18T07:30', [dated('a', '11-14', '11-15T05:30'), dated('b', '11-15', '11-16T05:30'), dated('c', '11-16', '11-17T22:00')], {
        ...MORNING,
        importedAt: ms('11-14T07:00'),
      }),
      'medium',
    ],
    ['a week’s report of the Friday', view('11-16T10:00', [dated('a', '11-13', '11-16T07:00')], WEEKLY), false],
    ['a week’s report of the Monday itself, a day late', view('11-17T10:00', [dated('a', '11-16', '11-17T09:00')], WEEKLY), false],
    [
      'a week in days',
      view(
        '11-17T19:30',
        [dated('a', '11-11', '11-18T07:00', 7)].map((d) => ({ ...d, receivedAt: ms('11-17T17:00') })),
        early,
      ),
      false,
    ],
    ['the days before are asked no more once the last came', view('11-17T19:30', [dated('b', '11-17', '11-17T17:00')], early), false],
  ])('%s', (_, v, expected) => expect(told(docMissing.judge(v)[0])).toBe(expected));

  test('says which window, and speaks of its end, so that the next one missed is news', () => {
    const [v] = docMissing.judge(view('11-17T19:30', []));
    expect(v).toMatchObject({
      holds: true,
      finding: {
        key: 'DOC_MISSING|NORD|stock_report|HAM',
        asOfTo: '2026-11-17T17:00:00.000Z',
        details: { kind: 'stock_report', period_after: ms('11-16T18:00'), period_to: ms('11-17T18:00'), missed: 2 },
      },
    });
  });

  test('over a change of the clocks a day has 25 hours and one report', () => {
    const at = (t: string): number => Date.parse(t);
    const one = {
      id: 'a',
      file: 'a',
      said: 'date' as const,
      asOfFrom: at('2026-10-24T22:00Z'),
      asOfTo: at('2026-10-25T16:30Z'),
      receivedAt: at('2026-10-25T16:30Z'),
    };
    const v = view('11-01T00:00', [one], { now: at('2026-10-25T18:30Z'), importedAt: at('2026-10-24T20:00Z') });
    expect(docMissing.judge(v)[0]).toMatchObject({ holds: false, asOfTo: '2026-10-25T17:00:00.000Z' });
  });
});

const feed = (over: Partial<FeedView>): FeedView => ({
  now: ms('11-17T07:00'),
  location: 'HAM',
  watermark: ms('11-15T23:00'),
  lagHours: null,
  advances: [],
  waiting: [],
  ...over,
});
/** An evening import every working day for two weeks: the oldest that its data get is a weekend. */
const workdays = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((d) => {
  const at = ms(`11-${String(d).padStart(2, '0')}T20:00`);
  return { at, through: at };
});
const report = { id: 'd', file: 'f', place: null };

describe('BUYER_FEED_LATE', () => {
  test.each<[string, FeedView, 'medium' | 'high' | false | 'unknown']>([
    ['32 hours are no habit broken', feed({}), false],
    ['nor when a report waits', feed({ waiting: [report] }), false],
    ['three days without a habit known', feed({ watermark: ms('11-14T06:59') }), 'medium'],
    ['and a report that waits', feed({ watermark: ms('11-14T06:59'), waiting: [report] }), 'high'],
    ['never fed', feed({ watermark: null, waiting: [report] }), 'unknown'],
    ['set by hand', feed({ lagHours: 24 }), 'medium'],
    ['a weekend is in the habit', feed({ now: ms('11-16T19:00'), watermark: ms('11-13T20:00'), advances: workdays }), false],
    [
      'more than a weekend and a quarter is not',
      feed({ now: ms('11-17T15:00'), watermark: ms('11-13T20:00'), advances: workdays }),
      'medium',
    ],
    ['five days are no habit yet', feed({ now: ms('11-09T08:00'), watermark: ms('11-06T20:00'), advances: workdays.slice(0, 5) }), false],
    [
      'an hourly feed is not called late over lunch',
      feed({
        now: ms('11-17T10:00'),
        watermark: ms('11-17T00:00'),
        advances: Array.from({ length: 240 }, (_, i) => ({
          at: ms('11-07T00:00') + i * 3_600_000,
          through: ms('11-07T00:00') + i * 3_600_000,
        })),
      }),
      false,
    ],
    [
      'but the next day',
      feed({
        now: ms('11-17T13:00'),
        watermark: ms('11-17T00:00'),
        advances: Array.from({ length: 240 }, (_, i) => ({
          at: ms('11-07T00:00') + i * 3_600_000,
          through: ms('11-07T00:00') + i * 3_600_000,
        })),
      }),
      'medium',
    ],
    [
      'history that is run again does not know the future',
      feed({ now: ms('11-10T00:00'), watermark: ms('11-13T20:00'), advances: workdays }),
      false,
    ],
  ])('%s', (_, v, expected) => expect(told(buyerFeedLate.judge(v)[0])).toBe(expected));

  test('it speaks of the instant at which it became late, so that a feed that moves once and dies again is news', () => {
    const [first] = buyerFeedLate.judge(feed({ watermark: ms('11-14T00:00') }));
    const [second] = buyerFeedLate.judge(feed({ watermark: ms('11-14T01:00'), now: ms('11-18T00:00') }));
    expect([first, second]).toMatchObject([
      { finding: { asOfTo: new Date(ms('11-17T00:00')).toISOString() } },
      { finding: { asOfTo: new Date(ms('11-17T01:00')).toISOString() } },
    ]);
  });
});
