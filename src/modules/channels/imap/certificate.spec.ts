import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { ImapFlow } from 'imapflow';
import { CERTIFICATE, KEY } from '../../../../test/support/certificate';
import { startImap, type TestImap } from '../../../../test/support/imap';
import { certificateOf } from './certificate';

// A real mailbox behind a proxy that encrypts: the socket of the client is no documented part of it, and may be another one some day.
let imap: TestImap;
let proxy: tls.Server;
beforeAll(async () => {
  imap = await startImap();
  proxy = tls.createServer({ cert: CERTIFICATE, key: KEY }, (client) => {
    const server = net.connect(imap.port, imap.host);
    client.pipe(server).pipe(client);
    for (const s of [client, server]) s.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  proxy.close();
  await imap.stop();
});

const seenBy = async (secure: boolean): Promise<unknown[]> => {
  const port = secure ? (proxy.address() as net.AddressInfo).port : imap.port;
  const auth = { user: imap.user, pass: imap.pass };
  const options = { host: '127.0.0.1', port, secure, doSTARTTLS: false, auth, tls: { rejectUnauthorized: false }, logger: false as const };
  const client = new ImapFlow(secure ? { ...options, doSTARTTLS: undefined } : options);
  client.on('error', () => undefined);
  await client.connect();
  const { socket } = client as unknown as { socket: net.Socket };
  const during = certificateOf(socket, 'mail.example.com');
  await client.logout();
  socket.destroy();
  return [during, certificateOf(socket, 'mail.example.com')];
};

test('an encrypted mailbox shows until when it can prove who it is, as long as it is connected', async () => {
  const [during, after] = await seenBy(true);
  expect(during).toEqual({
    what: 'the certificate of mail.example.com',
    from: Date.parse(new X509Certificate(CERTIFICATE).validFrom),
    to: Date.parse('2126-11-05T07:48:44Z'),
  });
  expect(after).toBeUndefined();
});

test('one that is not encrypted shows nothing', async () => {
  expect(await seenBy(false)).toEqual([undefined, undefined]);
});
