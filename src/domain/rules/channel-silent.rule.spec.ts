import { channelSilent } from './channel-silent.rule';
import type { ChannelView } from './channel-view';

const NOW = Date.parse('2026-11-17T12:00:00Z');
const ago = (minutes: number): number => NOW - minutes * 60_000;
const view = (more: Partial<ChannelView> = {}): ChannelView => ({
  now: NOW,
  channel: 'imap vmi',
  kind: 'imap',
  watchedSince: ago(6000),
  stopped: false,
  removed: false,
  completedAt: ago(1),
  failures: 0,
  successes: 9,
  failingSince: null,
  error: null,
  advice: null,
  unexplainedSince: null,
  givenUp: 0,
  canarySentAt: null,
  suppliers: ['NORD'],
  ...more,
});
const failing = {
  failures: 3,
  successes: 0,
  failingSince: ago(5),
  completedAt: ago(6),
  error: 'connect ECONNREFUSED',
  advice: 'Check `port`.',
};

test.each<[string, Partial<ChannelView>, string]>([
  ['it works', {}, 'false'],
  ['two failures are none yet', { ...failing, failures: 2 }, 'unknown'],
  ['three are', failing, 'high imap vmi: 3 looks in a row have failed: connect ECONNREFUSED. Check `port`.'],
  [
    'for more than four hours',
    { ...failing, failingSince: ago(241) },
    'critical imap vmi: 3 looks in a row have failed: connect ECONNREFUSED. Check `port`.',
  ],
  ['back once', { successes: 1 }, 'unknown'],
  ['back twice', { successes: 2 }, 'false'],
  ['nobody looks', { completedAt: ago(11) }, 'high imap vmi: nobody has looked into it for 11 minutes'],
  ['a minute less', { completedAt: ago(10) }, 'false'],
  ['nobody ever looked', { completedAt: null, watchedSince: ago(12) }, 'high imap vmi: nobody has looked into it for 12 minutes'],
  ['a folder at its own pace', { kind: 'drop-folder', completedAt: ago(70) }, 'false'],
  ['no longer in the settings', { removed: true, stopped: true, failures: 9, completedAt: ago(600) }, 'false'],
  ['stopped on purpose', { stopped: true, completedAt: ago(600) }, 'unknown'],
  ['a test mail on its way', { canarySentAt: ago(15) }, 'false'],
  ['a test mail that is lost', { canarySentAt: ago(16) }, 'high imap vmi: the test mail sent 2026-11-17T11:44:00.000Z has not arrived'],
  [
    'numbers that do not add up',
    { unexplainedSince: ago(16) },
    'high imap vmi: mails that the server lists are neither received nor explained',
  ],
  ['a mail that was given up', { givenUp: 1 }, 'high imap vmi: 1 mail could not be taken and waits for a person'],
])('%s', (_, more, expected) => {
  const [v] = channelSilent.judge(view(more));
  expect(v!.holds === true ? `${v!.finding.severity} ${v!.finding.message}` : String(v!.holds)).toBe(expected);
});

test('it names the suppliers whose reports it explains', () => {
  const [v] = channelSilent.judge(view(failing));
  expect(v).toMatchObject({ finding: { key: 'CHANNEL_SILENT|imap vmi', details: { suppliers: ['NORD'], reason: 'failing' } } });
});
