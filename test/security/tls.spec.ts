import net from 'node:net';
import tls from 'node:tls';
import { openDatabase } from '../../src/database/open';
import { Provider } from '../../src/modules/access/people/provider';
import type { ProviderSettings } from '../../src/modules/access/settings';
import { ImapSession } from '../../src/modules/channels/imap/session';
import { imapSettings } from '../../src/modules/channels/imap/settings';
import { openWriters } from '../../src/modules/outbox/writers';
import { Dialer } from '../../src/platform/dialer/dialer';
import { settingsOf } from '../support/settings';
import { hostile } from './hostile';
import { authorities, BAD_SERVERS, GOOD, STRIPPED } from './tls';

const PASSWORD = 'canary-of-the-wire';
const allow = ['localhost'];
const dialer = new Dialer(allow);

/** The authorities of the tests are trusted like those of the system: what is refused is refused for what it is. */
const before = tls.getCACertificates('default');
beforeAll(() => tls.setDefaultCACertificates([...before, ...authorities]));
afterAll(() => tls.setDefaultCACertificates(before));

interface Server {
  readonly port: number;
  readonly heard: string[]; // of what clients said, as far as it can be read
  connections: number;
  readonly close: () => void;
}
async function listening(server: net.Server, heard: string[]): Promise<Server> {
  const open = new Set<net.Socket>();
  const out = { heard, connections: 0 };
  server.on('connection', (s: net.Socket) => {
    out.connections += 1;
    open.add(s.on('error', () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => (server.close(), open.forEach((s) => s.destroy()));
  return Object.assign(out, { port: (server.address() as net.AddressInfo).port, close });
}
/** Encrypted from the first byte, or, for PostgreSQL, from the first question on. It greets as a mail server does and says nothing more. */
function encrypted(options: tls.TlsOptions, client: string): Promise<Server> {
  const asked = client.startsWith('postgres');
  const heard: string[] = [];
  const on = (socket: tls.TLSSocket): void => {
    socket.on('data', (data) => heard.push(data.toString('latin1'))).on('error', () => undefined);
    if (!asked) socket.write(client === 'smtp' ? '220 ready\r\n' : '* OK ready\r\n');
  };
  if (!asked)
    return listening(
      tls.createServer(options, on).on('tlsClientError', () => undefined),
      heard,
    );
  const server = net.createServer((plain) =>
    plain.once('data', (data) => {
      heard.push(data.toString('latin1'));
      plain.write('S');
      on(new tls.TLSSocket(plain, { isServer: true, ...options }));
    }),
  );
  return listening(server, heard);
}

const of = async (work: Promise<unknown>): Promise<string> => {
  const late = new Promise<string>((resolve) => setTimeout(resolve, 8000, 'NOTHING CAME OF IT').unref());
  const settled = work.then(
    (done) => `TAKEN ${JSON.stringify(done)}`,
    (error: Error & { cause?: Error }) => [error.message, error.cause?.message, (error as { code?: string }).code].join(' '),
  );
  return Promise.race([settled, late]);
};

/** Ours, each as it is used, and why it did not go on. */
const CLIENTS: Readonly<Record<string, (port: number, how?: object) => Promise<string>>> = {
  imap: async (port, how = { tls: 'implicit' }) => {
    const settings = imapSettings.parse({ kind: 'imap', name: 't', host: 'localhost', port, user: 'vmi', password: PASSWORD, ...how });
    const session = new ImapSession(settings, dialer, () => undefined);
    return of(session.run('listing', (c) => c.list(), 3000).finally(() => session.close()));
  },
  smtp: async (port, how = { secure: true }) => {
    const mail = { host: 'localhost', port, user: 'vmi', password: PASSWORD, from: 'vmi@acme.example', ...how };
    const row = { id: '01975b9e-0000-7000-8000-000000000002', kind: 'mail', target: 'x', about: {}, attempts: 1, lease: '', closed: null };
    const payload = { from: 'vmi@acme.example', to: 'a@acme.example', subject: 's', text: PASSWORD };
    const [writer] = openWriters(settingsOf({ mail, outgoing: { allow } }));
    const { outcome, detail } = await writer!.write({ ...row, payload }, new Date().toISOString());
    return outcome === 'sent' ? 'TAKEN' : detail;
  },
  webhook: async (port) => {
    const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    const [writer] = openWriters(settingsOf({ webhooks: [{ name: 'erp', url: `https://localhost:${port}/`, secret }], outgoing: { allow } }));
    const row = { id: '01975b9e-0000-7000-8000-000000000001', kind: 'webhook', target: 'erp', about: {}, attempts: 1, lease: '', closed: null };
    const { outcome, detail } = await writer!.write({ ...row, payload: { type: PASSWORD, timestamp: '', data: {} } }, new Date().toISOString());
    return outcome === 'sent' ? 'TAKEN' : detail;
  }, // prettier-ignore
  provider: async (port) => {
    const settings = { issuer: `https://localhost:${port}`, client_id: 'x', client_secret: PASSWORD, called: 'x', scopes: ['openid'], name_claim: 'x', groups_claim: 'x', roles: [] };
    return of(new Provider(settings as unknown as ProviderSettings, dialer, 'https://x.example/callback').start());
  }, // prettier-ignore
  ...Object.fromEntries(
    ['require', 'verify-ca', 'verify-full'].map((mode) => [
      `postgres with sslmode=${mode}`,
      async (port: number) => {
        const databaseUrl = `postgres://vmi:${PASSWORD}@localhost:${port}/x?sslmode=${mode}`;
        return of(openDatabase({ home: '', databaseUrl }, { migrate: false }));
      },
    ]),
  ),
};
const secrets = [PASSWORD, Buffer.from(PASSWORD).toString('base64'), Buffer.from(`\0vmi\0${PASSWORD}`).toString('base64')];
const nothingHeard = ({ heard }: Server): void => {
  for (const secret of secrets) expect([heard.join('').slice(0, 300), heard.join('').includes(secret)]).toEqual([expect.anything(), false]);
};

const TRIES = BAD_SERVERS.flatMap((bad) => Object.keys(CLIENTS).map((client) => ({ name: `${client}: ${bad.name}`, client, bad })));
hostile('TLS', TRIES, async ({ client, bad }) => {
  const server = await encrypted(bad.tls, client);
  const said = await CLIENTS[client]!(server.port);
  server.close();
  expect(said).toMatch(bad.why);
  expect(said).not.toContain(PASSWORD);
  expect(server.connections).toBeGreaterThan(0);
  nothingHeard(server);
}, 20_000); // prettier-ignore

hostile('TLS', STRIPPED, async ({ client, greets, says }) => {
  const heard: string[] = [];
  const server = await listening(
    net.createServer((socket) => {
      if (greets !== '') socket.write(greets);
      socket.on('data', (data) => {
        heard.push(data.toString('latin1'));
        for (const line of client === 'postgres' ? [''] : data.toString('latin1').split('\r\n').filter(Boolean)) {
          const answer = says(line);
          if (answer !== undefined && socket.writable) socket.write(answer);
        }
      });
    }),
    heard,
  );
  const how = { imap: { tls: 'starttls' }, smtp: { secure: false }, postgres: {} }[client];
  const said = await CLIENTS[client === 'postgres' ? 'postgres with sslmode=require' : client]!(server.port, how);
  server.close();
  expect(said).not.toMatch(/TAKEN|NOTHING/);
  expect(server.connections).toBeGreaterThan(0);
  nothingHeard(server);
}, 20_000); // prettier-ignore

test.each(Object.keys(CLIENTS))(
  '%s goes on with a server that is who it says: the password, or the question, arrives',
  async (client) => {
    const server = await encrypted(GOOD, client);
    void CLIENTS[client]!(server.port);
    for (let i = 0; i < 100 && server.heard.join('').length < 20; i++) await new Promise((r) => setTimeout(r, 20));
    server.close();
    expect(server.heard.join('')).toMatch(/CAPABILITY|EHLO|POST \/ |GET \/\.well-known|user.vmi/);
  },
  20_000,
);
