import { act, type Action, type ActedRow } from './actions';

const NOW = Date.parse('2026-11-16T09:00:00Z');
const DAY = 86_400_000;
const row = (over: Partial<ActedRow> = {}): ActedRow => ({
  id: 'e1',
  type: 'COUNT_DIVERGENCE',
  status: 'open',
  severity: 'medium',
  owner: null,
  asOfTo: NOW - DAY,
  difference: '-96',
  documents: [{ id: 'd1' }],
  eta: null,
  resolution: null,
  acceptedUntil: null,
  snooze: null,
  another: false,
  ...over,
});
const resolved = (over: Partial<ActedRow> = {}): ActedRow => row({ status: 'resolved', resolution: 'timing', ...over });
const baseline = { severity: 'medium', difference: '-96', asOfTo: NOW - DAY, documents: ['d1'] };
const asleep = row({ status: 'snoozed', snooze: { kind: 'worse', at: null, percent: 25, ...baseline } as never });

test.each<[string, ActedRow, Action, string, object]>([
  ['acknowledge', row(), { do: 'acknowledge' }, '', { status: 'acknowledged', acknowledgedAt: NOW, snooze: null }],
  ['acknowledge what is asleep', asleep, { do: 'acknowledge' }, '', { status: 'acknowledged', snooze: null }],
  ['wait', row({ status: 'acknowledged' }), { do: 'wait' }, '', { status: 'waiting' }],
  [
    'snooze until worse',
    row(),
    { do: 'snooze', until: 'worse' },
    '',
    { status: 'snoozed', snooze: { kind: 'worse', at: null, percent: 25, ...baseline } },
  ],
  [
    'snooze until worse by as much as is said',
    row(),
    { do: 'snooze', until: 'worse', percent: 50 },
    '',
    { snooze: { kind: 'worse', at: null, percent: 50, ...baseline } },
  ],
  [
    'snooze until the next report',
    row(),
    { do: 'snooze', until: 'report' },
    '',
    { snooze: { kind: 'report', at: null, percent: null, ...baseline } },
  ],
  [
    'snooze until a day',
    row(),
    { do: 'snooze', until: 'date', at: NOW + DAY },
    '',
    { snooze: { kind: 'date', at: NOW + DAY, percent: null, ...baseline } },
  ],
  [
    'snooze until the goods are due',
    row({ eta: NOW + 2 * DAY }),
    { do: 'snooze', until: 'eta' },
    '',
    { snooze: { kind: 'eta', at: NOW + 2 * DAY, percent: null, ...baseline } },
  ],
  [
    'snooze again with another end',
    asleep,
    { do: 'snooze', until: 'report' },
    '',
    { status: 'snoozed', snooze: { kind: 'report', at: null, percent: null, ...baseline } },
  ],
  ['wake', asleep, { do: 'wake' }, '', { status: 'open', snooze: null }],
  ['assign', row(), { do: 'assign', to: 'anna' }, '', { owner: 'anna' }],
  ['assign to nobody', row({ owner: 'anna' }), { do: 'assign', to: null }, '', { owner: null }],
  ['comment', row(), { do: 'comment' }, 'called them', {}],
  ['comment on what is over', resolved(), { do: 'comment' }, 'was a typo', {}],
  [
    'resolve',
    row(),
    { do: 'resolve', code: 'count_adjusted' },
    '',
    { status: 'resolved', resolution: 'count_adjusted', acceptedUntil: null, accepted: null, held: false, snooze: null },
  ],
  [
    'resolve what nobody dates',
    row({ asOfTo: null }),
    { do: 'resolve', code: 'fixed_by_buyer' },
    '',
    { resolution: 'fixed_by_buyer', held: true },
  ],
  [
    'accept a difference',
    row(),
    { do: 'resolve', code: 'accepted_difference', until: NOW + DAY },
    'scrap',
    { acceptedUntil: NOW + DAY, accepted: { difference: '-96', severity: 'medium', type: 'COUNT_DIVERGENCE' } },
  ],
  ['reopen', resolved(), { do: 'reopen' }, '', { status: 'open', resolution: null, acceptedUntil: null, accepted: null, held: false }],
])('%s', (_, before, action, reason, change) => {
  expect(act(before, action, reason, NOW)).toMatchObject({ change });
});

test.each<[string, ActedRow, Action, string, string]>([
  ['acknowledge twice', row({ status: 'acknowledged' }), { do: 'acknowledge' }, '', 'exception.acknowledged'],
  ['wait twice', row({ status: 'waiting' }), { do: 'wait' }, '', 'exception.waiting'],
  ['wake what is awake', row(), { do: 'wake' }, '', 'exception.awake'],
  ['assign to whose it is', row({ owner: 'anna' }), { do: 'assign', to: 'anna' }, '', 'exception.owner'],
  ['assign to nobody what is nobody’s', row(), { do: 'assign', to: null }, '', 'exception.owner'],
  ['say nothing', row(), { do: 'comment' }, '', 'comment.empty'],
  ['snooze until an arrival that nobody knows', row(), { do: 'snooze', until: 'eta' }, '', 'snooze.no-eta'],
  ['snooze until an arrival that has passed', row({ eta: NOW }), { do: 'snooze', until: 'eta' }, '', 'snooze.past'],
  ['snooze until no day', row(), { do: 'snooze', until: 'date' }, '', 'snooze.no-date'],
  ['snooze until a day that has passed', row(), { do: 'snooze', until: 'date', at: NOW - 1 }, '', 'snooze.past'],
  ['acknowledge what is over', resolved(), { do: 'acknowledge' }, '', 'exception.resolved'],
  ['snooze what is over', resolved(), { do: 'snooze', until: 'report' }, '', 'exception.resolved'],
  ['resolve what is over', resolved(), { do: 'resolve', code: 'timing' }, '', 'exception.resolved'],
  ['assign what is over', resolved(), { do: 'assign', to: 'anna' }, '', 'exception.resolved'],
  ['accept without an end', row(), { do: 'resolve', code: 'accepted_difference' }, 'scrap', 'resolve.no-expiry'],
  ['accept without a reason', row(), { do: 'resolve', code: 'accepted_difference', until: NOW + DAY }, '', 'resolve.no-reason'],
  ['accept until yesterday', row(), { do: 'resolve', code: 'accepted_difference', until: NOW - DAY }, 'scrap', 'resolve.expired'],
  ['call it a false alarm without a reason', row(), { do: 'resolve', code: 'false_alarm' }, '', 'resolve.no-reason'],
  ['write it off without a reason', row(), { do: 'resolve', code: 'written_off' }, '', 'resolve.no-reason'],
  ['let something else expire', row(), { do: 'resolve', code: 'timing', until: NOW + DAY }, '', 'resolve.expiry'],
  ['reopen what is open', row(), { do: 'reopen' }, '', 'exception.open'],
  ['reopen where a newer one is open', resolved({ another: true }), { do: 'reopen' }, '', 'exception.newer'],
])('refused: %s', (_, before, action, reason, code) => {
  expect(act(before, action, reason, NOW)).toEqual({ refused: code, detail: expect.stringMatching(/./) });
});
