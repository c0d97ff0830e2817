import { fitting, idsIn } from '../../web/src/palette/choices';
import { begun, type Box, problemOf, settingsOf } from '../../web/src/settings/box';
import { changesOf } from '../../web/src/settings/changes';

const channel = (settings: Record<string, unknown>) => ({ kind: 'imap', name: 'vmi', settings, signs_in: false });

test('a mailbox that is opened and saved is what it was, whatever it holds that the screen does not show', () => {
  for (const settings of [
    { host: 'imap.acme.example', user: 'vmi', password: '•••' },
    {
      host: '127.0.0.1',
      port: 143,
      tls: 'none',
      user: 'x',
      password: '${VMI}',
      folders: ['A', 'B'],
      junk: false,
      since: '2026-01-01',
      after: { move: 'Done' },
    },
    {
      host: 'imap.acme.example',
      user: 'x',
      password: '•••',
      after: { flag: '$Seen2' },
      exact_size: false,
      every_seconds: 30,
      canary: 'x@acme.example',
    },
    {
      host: 'imap.acme.example',
      user: 'x',
      password: '•••',
      rules: [{ take: { from: '@nord.example' } }, { skip: { subject: ['*offer*'] } }],
    },
    { host: 'imap.acme.example', user: 'x', password: '•••', rules: [{ skip: { subject: ['*a*'], from: '@b.example' } }] },
    { host: 'outlook.office365.com', user: 'x', auth: { kind: 'oauth2', provider: 'microsoft', tenant: 't', client_id: 'c' } },
    {
      host: 'outlook.office365.com',
      user: 'x',
      auth: {
        kind: 'oauth2',
        provider: 'microsoft',
        tenant: 't',
        client_id: 'c',
        flow: 'client_credentials',
        client_secret: '•••',
        client_secret_ends: '2028-11-30',
      },
    },
    { host: 'imap.gmail.com', user: 'x', auth: { kind: 'oauth2', provider: 'google', service_account: '•••' } },
    {
      host: 'imap.x.example',
      user: 'x',
      auth: {
        kind: 'oauth2',
        provider: 'custom',
        client_id: 'c',
        scope: 's',
        token_endpoint: 'https://x.example/t',
        device_endpoint: 'https://x.example/d',
      },
    },
  ])
    // prettier-ignore
    expect(settingsOf(begun(channel(settings)))).toEqual({ name: 'vmi', ...settings });
});

test('what is missing is said in words, and nothing when it can be tried', () => {
  const none = { channels: [] } as never;
  const box: Box = { ...begun(undefined), name: 'vmi', host: 'h', user: 'u' };
  expect(problemOf({ ...box, name: 'a b' }, none, undefined)).toContain('short name');
  expect(problemOf(box, none, undefined)).toBe('Give its password');
  expect(problemOf({ ...box, password: 'p' }, none, undefined)).toBeNull();
  expect(problemOf({ ...box, password: 'p' }, { channels: [channel({})] } as never, undefined)).toContain('of that name');
  expect(problemOf({ ...box, provider: 'microsoft', way: 'oauth' }, none, undefined)).toContain('tenant');
});

test('an entry of the audit log says what differs, and the two texts of a section that was changed', () => {
  expect(changesOf(null, { name: 'a', role: 'admin' })).toEqual([{ field: 'name', from: null, to: 'a' }, { field: 'role', from: null, to: 'admin' }]); // prettier-ignore
  expect(changesOf({ role: 'viewer', n: 1 }, { role: 'admin', n: 1 })).toEqual([{ field: 'role', from: 'viewer', to: 'admin' }]);
  const settings = { what: 'settings trust', said: { section: 'trust', before: '', after: 'trust: {}\n' } };
  expect(changesOf(null, settings)).toEqual([{ field: 'what', from: null, to: 'settings trust' }, { field: 'text', from: '', to: 'trust: {}\n' }]); // prettier-ignore
});

test('the palette: every word, what begins with the first one before the others; an id is one of ours', () => {
  const all = ['Alerts', 'Calendars', 'Call the supplier'].map((says) => ({
    id: says,
    group: 'x',
    says,
    finds: says === 'Alerts' ? 'call by mail' : '',
  }));
  expect(fitting(all, 'cal').map((c) => c.says)).toEqual(['Calendars', 'Call the supplier', 'Alerts']);
  expect(fitting(all, 'call mail').map((c) => c.says)).toEqual(['Alerts']);
  expect(fitting(all, 'zzz')).toEqual([]);
  const id = 'exc_01a22883-e253-7000-8c27-436082b27677';
  expect(idsIn(` ${id} `)).toMatchObject([{ to: { screen: 'exceptions', id } }]);
  expect(idsIn('exc_1')).toEqual([]);
  expect(idsIn(`xyz_${id.slice(4)}`)).toEqual([]);
});
