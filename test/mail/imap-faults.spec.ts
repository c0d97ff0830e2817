import { hasDovecot, overwrite, renumber, startDovecot, startImap, type TestImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';
import { useMailbox } from './mailbox';

// What needs a server that can be shaped (numbers that change, extensions that are missing, ten thousand mails) runs on Dovecot only.
const { box, log } = useMailbox();
const onDovecot = hasDovecot ? test : test.skip;
const started: TestImap[] = [];
let shared: TestImap | undefined;
/** An empty mailbox; a server of its own where that is to lack something. */
async function fresh(options: Parameters<typeof startDovecot>[0] = {}): Promise<TestImap> {
  if (hasDovecot && !options.without) return (shared ??= await startDovecot()).another!(options.mails);
  const server = await (options.without ? startDovecot(options) : startImap());
  started.push(server);
  return server;
}
afterEach(async () => {
  for (const s of started.splice(0)) await s.stop();
});
afterAll(() => shared?.stop());
const three = async (server: TestImap): Promise<number[]> => {
  const uids: number[] = [];
  for (const subject of ['one', 'two', 'three']) uids.push(await server.append(mailOf({ csv: CSV, subject })));
  return uids;
};

test('a connection that is cut in the middle of a mail: the next look has it whole', async () => {
  const server = await fresh();
  await three(server);
  const b = await box(server);
  let cuts = 0;
  b.proxy.line = (line) => (/BODY\.PEEK\[\]/.test(line) && cuts++ === 1 ? 'cut' : line);
  await b.look().catch(() => undefined);
  b.clock.hours = 0.1;
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect(await b.receipts()).toHaveLength(3);
});

test('a connection that died unseen between two looks is replaced within the look', async () => {
  const server = await fresh();
  const b = await box(server);
  await b.look();
  b.proxy.cut();
  await server.append(mailOf({ csv: CSV }));
  expect(await b.look()).toEqual({ listed: 1, received: 1, explained: 0 });
});

test('a server that no longer answers is given up in time, and asked anew', async () => {
  const server = await fresh();
  await server.append(mailOf({ csv: CSV }));
  const b = await box(server, { timeout_seconds: 1 });
  await b.look();
  b.proxy.hold();
  const began = Date.now();
  await b.look();
  expect(Date.now() - began).toBeLessThan(8000);
  expect(b.proxy.connections).toBe(2);
});

test('the server lists a mail and returns nothing for it: it is told after an hour, and keeps no other waiting', async () => {
  const server = await fresh();
  const [, missing] = await three(server);
  const b = await box(server);
  const hide = (line: string): string => line.replace(/(UID FETCH )(\S+)/, (_, cmd: string, set: string) => cmd + without(set, missing!));
  b.proxy.line = hide;
  expect(await b.look()).toEqual({ listed: 3, received: 2, explained: 1 });
  expect((await b.seen())[1]).toMatchObject({ state: 'waiting', reason: expect.stringMatching(/^listed, not fetchable/) as string });
  b.clock.hours = 1.5;
  expect(await b.look()).toEqual({ listed: 3, received: 2, explained: 1 });
  expect(await b.states()).toEqual(['kept', 'unfetchable', 'kept']);
  expect(log.some((l) => l.endsWith(`INBOX ${missing} is listed by the server and cannot be fetched`))).toBe(true);
});

test('a subject that no database can hold costs nobody a mail', async () => {
  const server = await fresh();
  const encoded = (subject: string): string => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  for (const subject of [encoded('B\0C'), encoded(`${'x'.repeat(499)}😀`), 'next']) await server.append(mailOf({ csv: CSV, subject }));
  const b = await box(server);
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect((await b.receipts()).map((r) => r.origin.subject!.slice(-4))).toEqual(['B\ufffdC', 'xxx\ufffd', 'next']);
});

test('a mail that comes back after having been withheld for a while is taken', async () => {
  const server = await fresh();
  const [, missing] = await three(server);
  const b = await box(server);
  b.proxy.line = (line) => line.replace(/(UID FETCH )(\S+)/, (_, cmd: string, set: string) => cmd + without(set, missing!));
  await b.look();
  b.proxy.line = undefined;
  expect(await b.look()).toMatchObject({ received: 2, explained: 1 }); // its pause is not over
  b.clock.hours = 0.2;
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
});

test('a mail that ends every connection is quarantined after its tries, and the next ones come at the first look', async () => {
  const server = await fresh();
  const [poison] = await three(server);
  const b = await box(server);
  b.proxy.line = (line) => (new RegExp(`UID FETCH ${poison} .*BODY\\.PEEK\\[\\]`).test(line) ? 'cut' : line);
  expect(await b.look()).toEqual({ listed: 3, received: 2, explained: 1 });
  for (let n = 1; n < 7; n++) {
    b.clock.hours = n;
    await b.look();
  }
  expect((await b.seen())[0]).toMatchObject({ state: 'quarantined' });
  const asked = b.proxy.trace.filter((l) => /BODY\.PEEK\[\]/.test(l)).length;
  b.clock.hours = 20;
  expect(await b.look()).toEqual({ listed: 3, received: 2, explained: 1 });
  expect(b.proxy.trace.filter((l) => /BODY\.PEEK\[\]/.test(l))).toHaveLength(asked);
  expect(log.some((l) => l.includes('was given up'))).toBe(true);
});

test('fewer bytes than the server said: fetched again, never taken for the whole, quarantined after three tries', async () => {
  const server = await fresh();
  await server.append(mailOf({ csv: CSV }));
  const b = await box(server);
  b.proxy.answer = (text) =>
    text.replace(/RFC822\.SIZE (\d)(\d+)/, (_, d: string, rest: string) => `RFC822.SIZE ${(Number(d) % 9) + 1}${rest}`);
  for (const hours of [0, 1, 2]) {
    b.clock.hours = hours;
    await b.look();
  }
  expect(await b.seen()).toMatchObject([
    { state: 'quarantined', reason: expect.stringMatching(/^the server says that it has \d+ bytes/) as string },
  ]);
  expect(await b.receipts()).toEqual([]);
  expect(b.proxy.trace.filter((l) => /BODY\.PEEK\[\]/.test(l))).toHaveLength(9);
  const lenient = await box(server, { exact_size: false });
  lenient.proxy.answer = b.proxy.answer;
  expect(await lenient.look()).toMatchObject({ received: 1 });
});

onDovecot('the server numbers its mails anew: one event, none taken twice, none left out, next to no bytes', async () => {
  const filler = `${'x'.repeat(74)}\r\n`.repeat(700);
  const mails = Array.from({ length: 60 }, (_, i) => mailOf({ csv: `${CSV}${i}`, text: filler, subject: `S ${i}` }));
  const server = await fresh({ mails });
  const b = await box(server, { rules: [{ skip: { subject: 'S 7' } }] });
  await b.look();
  const taken = b.proxy.received;
  expect(taken).toBeGreaterThan(59 * 50_000);
  await b.restart();
  renumber(server);
  await server.append(mailOf({ csv: CSV, subject: 'new' }));
  b.proxy.received = 0;
  expect(await b.look()).toEqual({ listed: 61, received: 60, explained: 1 });
  expect(b.proxy.received).toBeLessThan(taken / 100);
  expect(await b.receipts()).toHaveLength(60);
  expect(log.filter((l) => l.startsWith(`${b.name}: the server has numbered the mails of INBOX anew`))).toHaveLength(1);
  await b.look();
  expect(await b.receipts()).toHaveLength(60);
});

onDovecot('a number that the server gives to another mail, without a word: that mail is taken as well, and it is said', async () => {
  const server = await fresh();
  const [, reused] = await three(server);
  const b = await box(server);
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  await b.restart();
  overwrite(server, reused!, mailOf({ csv: `${CSV}BRK-9;HAM;1;2026-11-15\n`, subject: 'restored' }));
  expect(await b.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect((await b.receipts()).map((r) => r.name)).toEqual(['one.eml', 'two.eml', 'three.eml', 'restored.eml']);
  expect(log.filter((l) => l.endsWith(`has given numbers of INBOX to other mails (UID_CONTENT_CHANGED): ${reused}`))).toHaveLength(1);
  await b.look();
  expect(await b.receipts()).toHaveLength(4);
});

onDovecot('without MOVE: a copy, and the removal of these numbers alone; what others have marked stays', async () => {
  const server = await fresh({ without: ['MOVE'] });
  const marked = await server.append(mailOf({ subject: 'marked by a person' }), 'INBOX', ['\\Deleted']);
  const mine = await server.append(mailOf({ csv: CSV, subject: 'mine' }));
  const b = await box(server, { after: { move: 'Done' }, rules: [{ take: { attachment: '*' } }, { skip: {} }] });
  await b.look();
  expect(b.proxy.trace.filter((l) => / (EXPUNGE|STORE|COPY) /.test(l)).map((l) => l.replace(/^\S+ /, ''))).toEqual([
    `UID COPY ${mine} Done`,
    `UID STORE ${mine} +FLAGS.SILENT (\\Deleted)`,
    `UID EXPUNGE ${mine}`,
  ]);
  const left = await server.person(async (c) => {
    await c.mailboxOpen('INBOX', { readOnly: true });
    return c.search({ all: true }, { uid: true });
  });
  expect(left).toEqual([marked]);
});

onDovecot('without MOVE and UIDPLUS nothing is removed: a flag says that it was taken', async () => {
  const server = await fresh({ without: ['MOVE', 'UIDPLUS'] });
  await three(server);
  const b = await box(server, { after: { move: 'Done' } });
  await b.look();
  expect(b.proxy.trace.filter((l) => / (EXPUNGE|COPY)/.test(l))).toEqual([]);
  expect(b.proxy.trace.filter((l) => / STORE /.test(l)).map((l) => l.replace(/^\S+ /, ''))).toEqual([
    'UID STORE 1:3 +FLAGS.SILENT ($Crosscount)',
  ]);
  expect((await b.seen()).map((m) => m.settled)).toEqual(['flagged', 'flagged', 'flagged']);
});

onDovecot(
  'a mailbox of 10,000: listed and decided within seconds, and looked at again in no time',
  async () => {
    const mails = Array.from({ length: 10_000 }, (_, i) =>
      mailOf({ subject: i % 500 === 7 ? `Bestand ${i}` : `Newsletter ${i}`, text: 'hello' }),
    );
    const server = await fresh({ mails });
    const b = await box(server, { timeout_seconds: 60, rules: [{ take: { subject: 'Bestand*' } }, { skip: {} }] });
    const began = Date.now();
    expect(await b.look()).toEqual({ listed: 10_000, received: 20, explained: 9_980 });
    const first = Date.now() - began;
    const again = Date.now();
    expect(await b.look()).toEqual({ listed: 10_000, received: 20, explained: 9_980 });
    process.stdout.write(`mailbox of 10,000: first look ${first} ms, next ${Date.now() - again} ms\n`);
    expect(first).toBeLessThan(40_000);
    expect(Date.now() - again).toBeLessThan(3_000);
  },
  60_000,
);

/** `1:5` without 3 is `1:2,4:5`, and a set of 3 alone names a mail that is not there. */
function without(set: string, uid: number): string {
  const numbers = set.split(',').flatMap((part) => {
    const [a, b = a] = part.split(':').map(Number) as [number, number?];
    return Array.from({ length: b! - a + 1 }, (_, i) => a + i);
  });
  const left = numbers.filter((n) => n !== uid);
  return left.length > 0 ? left.join(',') : '999999';
}
