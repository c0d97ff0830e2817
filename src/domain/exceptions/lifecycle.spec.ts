import type { Finding, Severity } from '../canonical/vocabulary';
import type { Verdict } from '../rules/rule';
import { advance, type Change, type DeskRow } from './lifecycle';

const DAY = 86_400_000;
const T0 = Date.parse('2026-11-16T06:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

const finding = (over: Partial<Finding> = {}): Finding => ({
  type: 'COUNT_DIVERGENCE',
  key: 'K',
  severity: 'medium',
  message: 'm',
  documents: [{ id: 'd1', file: 'a.852', place: 'segment 5 ZA02' }],
  asOfTo: iso(T0),
  ...over,
});
const holds = (over: Partial<Finding> = {}): Verdict => ({ holds: true, finding: finding(over) });
const ends = (asOfTo?: number): Verdict => ({
  holds: false,
  key: 'K',
  resolution: 'fixed_by_supplier',
  ...(asOfTo === undefined ? {} : { asOfTo: iso(asOfTo) }),
});
const unknown: Verdict = { holds: 'unknown', key: 'K', reason: 'watermark' };
const row = (over: Partial<DeskRow> = {}): DeskRow => ({
  id: 'e1',
  key: 'K',
  type: 'COUNT_DIVERGENCE',
  severity: 'medium',
  status: 'open',
  asOfTo: T0,
  openedAt: T0,
  lastSeenAt: T0,
  resolvedAt: null,
  resolution: null,
  resolvedAsOf: null,
  occurrences: 1,
  documents: [{ id: 'd1', file: 'a.852', place: 'segment 5 ZA02' }],
  ...over,
});
const resolved = (over: Partial<DeskRow> = {}): DeskRow =>
  row({ status: 'resolved', resolvedAt: T0 + DAY, resolvedAsOf: T0 + DAY, resolution: 'timing', ...over });

describe('one verdict', () => {
  test.each<[string, DeskRow[], Verdict, number, object | undefined]>([
    ['opens what is new', [], holds(), T0, { do: 'open', severity: 'medium', previousId: null }],
    ['sees the same again without news', [row()], holds(), T0 + 1, { do: 'refresh', occurrences: 1, news: [] }],
    [
      'appends a later report',
      [row()],
      holds({ asOfTo: iso(T0 + DAY), documents: [{ id: 'd2', file: 'b', place: null }] }),
      T0 + DAY,
      { do: 'refresh', occurrences: 2, news: ['evidence'] },
    ],
    ['moves severity up', [row()], holds({ severity: 'high' }), T0 + 1, { do: 'refresh', severity: 'high', news: ['severity'] }],
    ['moves severity down', [row({ severity: 'high' })], holds(), T0 + 1, { do: 'refresh', severity: 'medium', news: ['severity'] }],
    [
      'gives a divergence that flips a decision its higher name',
      [row()],
      holds({ type: 'DECISION_FLIP' }),
      T0 + 1,
      { do: 'refresh', id: 'e1', news: ['type'] },
    ],
    ['keeps what a person acknowledged as it is', [row({ status: 'acknowledged' })], holds(), T0 + 1, { do: 'refresh', id: 'e1' }],
    ['leaves all as it is where nothing is known', [row()], unknown, T0 + DAY, undefined],
    ['clears by a newer as-of', [row()], ends(T0 + DAY), T0 + DAY, { do: 'clear', id: 'e1', resolvedAsOf: T0 + DAY }],
    ['clears by the same as-of when the book moved', [row()], ends(T0), T0 + DAY, { do: 'clear', resolvedAsOf: T0 }],
    ['never clears by an older as-of', [row()], ends(T0 - 1), T0 + DAY, undefined],
    ['clears at now where no as-of is spoken of', [row()], ends(), T0 + DAY, { do: 'clear', resolvedAsOf: T0 + DAY }],
    ['clears a snoozed one', [row({ status: 'snoozed' })], ends(T0 + DAY), T0 + DAY, { do: 'clear' }],
    ['has nothing to clear', [resolved()], ends(T0 + 9 * DAY), T0 + 9 * DAY, undefined],
    [
      'reopens by a later as-of',
      [resolved()],
      holds({ asOfTo: iso(T0 + 2 * DAY) }),
      T0 + 2 * DAY,
      { do: 'reopen', id: 'e1', occurrences: 2 },
    ],
    ['does not reopen by what was resolved', [resolved()], holds({ asOfTo: iso(T0 + DAY) }), T0 + 2 * DAY, undefined],
    ['reopens on the fourteenth day', [resolved()], holds({ asOfTo: iso(T0 + 15 * DAY) }), T0 + 15 * DAY, { do: 'reopen', id: 'e1' }],
    [
      'after that opens a new one with a link',
      [resolved()],
      holds({ asOfTo: iso(T0 + 15 * DAY + 1) }),
      T0 + 15 * DAY + 1,
      { do: 'open', previousId: 'e1' },
    ],
    [
      'leaves an accepted difference until it expires',
      [resolved({ acceptedUntil: T0 + 5 * DAY })],
      holds({ asOfTo: iso(T0 + 4 * DAY) }),
      T0 + 4 * DAY,
      undefined,
    ],
    [
      'and reopens it then',
      [resolved({ acceptedUntil: T0 + 5 * DAY })],
      holds({ asOfTo: iso(T0 + 5 * DAY) }),
      T0 + 5 * DAY,
      { do: 'reopen' },
    ],
    [
      'looks at the newest of several resolved ones',
      [resolved({ id: 'e0', resolvedAt: T0 - 30 * DAY, resolvedAsOf: T0 - 30 * DAY }), resolved()],
      holds({ asOfTo: iso(T0 + 2 * DAY) }),
      T0 + 2 * DAY,
      { do: 'reopen', id: 'e1' },
    ],
    ['does not let an older clock touch what is open', [row({ lastSeenAt: T0 + DAY })], ends(T0 + DAY), T0, undefined],
    ['nor reopen what was resolved since', [resolved({ resolvedAsOf: T0 - DAY })], holds(), T0, undefined],
    [
      'steps up what is raised for the third time in 30 days',
      [resolved({ raisedAt: [T0 - 9 * DAY, T0] })],
      holds({ asOfTo: iso(T0 + 2 * DAY) }),
      T0 + 2 * DAY,
      { do: 'reopen', severity: 'high' },
    ],
    [
      'not when the first is longer ago',
      [resolved({ raisedAt: [T0 - 29 * DAY, T0] })],
      holds({ asOfTo: iso(T0 + 2 * DAY) }),
      T0 + 2 * DAY,
      { do: 'reopen', severity: 'medium' },
    ],
    [
      'nor a second time what the rule has weighed',
      [resolved({ raisedAt: [T0 - 9 * DAY, T0] })],
      holds({ asOfTo: iso(T0 + 2 * DAY), details: { weighed: true } }),
      T0 + 2 * DAY,
      { severity: 'medium' },
    ],
  ])('%s', (_, rows, verdict, now, expected) => {
    const changes = advance(rows, [verdict], now);
    if (expected === undefined) expect(changes).toEqual([]);
    else expect(changes).toEqual([expect.objectContaining(expected)]);
  });

  test('evidence is appended once, and the oldest is kept when there is too much of it', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ id: `d${i}`, file: 'f', place: null }));
    const [change] = advance([row({ documents: many.slice(0, 50) })], [holds({ documents: many })], T0 + 1);
    const documents = (change as Extract<Change, { do: 'refresh' }>).documents;
    expect(documents).toHaveLength(50);
    expect([documents[0]!.id, documents.at(-1)!.id]).toEqual(['d0', 'd59']);
  });

  test.each([
    ['what holds outweighs', [ends(T0), unknown, holds()], 'refresh'],
    ['what is unknown keeps open', [ends(T0), unknown], undefined],
  ] as const)('of several verdicts on one key, %s', (_, verdicts, what) => expect(advance([row()], verdicts, T0 + 1)[0]?.do).toBe(what));
});

