import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Delivered {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
}
interface Refusal {
  readonly at: 'MAIL' | 'RCPT' | 'DATA';
  readonly code: number;
}

const refused = (code: number): Error => Object.assign(new Error(`refused with ${code}`), { responseCode: code });

/** A real SMTP server on loopback. `refuse` is asked for each recipient; `refusal` turns everything away at one command. */
export async function smtpReceiver(
  options: {
    users?: Readonly<Record<string, string>>;
    isHolder?: (user: string, token: string) => boolean; // who signs in by a token (XOAUTH2)
    port?: number;
  } = {},
) {
  const got: Delivered[] = [];
  const state: { refusal?: Refusal | undefined; refuse?: (to: string) => number | undefined } = {};
  const failing = (at: Refusal['at']): Error | null => (state.refusal?.at === at ? refused(state.refusal.code) : null);
  const server = new SMTPServer({
    authOptional: !options.users && !options.isHolder,
    authMethods: options.isHolder ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _, done) =>
      (options.isHolder ? options.isHolder(auth.username!, auth.accessToken ?? '') : options.users?.[auth.username!] === auth.password)
        ? done(null, { user: auth.username })
        : done(new Error('wrong password')),
    onMailFrom: (_, __, done) => done(failing('MAIL')),
    onRcptTo(address, _, done) {
      const code = state.refuse?.(address.address);
      done(code ? refused(code) : failing('RCPT'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (c: Buffer) => chunks.push(c));
      stream.on('end', () => {
        const error = failing('DATA');
        if (error) return done(error);
        const raw = Buffer.concat(chunks);
        void simpleParser(raw).then((mail) => {
          const { mailFrom, rcptTo } = session.envelope;
          got.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((r) => r.address), raw: raw.toString('latin1'), mail });
          done();
        });
      });
    },
  });
  server.on('error', () => undefined); // a client that is killed breaks its connection
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', () => resolve()));
  const port = (server.server.address() as AddressInfo).port;
  return { got, state, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

export interface Posted {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A real HTTP server on loopback; `answer` says what it answers, by default 204. */
export async function httpReceiver() {
  const got: Posted[] = [];
  const state: { answer?: (p: Posted, response: http.ServerResponse) => void } = {};
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (c: Buffer) => chunks.push(c));
    request.on('end', () => {
      const posted = { path: request.url!, headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() };
      got.push(posted);
      if (state.answer) state.answer(posted, response);
      else response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { got, state, url, close };
}
