import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { isSilence, txtByDns } from './dns-txt';

/** A name server on this machine: it tells one name, denies others, and says nothing at all of those that begin with `silent`. */
async function nameServer(): Promise<{ at: string; asked: () => number; close: () => void }> {
  const server = dgram.createSocket('udp4');
  let asked = 0;
  server.on('message', (query, from) => {
    asked += 1;
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const name = question.toString('latin1');
    if (name.includes('silent')) return;
    const found = name.includes('nord');
    const header = Buffer.from([query[0]!, query[1]!, 0x81, found ? 0x80 : 0x83, 0, 1, 0, found ? 1 : 0, 0, 0, 0, 0]);
    const texts = ['v=DKIM1; ', 'p=abc'].map((t) => Buffer.from(String.fromCharCode(t.length) + t));
    const data = Buffer.concat(texts);
    const answer = Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, data.length]), data]);
    server.send(Buffer.concat([header, question, ...(found ? [answer] : [])]), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  return { at: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, close: () => server.close() };
}
let server: Awaited<ReturnType<typeof nameServer>>;
beforeAll(async () => void (server = await nameServer()));
afterAll(() => server.close());

const failing = (asked: Promise<unknown>): Promise<Error> =>
  asked.then(
    () => new Error('it answered'),
    (error: Error) => error,
  );

test('what DNS tells, what there is not, and a name that can have nothing: none of them is silence', async () => {
  const ask = txtByDns({ servers: [server.at], timeoutMs: 200 });
  expect(await ask('s1._domainkey.nord.example')).toEqual([['v=DKIM1; ', 'p=abc']]);
  expect(isSilence(await failing(ask('s1._domainkey.other.example')))).toBe(false);
  expect(isSilence(await failing(ask(`${'x'.repeat(64)}.example`)))).toBe(false);
  expect(isSilence(await failing(ask('a..b')))).toBe(false);
});

test('a server that says nothing is given up in time, and after three of its silences nobody waits for it', async () => {
  const ask = txtByDns({ servers: [server.at], timeoutMs: 100 });
  const began = performance.now();
  for (let i = 0; i < 3; i++) expect(isSilence(await failing(ask(`silent${i}.example`)))).toBe(true);
  expect(performance.now() - began).toBeLessThan(3000);
  const before = server.asked();
  const error = await failing(ask('s1._domainkey.nord.example'));
  expect([isSilence(error), server.asked()]).toEqual([true, before]);
});

test('one name that is silent between others keeps nobody from asking', async () => {
  const ask = txtByDns({ servers: [server.at], timeoutMs: 100 });
  for (let i = 0; i < 4; i++) {
    await failing(ask(`silent${i}.example`));
    expect(await ask('s1._domainkey.nord.example')).toHaveLength(1);
  }
});

test('where nobody listens it is silence at once', async () => {
  const ask = txtByDns({ servers: ['127.0.0.1:1'], timeoutMs: 100 });
  expect(isSilence(await failing(ask('s1._domainkey.nord.example')))).toBe(true);
});
