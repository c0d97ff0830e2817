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
const DAY = 24 * 60;
const certificate = (minutes: number, lasts: number | null = 90): ChannelView['expiries'] => [
  { what: 'the certificate of imap.example.com', from: lasts === null ? null : ago(-minutes) - lasts * DAY * 60_000, to: ago(-minutes) },
];
const token = { what: 'the token', from: null, to: ago(-9 * DAY) };
const expires = (what: string): string => `imap vmi: the certificate of imap.example.com ${what}`;
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
  ['a folder of a server, too', { kind: 'sftp', completedAt: ago(70) }, 'false'],
  [
    'files that cannot be taken',
    { kind: 'sftp', unexplainedSince: ago(16) },
    'high imap vmi: files that the server lists are neither received nor explained',
  ],
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
  [
    'a certificate ends in two weeks',
    { expiries: certificate(14 * DAY) },
    `high ${expires('expires 2026-12-01T12:00:00.000Z, in 14 days')}`,
  ],
  ['in a minute more', { expiries: certificate(14 * DAY + 1) }, 'false'],
  ['tomorrow', { expiries: certificate(DAY) }, `high ${expires('expires 2026-11-18T12:00:00.000Z, in 1 day')}`],
  ['in three hours', { expiries: certificate(3 * 60 + 5) }, `high ${expires('expires 2026-11-17T15:05:00.000Z, in 3 hours')}`],
  ['in a quarter of an hour', { expiries: certificate(15, null) }, `high ${expires('expires 2026-11-17T12:15:00.000Z, in 15 minutes')}`],
  ['one that lasts for six days, half of its time', { expiries: certificate(3 * DAY, 6) }, 'false'],
  ['and a day before it ends', { expiries: certificate(DAY, 6) }, `high ${expires('expires 2026-11-18T12:00:00.000Z, in 1 day')}`],
  [
    'one that does not say since when',
    { expiries: certificate(14 * DAY, null) },
    `high ${expires('expires 2026-12-01T12:00:00.000Z, in 14 days')}`,
  ],
  ['it has ended', { expiries: certificate(-1) }, `high ${expires('has expired 2026-11-17T11:59:00.000Z')}`],
  ['more than four hours ago', { expiries: certificate(-241) }, `critical ${expires('has expired 2026-11-17T07:59:00.000Z')}`],
  [
    'of two the one that ends first',
    { expiries: [...certificate(14 * DAY)!, token] },
    'high imap vmi: the token expires 2026-11-26T12:00:00.000Z, in 9 days',
  ],
  ['it was renewed, and the looks work', { expiries: certificate(80 * DAY) }, 'false'],
  ['it was renewed, and the last look alone has worked', { expiries: certificate(80 * DAY), successes: 1 }, 'unknown'],
  [
    'looks fail as well: both are told',
    { ...failing, advice: null, expiries: certificate(-1) },
    'high imap vmi: 3 looks in a row have failed: connect ECONNREFUSED. Also, the certificate of imap.example.com has expired 2026-11-17T11:59:00.000Z',
  ],
  [
    'a mail was given up, and it has ended long ago',
    { givenUp: 1, expiries: certificate(-241) },
    'critical imap vmi: 1 mail could not be taken and waits for a person; the certificate of imap.example.com has expired 2026-11-17T07:59:00.000Z',
  ],
  ['no longer in the settings, whatever ends', { removed: true, expiries: certificate(-1) }, 'false'],
])('%s', (_, more, expected) => {
  const [v] = channelSilent.judge(view(more));
  expect(v!.holds === true ? `${v!.finding.severity} ${v!.finding.message}` : String(v!.holds)).toBe(expected);
});

test('it names the suppliers whose reports it explains', () => {
  const [v] = channelSilent.judge(view(failing));
  expect(v).toMatchObject({ finding: { key: 'CHANNEL_SILENT|imap vmi', details: { suppliers: ['NORD'], reason: 'failing' } } });
});

test.each<[string, Partial<ChannelView>, string[]]>([
  ['as long as a certificate holds', { expiries: certificate(DAY) }, []],
  ['once it has ended', { expiries: certificate(-1) }, ['NORD']],
  ['while looks fail', { ...failing, expiries: certificate(DAY) }, ['NORD']],
])('%s, the missing reports that it explains are of %s', (_, more, suppliers) => {
  expect(channelSilent.judge(view(more))).toMatchObject([{ finding: { details: { suppliers } } }]);
});
