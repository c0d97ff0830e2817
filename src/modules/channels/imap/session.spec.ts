import net from 'node:net';
import { Dialer } from '../../../platform/dialer/dialer';
import { ImapSession } from './session';
import { imapSettings } from './settings';

/** A server that takes its time with the sign-in. */
async function slowServer(ms: number): Promise<{ port: number; open: () => number; asked: Promise<void>; close: () => void }> {
  const sockets = new Set<net.Socket>();
  let signingIn: () => void;
  const asked = new Promise<void>((resolve) => (signingIn = resolve));
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        const [tag, command] = line.split(' ');
        const answer = (): boolean => socket.writable && socket.write(`${tag} OK done\r\n`);
        if (!/^LOGIN|AUTHENTICATE/i.test(command ?? '')) answer();
        else {
          signingIn();
          setTimeout(answer, ms);
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as net.AddressInfo).port, open: () => sockets.size, asked, close: () => server.close() };
}

test('asked to end while it signs in, it leaves no connection behind', async () => {
  const server = await slowServer(300);
  const settings = imapSettings.parse({
    kind: 'imap',
    name: 't',
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    user: 'u',
    password: 'p',
  });
  const session = new ImapSession(settings, new Dialer(['127.0.0.1']), () => undefined);
  const look = session.run('listing folders', () => Promise.resolve('listed'));
  look.catch(() => undefined);
  await server.asked;
  await session.close();
  await expect(look).rejects.toThrow('the channel was closed');
  for (let i = 0; server.open() > 0 && i < 100; i++) await new Promise((r) => setTimeout(r, 20));
  expect(server.open()).toBe(0);
  server.close();
});
