import { noteCompleted, noteStarted } from '../../src/modules/channels/health.store';
import { adviceFor } from '../../src/modules/channels/advice';
import { noteExpiries } from '../../src/modules/channels/expiries.store';
import { channelViews } from '../../src/modules/reconciliation/channel-views.store';
import { channelSilent } from '../../src/domain/rules/channel-silent.rule';
import { hasDovecot, startDovecot, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';
import { authorizationServer, SECRET } from '../support/oauth';
import { type Mailbox, useMailbox } from './mailbox';

// A real mailbox that asks a real authorization server who a token is of; hoodiecrow-imap knows no tokens, and cannot stand in.
const { box, db, log } = useMailbox();
const onDovecot = hasDovecot ? test : test.skip;
let as: Awaited<ReturnType<typeof authorizationServer>>;
let imap: TestImap;
beforeAll(async () => {
  as = await authorizationServer();
  if (hasDovecot) imap = await startDovecot({ oauth: { introspection: `${as.url}/introspect` } });
});
afterAll(async () => {
  await imap?.stop();
  await as.close();
});
beforeEach(() => {
  as.state.refuse = undefined;
  as.asked.length = 0;
});
afterEach(() => void jest.restoreAllMocks());

/** A mailbox with one mail in it, and somebody who has signed in to it. */
async function mailbox(more: object = {}): Promise<Mailbox> {
  const server = imap.another!();
  as.state.user = server.user;
  await server.append(mailOf({ csv: CSV }));
  const b = await box(server, { auth: as.auth(), ...more });
  await signIn(b, server.user);
  return b;
}
async function signIn(b: Mailbox, user: string): Promise<void> {
  const n = ++as.state.granted;
  const granted = { access: `access-${n}-${SECRET}`, refresh: `refresh-${n}-${SECRET}`, seconds: 3600, refreshSeconds: undefined };
  as.state.access.set(granted.access, { user, to: Date.now() + 3_600_000 });
  as.state.refresh.add(granted.refresh);
  await b.signIn(granted);
}
const said = (b: Mailbox): Promise<string> =>
  b.look().then(
    () => 'looked',
    (error: Error) => `${error.message} | ${adviceFor(error)}`,
  );
const signIns = (b: Mailbox): number => b.proxy.trace.filter((l) => / AUTHENTICATE | LOGIN /.test(l)).length;
/** The clock by which pauses are kept, which is that of the process. */
function pauses(): { minutes: (n: number) => void } {
  const real = performance.now.bind(performance);
  let ahead = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
  return { minutes: (n) => void (ahead += n * 60_000) };
}

onDovecot.each(['xoauth2', 'oauthbearer'])('by %s: it looks as with a password, and says nothing of the token', async (mechanisms) => {
  const server = await startDovecot({ oauth: { introspection: `${as.url}/introspect`, mechanisms } });
  try {
    await server.append(mailOf({ csv: CSV }));
    const b = await box(server, { auth: as.auth() });
    await signIn(b, 'edi');
    expect(await b.look()).toEqual({ listed: 1, received: 1, explained: 0 });
    expect(b.proxy.trace.filter((l) => / AUTHENTICATE /.test(l)).map((l) => l.split(' ')[2])).toEqual([mechanisms.toUpperCase()]);
    expect(JSON.stringify(log)).not.toContain(SECRET);
  } finally {
    await server.stop();
  }
});

onDovecot('while it is connected the token is renewed in time, and the connection stays; the next connection has the new one', async () => {
  const b = await mailbox();
  await b.look();
  b.clock.hours = 0.85;
  expect(await b.look()).toMatchObject({ received: 1 });
  expect([as.tokens().length, b.proxy.connections]).toEqual([1, 1]);
  as.state.access.delete([...as.state.access.keys()].at(-2)!); // the one by which it is connected is over
  b.proxy.cut();
  b.clock.hours = 0.9;
  expect(await b.look()).toMatchObject({ received: 1 });
  expect([as.tokens().length, b.proxy.connections]).toEqual([1, 2]);
});

onDovecot('a token that was taken back: one sign-in fails, and the next has another', async () => {
  const time = pauses();
  const b = await mailbox();
  as.state.access.clear();
  expect(await said(b)).toMatch(/^sign-in: .*Authentication failed.* \| The mailbox is not one of whoever signed in/);
  expect(await said(b)).toMatch(/next try in \d+ s.* \| The mailbox is not one/);
  expect([signIns(b), as.tokens().length]).toEqual([1, 1]);
  time.minutes(1.1);
  expect(await said(b)).toBe('looked');
  expect(as.tokens()).toHaveLength(1);
});

onDovecot('whoever signed in is somebody else: four tries in an hour, and at once when the right one signs in', async () => {
  const time = pauses();
  const b = await mailbox();
  const right = as.state.user;
  as.state.user = 'somebody-else';
  as.state.access.forEach((token) => (token.user = 'somebody-else'));
  for (let i = 0; i < 60; i++) {
    expect(await said(b)).toMatch(/The mailbox is not one of whoever signed in/);
    time.minutes(1);
  }
  expect(signIns(b)).toBe(4);
  as.state.user = right;
  await signIn(b, right);
  expect(await said(b)).toBe('looked');
});

onDovecot('the server takes the sign-in and has no mailbox for it: told what to look at, and not signed in to every minute', async () => {
  const time = pauses();
  const b = await mailbox();
  b.proxy.answer = (text) => text.replace(/^(\S+) OK List completed[^\r]*/m, '$1 BAD User is authenticated but not connected.');
  for (let i = 0; i < 60; i++) {
    expect(await said(b)).toMatch(/authenticated but not connected.* \| The sign-in is taken, and there is no mailbox for it/);
    time.minutes(1);
  }
  expect(signIns(b)).toBe(4);
  b.proxy.answer = undefined;
  time.minutes(30);
  expect(await said(b)).toBe('looked');
});

onDovecot('the same on a connection that was kept: it is made anew within the look', async () => {
  const b = await mailbox();
  await b.look();
  let once = true;
  b.proxy.answer = (text) => {
    if (!once || !/ OK .*(SELECT|EXAMINE|Read-only)/i.test(text)) return text;
    once = false;
    return text.replace(/^([^*\s]\S*) OK [^\r]*/m, '$1 BAD User is authenticated but not connected.');
  };
  expect(await said(b)).toBe('looked');
  expect([once, b.proxy.connections]).toEqual([false, 2]);
});

onDovecot('a password that is refused: four tries in an hour', async () => {
  const time = pauses();
  const b = await box(imap.another!(), { auth: undefined, password: 'wrong' });
  for (let i = 0; i < 60; i++) {
    expect(await said(b)).toMatch(/check `user` and the variable/);
    time.minutes(1);
  }
  expect(signIns(b)).toBe(4);
});

onDovecot(
  'the sign-in is revoked while it is connected: CHANNEL_SILENT before the token ends, and nothing is missed until then',
  async () => {
    const b = await mailbox();
    await b.look();
    as.state.refuse = () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'AADSTS700082: expired by inactivity' } });
    b.clock.hours = 0.85;
    expect(await b.look()).toMatchObject({ received: 1 });
    const now = b.clock.now();
    const look = { channel: b.name, kind: 'imap', startedAt: now, endedAt: now, arrivedAt: null };
    await noteStarted(db().pool, look);
    await noteCompleted(db().pool, look, undefined);
    await noteExpiries(db().pool, b.name, b.expiries());
    const client = await db().pool.connect();
    const views = await channelViews(client, Date.parse(now)).finally(() => client.release());
    const [verdict] = channelSilent.judge(views.find((v) => v.channel === b.name)!);
    expect(verdict).toMatchObject({
      holds: true,
      finding: {
        severity: 'high',
        message: expect.stringMatching(
          /the access to edi\d+, which cannot be renewed \(.*AADSTS700082.*sign in again: crosscount channels sign-in t\d+\), expires .*, in 8 minutes$/,
        ) as string,
        details: { reason: 'expiring', suppliers: [] },
      },
    });
  },
);