/** The desk as a store would keep it, written down once more and plainly. */
function apply(rows: DeskRow[], changes: readonly Change[], now: number): DeskRow[] {
  const out = rows.map((r) => ({ ...r }));
  for (const c of changes) {
    if (c.do === 'open') {
      const asOfTo = c.finding.asOfTo === undefined ? null : Date.parse(c.finding.asOfTo);
      out.push(
        row({ id: `e${out.length}`, key: c.key, type: c.finding.type, severity: c.severity, openedAt: now, lastSeenAt: now, asOfTo }),
      );
      continue;
    }
    const i = out.findIndex((r) => r.id === c.id);
    if (c.do === 'clear')
      out[i] = { ...out[i]!, status: 'resolved', resolvedAt: now, resolvedAsOf: c.resolvedAsOf, resolution: c.resolution };
    else if (c.do === 'reopen' || c.do === 'refresh')
      out[i] = { ...out[i]!, status: 'open', resolvedAt: null, type: c.finding.type, severity: c.severity, lastSeenAt: now };
  }
  return out;
}

test('whatever verdicts come, there is at most one open row per key, and none that was open is lost without a word', () => {
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  for (let world = 0; world < 300; world++) {
    let rows: DeskRow[] = [];
    let now = T0;
    for (let step = 0; step < 25; step++) {
      now += random(6) * DAY + random(3) * 3_600_000;
      const verdicts = Array.from({ length: 1 + random(4) }, (): Verdict => {
        const key = `K${random(3)}`;
        const asOfTo = iso(now - random(4) * DAY);
        const what = random(4);
        if (what === 0) return { holds: 'unknown', key, reason: 'late' };
        if (what === 1) return { holds: false, key, resolution: 'timing', ...(random(2) ? { asOfTo } : {}) };
        const severity = (['low', 'medium', 'high', 'critical'] as Severity[])[random(4)]!;
        return holds({ key, severity, type: random(2) ? 'DECISION_FLIP' : 'COUNT_DIVERGENCE', ...(random(2) ? { asOfTo } : {}) });
      });
      const changes = advance(rows, verdicts, now);
      const after = apply(rows, changes, now);
      for (const key of ['K0', 'K1', 'K2'])
        expect(after.filter((r) => r.key === key && r.status !== 'resolved').length).toBeLessThanOrEqual(1);
      for (const before of rows.filter((r) => r.status !== 'resolved')) {
        const same = after.find((r) => r.id === before.id)!;
        const told = changes.some((c) => c.do === 'clear' && c.id === before.id);
        expect(same.status !== 'resolved' || told).toBe(true);
        if (verdicts.every((v) => v.holds !== true && v.holds !== false)) expect(same).toEqual(before);
      }
      expect(after.length).toBeGreaterThanOrEqual(rows.length);
      rows = after;
    }
  }
});

