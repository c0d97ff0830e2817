import { settingsOf } from '../../../../test/support/settings';
import { signInsOf } from './named';

const MICROSOFT = { kind: 'oauth2', provider: 'microsoft', tenant: 'acme.example', client_id: 'c' };
const imap = (name: string, more: object = {}): object => ({
  kind: 'imap',
  name,
  host: 'h',
  user: `${name}@acme.example`,
  auth: MICROSOFT,
  ...more,
});
const [READ, SEND] = ['IMAP.AccessAsUser.All', 'SMTP.Send'].map((p) => `https://outlook.office.com/${p}`);
const asked = (sections: object): string[] => signInsOf(settingsOf(sections)).map((s) => `${s.name} ${s.user}: ${s.scope}`);

test('a person is asked to permit what is needed, and no more', () => {
  const channels = [
    imap('vmi'),
    imap('old', { auth: undefined, password: 'p' }),
    { kind: 'smtp-inlet', name: 'in', port: 1, recipients: ['a@b'] },
  ];
  const mail = { host: 'h', user: 'out@acme.example', from: 'out@acme.example' };
  expect(asked({ channels })).toEqual([`imap vmi vmi@acme.example: ${READ} offline_access`]);
  expect(asked({ channels, mail: { ...mail, sign_in: 'vmi' } })).toEqual([`imap vmi vmi@acme.example: ${READ} offline_access ${SEND}`]);
  expect(asked({ channels: [], mail: { ...mail, auth: MICROSOFT } })).toEqual([`mail out@acme.example: ${SEND} offline_access`]);
});

test('a wrong one is told with its place', () => {
  expect(() => asked({ channels: [imap('vmi', { auth: { ...MICROSOFT, tenant: undefined } })] })).toThrow(
    /gateway\.yaml line 1: channels\.0\.auth\.tenant: microsoft needs it/,
  );
});
