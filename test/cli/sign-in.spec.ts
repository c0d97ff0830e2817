import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';
import { hasDovecot, startDovecot, type TestImap } from '../support/imap';
import { mailOf } from '../support/mails';
import { authorizationServer, SECRET } from '../support/oauth';
import { smtpReceiver } from '../support/receivers';
import { HERE } from '../support/settings';

// The built commands on a real mailbox, mail server and authorization server.
const { file, withEnv, sql, folder, url } = useCommands();
const onDovecot = hasDovecot ? test : test.skip;
let as: Awaited<ReturnType<typeof authorizationServer>>;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let imap: TestImap | undefined;
let said = '';

beforeAll(async () => {
  as = await authorizationServer();
  smtp = await smtpReceiver({ isHolder: (user, token) => as.state.access.get(token)?.user === user });
  if (hasDovecot) imap = await startDovecot({ oauth: { introspection: `${as.url}/introspect` }, mails: [mailOf({})] });
  const auth = as.auth({ client_secret: '${CLIENT_SECRET}', client_secret_ends: '2036-01-31' });
  const settings = {
    ...HERE,
    channels: [{ kind: 'imap', name: 'vmi', host: '127.0.0.1', port: imap?.port ?? 1, tls: 'none', user: 'edi', auth }],
    mail: { host: '127.0.0.1', port: smtp.port, tls: 'if_offered', user: 'edi', sign_in: 'vmi', from: 'vmi@acme.example' },
  };
  file('home/config/gateway.yaml', JSON.stringify(settings));
});
afterAll(() => Promise.all([as.close(), smtp.close(), imap?.stop()]));

const ENV = { CLIENT_SECRET: SECRET, CROSSCOUNT_LOG: 'debug' };
async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const { code, stdout, stderr } = await withEnv(ENV, ...args);
  said += stdout + stderr;
  return { code, out: `${stderr}\n${stdout}` };
}
/** A process of its own, killed when the server has given another refresh token and we have not kept it. */
function killedRenewing(): Promise<NodeJS.Signals | null> {
  const env = {
    ...process.env,
    ...ENV,
    CROSSCOUNT_HOME: path.join(folder(), 'home'),
    DATABASE_URL: url(),
    CROSSCOUNT_FAILPOINT: 'oauth.before-store',
  };
  const child = spawn(process.execPath, [path.resolve(__dirname, '../../.failpoints/cli.js'), 'doctor'], { env });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
}
const servers = async (): Promise<string[]> =>
  (await run('doctor')).out
    .split('\n')
    .filter((l) => /: server /.test(l))
    .map((l) => l.replace(/ +/g, ' ').trim());
/** The token in hand is over, and the next one that needs it renews. */
const over = (): Promise<unknown> => sql(`update sign_in set access_to = now() - interval '1 minute', lease = null, next_at = null`);
const FINE = [
  expect.stringMatching(/^ok imap vmi: server signed in as edi; INBOX holds 1/),
  expect.stringMatching(/^ok mail: server 127\.0\.0\.1 takes our mails, signed in as edi/),
];

onDovecot(
  'a mailbox and the server that sends, by one sign-in; its tokens are found nowhere in clear',
  async () => {
    expect(await servers()).toEqual([
      expect.stringMatching(/^fail imap vmi: server nobody has signed in to it\. Sign in: crosscount channels sign-in vmi/),
      expect.stringMatching(/^fail mail: server nobody has signed in/),
    ]);

    as.state.refuse = ({ path: at }) => (at === '/token' ? { status: 400, body: { error: 'access_denied' } } : undefined);
    expect(await run('channels', 'sign-in', 'vmi')).toEqual({
      code: 6,
      out: expect.stringMatching(/access_denied\. Whoever was asked has refused it/) as string,
    });
    as.state.refuse = undefined;
    expect((await run('channels', 'sign-in', 'other')).out).toMatch(/no mailbox other is signed in to without a password; there is vmi/);

    const done = await run('channels', 'sign-in', 'vmi', '--by', 'ann');
    expect(done).toEqual({
      code: 0,
      out: expect.stringMatching(/open https:\/\/login\.example\/device and enter the code ABCD-EFGH/) as string,
    });
    expect(done.out).toMatch(/imap vmi: signed in as edi; INBOX holds 1/);
    expect(as.asked.find((a) => a.path === '/device')!.form).toMatchObject({ client_secret: SECRET, scope: 'imap offline_access' });
    expect(await servers()).toEqual(FINE);
    expect((await run('audit', '--what', 'sign_in')).out).toMatch(/ann .*sign_in/);

    expect((await run('secret', 'rotate')).out).toMatch(/1 secret sealed anew/);
    await over();
    expect(await servers()).toEqual(FINE);

    as.state.keepsOld = true;
    await over();
    expect(await killedRenewing()).toBe('SIGKILL');
    await over();
    expect(await servers()).toEqual(FINE);
    as.state.refresh.clear(); // as where the server takes the old one no more
    await over();
    expect(await servers()).toEqual([
      expect.stringMatching(/^fail .*AADSTS70008.*sign in again: crosscount channels sign-in vmi/),
      expect.stringMatching(/^fail mail/),
    ]);
    expect((await run('channels', 'sign-in', 'vmi', '--json')).out).toMatch(/"name":"imap vmi"/);
    expect(await servers()).toEqual(FINE);

    as.state.user = 'somebody-else';
    expect(await run('channels', 'sign-in', 'vmi')).toEqual({
      code: 1,
      out: expect.stringMatching(/the sign-in is kept, but the server does not take it.*not one of whoever signed in/s) as string,
    });

    const files = fs.readdirSync(folder(), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    const tables = await sql(
      `select format('%I.%I', schemaname, tablename) "name" from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    let database = '';
    for (const { name } of tables as { name: string }[]) database += JSON.stringify(await sql(`select t::text t from ${name} t`));
    const kept = files.map((f) => fs.readFileSync(path.join(f.parentPath, f.name), 'utf8')).join('\n');
    expect([database.includes('sign_in update'), said.includes('ABCD-EFGH')]).toEqual([true, true]);
    for (const [where, text] of Object.entries({ said, kept, database }))
      for (const secret of [SECRET, Buffer.from(SECRET).toString('base64').slice(0, 20)])
        expect([where, text.includes(secret)]).toEqual([where, false]);

    expect((await run('channels', 'sign-in', 'vmi', '--forget')).code).toBe(0);
    expect((await run('channels', 'sign-in', 'vmi', '--forget')).code).toBe(2);
  },
  120_000,
);