describe('what a person did', () => {
  const snooze = (over: object = {}): DeskRow =>
    row({
      status: 'snoozed',
      snooze: { kind: 'worse', at: null, percent: 25, severity: 'medium', difference: '-96', asOfTo: T0, documents: ['d1'], ...over },
    });
  const later = { asOfTo: iso(T0 + DAY), documents: [{ id: 'd2', file: 'b', place: null }] };
  test.each<[string, DeskRow, Partial<Finding>, string | undefined]>([
    ['sleeps on while it is the same', snooze(), { difference: '-96', ...later }, undefined],
    ['sleeps on while it grows by less', snooze(), { difference: '-119', ...later }, undefined],
    ['wakes when it grew by a quarter', snooze(), { difference: '-120', ...later }, 'it grew'],
    ['wakes when it grew by as much as was said', snooze({ percent: 100 }), { difference: '-191', ...later }, undefined],
    ['wakes when it grew on the other side', snooze(), { difference: '120', ...later }, 'it grew'],
    ['wakes when it is graver', snooze(), { difference: '-96', severity: 'high' }, 'it became graver'],
    ['wakes by the next report', snooze({ kind: 'report' }), { difference: '-96', ...later }, 'a newer report came'],
    ['wakes by another document about the same moment', snooze({ kind: 'report' }), { ...later, asOfTo: iso(T0) }, 'a newer report came'],
    ['does not take the same report for the next', snooze({ kind: 'report' }), { difference: '-500' }, undefined],
    [
      'sleeps until its day, whatever comes',
      snooze({ kind: 'date', at: T0 + 9 * DAY }),
      { difference: '-500', severity: 'high', ...later },
      undefined,
    ],
    ['but not through what became critical', snooze({ kind: 'date', at: T0 + 9 * DAY }), { severity: 'critical' }, 'it became critical'],
    [
      'sleeps on when it was critical before',
      snooze({ kind: 'date', at: T0 + 9 * DAY, severity: 'critical' }),
      { severity: 'critical' },
      undefined,
    ],
  ])('snoozed: %s', (_, before, found, why) => {
    const changes = advance([before], [holds(found)], T0 + DAY);
    expect(changes.map((c) => c.do)).toEqual(why === undefined ? ['refresh'] : ['refresh', 'wake']);
    if (why !== undefined) expect(changes[1]).toMatchObject({ id: 'e1', why });
  });

  const accepted = (over: object = {}): DeskRow =>
    resolved({
      resolution: 'accepted_difference',
      acceptedUntil: T0 + 10 * DAY,
      accepted: { difference: '-96', severity: 'medium', type: 'COUNT_DIVERGENCE', ...over },
    });
  test.each<[string, DeskRow, Partial<Finding>, number, string | undefined]>([
    ['the same', accepted(), { difference: '-96' }, 3, undefined],
    ['less', accepted(), { difference: '-20', severity: 'high' }, 3, undefined],
    ['more', accepted(), { difference: '-97' }, 3, 'reopen'],
    ['as much on the other side', accepted(), { difference: '20' }, 3, 'reopen'],
    ['less, and it decides', accepted(), { difference: '-60', type: 'DECISION_FLIP' }, 3, 'reopen'],
    ['less, and it decided before', accepted({ type: 'DECISION_FLIP' }), { difference: '-60', type: 'DECISION_FLIP' }, 3, undefined],
    ['the same after its day', accepted(), { difference: '-96' }, 11, 'reopen'],
    ['without numbers, the same', accepted({ difference: null }), {}, 3, undefined],
    ['without numbers, graver', accepted({ difference: null }), { severity: 'high' }, 3, 'reopen'],
  ])('accepted: %s', (_, before, found, days, what) => {
    const changes = advance([before], [holds({ asOfTo: iso(T0 + days * DAY), ...found })], T0 + days * DAY);
    expect(changes.map((c) => c.do)).toEqual(what === undefined ? [] : [what]);
  });

  const ended = (over: Partial<DeskRow> = {}): DeskRow => resolved({ asOfTo: null, held: true, resolution: 'fixed_by_buyer', ...over });
  const undated = (over: Partial<Finding> = {}): Verdict => {
    const { asOfTo: _, ...rest } = finding(over);
    return { holds: true, finding: rest };
  };
  test.each<[string, DeskRow, Verdict, string | undefined]>([
    ['stands as it stood: quiet', ended(), undated(), undefined],
    ['is graver', ended(), undated({ severity: 'high' }), 'reopen'],
    ['another document says it', ended(), undated({ documents: [{ id: 'd2', file: 'b', place: null }] }), 'reopen'],
    ['is over: the next time is news', ended(), ends(), 'lapse'],
    ['began again', ended({ held: false }), undated(), 'reopen'],
    ['accepted, and its day has come', ended({ resolution: 'accepted_difference', acceptedUntil: T0 + DAY }), undated(), 'reopen'],
  ])('what nobody dates, ended by a person: %s', (_, before, verdict, what) => {
    expect(advance([before], [verdict], T0 + 2 * DAY).map((c) => c.do)).toEqual(what === undefined ? [] : [what]);
  });
});
