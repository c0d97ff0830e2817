import { setTimeout as pause } from 'node:timers/promises';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { type Answered, useApi } from '../support/api';
import { hasDovecot, startDovecot, type TestImap } from '../support/imap';
import { authorizationServer, SECRET } from '../support/oauth';

/** A real mail server that asks whether a token is good, and an authorization server that is played. */
const where = hasDovecot ? describe : describe.skip;
where('signing in to a mailbox from the console', () => {
  const { ask, gateway } = useApi({ settings: () => 'outgoing: { allow: [127.0.0.1] }\n', key: true });
  let server: Awaited<ReturnType<typeof authorizationServer>>;
  let imap: TestImap;
  let admin: string;
  beforeAll(async () => {
    server = await authorizationServer();
    imap = await startDovecot({ oauth: { introspection: `${server.url}/introspect` } });
    admin = newKey();
    await insertKey(gateway().db.pool, admin, { name: 'it', scopes: ['manage', 'audit'], now: '2026-11-01T00:00:00Z' });
  }, 60_000);
  afterAll(() => Promise.all([server.close(), imap.stop()]));
  const send = (method: string, at: string, body?: object): Promise<Answered> =>
    ask(method, `/api/v1/mailboxes${at}`, {
      key: admin,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  const settings = (more: object = {}): object => ({ name: 'vmi', host: '127.0.0.1', port: imap.port, tls: 'none', user: imap.user, auth: server.auth(more) }); // prettier-ignore
  const ended = async (): Promise<{ state: string; says: string[] }> => {
    for (let i = 0; i < 200; i++, await pause(50)) {
      const [mine] = (await send('GET', '/sign-ins')).json.data;
      if (mine.state !== 'asked') return mine;
    }
    throw new Error('it did not end');
  };

  test('the code is shown, the sign-in is waited for and kept sealed, and the mailbox takes it', async () => {
    expect((await send('POST', '/folders', { settings: settings() })).json.detail).toContain('channels sign-in');
    let entered = false;
    server.state.refuse = ({ path, form }) =>
      path === '/token' && form['grant_type']?.includes('device') && !entered
        ? { status: 400, body: { error: 'authorization_pending' } }
        : undefined;
    const begun = await send('POST', '/sign-ins', { settings: settings() });
    expect([begun.status, begun.json]).toMatchObject([202, { name: 'vmi', state: 'asked', by: 'it' }]);
    for (let i = 0; i < 100 && (await send('GET', '/sign-ins')).json.data[0].says.length === 0; i++) await pause(20);
    const shown = await send('GET', '/sign-ins');
    expect(shown.json.data[0].says).toEqual(['open https://login.example/device and enter the code ABCD-EFGH']);
    expect((await send('POST', '/sign-ins', { settings: settings() })).status).toBe(409); // one at a time
    entered = true;
    expect(await ended()).toMatchObject({ state: 'done', says: ['vmi is signed in'] });
    const folders = await send('POST', '/folders', { settings: settings() });
    expect([folders.status, folders.json.data?.map((f: { path: string }) => f.path)]).toEqual([200, expect.arrayContaining(['INBOX'])]);
    const audit = await ask('GET', '/api/v1/audit', { key: admin });
    expect(audit.bytes.toString()).toContain('sign_in');
    for (const answer of [shown, folders, audit]) expect(answer.bytes.toString()).not.toContain(SECRET);
  }, 60_000);

  test('a refusal says what to do, and who needs nobody is told so', async () => {
    server.state.refuse = ({ path }) => (path === '/device' ? { status: 400, body: { error: 'invalid_client' } } : undefined);
    const other = { ...settings(), name: 'other' };
    await send('POST', '/sign-ins', { settings: other });
    for (let i = 0; i < 200; i++, await pause(50)) {
      const mine = (await send('GET', '/sign-ins')).json.data.find((s: { name: string }) => s.name === 'other');
      if (mine.state === 'asked') continue;
      expect(mine).toMatchObject({ state: 'refused', says: [expect.stringContaining('does not know this client')] });
      break;
    }
    expect((await send('POST', '/sign-ins/pastes', { name: 'other', address: 'x' })).status).toBe(404);
    const alone = settings({ flow: 'client_credentials', client_secret: 'x' });
    expect((await send('POST', '/sign-ins', { settings: { ...alone, name: 'alone' } })).json.detail).toContain('no person signs in');
  }, 60_000);
});
