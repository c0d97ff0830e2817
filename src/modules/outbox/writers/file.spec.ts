import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { useDatabase } from '../../../../test/support/database';
import { type PlayedSftp, startPlayed } from '../../../../test/support/played-sftp';
import { settingsOf } from '../../../../test/support/settings';
import { startSftp } from '../../../../test/support/sftp';
import { makeKey, type TestSftp } from '../../../../test/support/ssh-keys';
import { inTransaction } from '../../../database/transaction';
import { wallClock } from '../../../platform/clock';
import { createLogger } from '../../../platform/logger';
import type { Outcome } from '../message';
import { listOutbox } from '../outbox-list.store';
import { putInOutbox } from '../outbox.store';
import { Relay } from '../relay';
import type { Claimed } from '../relay.store';
import { openWriters } from '.';
import { fileWriter } from './file';

const { db } = useDatabase();
const BYTES = Buffer.from('ISA*00*~\0\xff\n', 'latin1');
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const at = (server: TestSftp, more: object = {}): object => ({
  kind: 'sftp',
  host: '127.0.0.1',
  port: server.port,
  ...server.signIn,
  host_keys: server.hostKeys,
  folder: server.path,
  timeout_seconds: 0.5,
  ...more,
});
/** A place by its settings, and its folder on this machine. */
const PLACES: Record<string, () => Promise<{ place: object; folder: string }>> = {
  'a folder of this machine': async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'place-'));
    closing.push(() => fs.rmSync(folder, { recursive: true }));
    return { place: { kind: 'folder', folder }, folder };
  },
  'a server as it is played': async () => {
    const server = await played();
    return { place: at(server), folder: server.folder };
  },
  'a real server': async () => {
    const server = await startSftp();
    closing.push(() => server.stop());
    return { place: at(server, { timeout_seconds: 5 }), folder: server.folder };
  },
};
async function played(): Promise<PlayedSftp> {
  const server = await startPlayed();
  closing.push(() => server.stop());
  return server;
}
const writing = (place: object) => {
  const writer = fileWriter(settingsOf({ files: [{ name: 'erp', ...place }] }))!;
  return (name: string, bytes = BYTES, id = 'id1', target = 'erp'): Promise<Outcome> =>
    writer.write({ id, target, payload: { name, base64: bytes.toString('base64') } } as Claimed, '');
};
const outcomeOf = (o: Outcome): string => `${o.outcome}: ${o.detail}`;

describe.each(Object.keys(PLACES))('%s', (kind) => {
  test('a file is put there byte by byte, and nothing beside it', async () => {
    const { place, folder } = await PLACES[kind]!();
    const write = writing(place);
    expect(outcomeOf(await write('a b.edi'))).toBe('sent: a b.edi was put there');
    expect(outcomeOf(await write('none.txt', Buffer.alloc(0)))).toBe('sent: none.txt was put there');
    expect(fs.readdirSync(folder)).toEqual(['a b.edi', 'none.txt']);
    expect(fs.readFileSync(path.join(folder, 'a b.edi')).equals(BYTES)).toBe(true);
  });

  test('the same again is done already; other bytes are somebody else’s, and stay', async () => {
    const { place, folder } = await PLACES[kind]!();
    const write = writing(place);
    await write('a.edi');
    const { ino } = fs.statSync(path.join(folder, 'a.edi'));
    expect(outcomeOf(await write('a.edi'))).toBe('sent: a.edi was there already');
    for (const other of ['ISA*01*~\0\xff\n', 'longer than before'])
      expect(outcomeOf(await write('a.edi', Buffer.from(other, 'latin1')))).toBe(
        'failed: a.edi is there with other bytes, and is not replaced',
      );
    expect(fs.readFileSync(path.join(folder, 'a.edi')).equals(BYTES)).toBe(true);
    expect([fs.statSync(path.join(folder, 'a.edi')).ino, fs.readdirSync(folder)]).toEqual([ino, ['a.edi']]);
  });

  test('half of it, left by a process that died, is written anew', async () => {
    const { place, folder } = await PLACES[kind]!();
    fs.writeFileSync(path.join(folder, '.crosscount-id1.part'), 'x'.repeat(900), { mode: 0o666 });
    fs.chmodSync(path.join(folder, '.crosscount-id1.part'), 0o666);
    expect(outcomeOf(await writing(place)('a.edi'))).toBe('sent: a.edi was put there');
    expect(fs.readdirSync(folder)).toEqual(['a.edi']);
    expect(fs.readFileSync(path.join(folder, 'a.edi')).equals(BYTES)).toBe(true);
  });

  test('a folder that is not there may be there later', async () => {
    const { place, folder } = await PLACES[kind]!();
    const gone = `${(place as { folder: string }).folder.replace(/\/$/, '')}/out`;
    const write = writing({ ...place, folder: gone });
    expect(await write('a.edi')).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/no such file/i) as string });
    fs.mkdirSync(path.join(folder, 'out'));
    fs.chmodSync(path.join(folder, 'out'), 0o777);
    expect(await write('a.edi')).toMatchObject({ outcome: 'sent' });
  });
});

test.each(['', '.', '..', '../a.edi', 'a/b.edi', 'a\\b.edi', '.hidden', 'a\nb.edi', 'a\0.edi', 'n'.repeat(201)])(
  '%j is no name',
  async (name) => {
    const { place, folder } = await PLACES['a folder of this machine']!();
    expect(outcomeOf(await writing(place)(name))).toMatch(/^refused: .* is no name of a file$/s);
    expect(fs.readdirSync(folder)).toEqual([]);
  },
);

test('whoever waits for it may take it: it is his group’s, too', async () => {
  const { place, folder } = await PLACES['a folder of this machine']!();
  await writing(place)('a.edi');
  expect(fs.statSync(path.join(folder, 'a.edi')).mode & 0o777).toBe(0o660);
});

test('a place that the settings do not name may be named later', async () => {
  const { place } = await PLACES['a folder of this machine']!();
  expect(outcomeOf(await writing(place)('a.edi', BYTES, 'id', 'bank'))).toBe('failed: the settings name no place bank');
});

test('while it is written nobody sees it by its name, and what comes there meanwhile is not replaced', async () => {
  const server = await played();
  server.renameReplaces = true; // so that it is ours to see to it
  const file = path.join(server.folder, 'a.edi');
  let seen: string[] = [];
  server.after = (op) => {
    if (op !== 'CLOSE' || fs.existsSync(file)) return;
    seen = fs.readdirSync(server.folder);
    fs.writeFileSync(file, 'of somebody else');
  };
  expect(outcomeOf(await writing(at(server))('a.edi'))).toBe('failed: a.edi is there with other bytes, and is not replaced');
  expect(seen).toEqual(['.crosscount-id1.part']);
  expect([fs.readdirSync(server.folder), fs.readFileSync(file, 'utf8')]).toEqual([['a.edi'], 'of somebody else']);
});

test.each([
  ['in the middle of its bytes', 'before', (op: string) => op === 'WRITE'],
  ['once it has its name, and before that is answered', 'after', (op: string) => op === 'RENAME'],
] as const)('a connection that breaks %s: the next try ends it', async (_, when, there) => {
  const server = await played();
  const write = writing(at(server));
  server[when] = (op: string) => (there(op) ? 'cut' : undefined);
  expect(await write('a.edi')).toMatchObject({ outcome: 'failed', detail: 'the server ended the connection' });
  server[when] = undefined;
  expect(await write('a.edi')).toMatchObject({ outcome: 'sent' });
  expect(fs.readdirSync(server.folder)).toEqual(['a.edi']);
});

test('a server that no longer answers is given up in time', async () => {
  const server = await played();
  server.hang = 'WRITE';
  const began = Date.now();
  expect(await writing(at(server))('a.edi')).toMatchObject({
    outcome: 'failed',
    detail: expect.stringMatching(/did not answer within 0\.5 s/) as string,
  });
  expect(Date.now() - began).toBeLessThan(3000);
});

test('whom the server does not let in waits, for all of its messages', async () => {
  const server = await played();
  const write = writing(at(server, { password: 'falsch-9Z' }));
  const [first, ...others] = await Promise.all(['a.edi', 'b.edi', 'c.edi', 'd.edi'].map((name) => write(name)));
  expect(outcomeOf(first!)).toBe('failed: sign-in: edi was refused with password; the server takes password');
  for (const later of others) {
    expect(later).toMatchObject({ outcome: 'failed', notBeforeMs: expect.any(Number) as number });
    expect((later as { notBeforeMs: number }).notBeforeMs).toBeGreaterThan(50_000);
  }
  expect(server.attempts).toEqual(['none', 'password falsch-9Z']);
});

test('a server with another key is told nothing', async () => {
  const server = await played();
  const expected = makeKey().fingerprint;
  const detail = (await writing(at(server, { host_keys: [expected] }))('a.edi')).detail;
  for (const key of [expected, ...server.hostKeys]) expect(detail).toContain(key);
  expect([server.attempts, fs.readdirSync(server.folder)]).toEqual([[], []]);
});

test('by the relay: it leaves once, and the outbox says which file', async () => {
  const { place, folder } = await PLACES['a folder of this machine']!();
  const settings = settingsOf({ files: [{ name: 'erp', ...place }] });
  const payload = { name: 'a.edi', base64: BYTES.toString('base64') };
  const message = { eventKey: 'e', kind: 'file', target: 'erp', payload } as const;
  for (let i = 0; i < 2; i++) await inTransaction(db().pool, (c) => putInOutbox(c, [message], wallClock.now()));
  await new Relay(db().pool, openWriters(settings), wallClock, createLogger('silent')).drain();
  expect(await listOutbox(db().pool, [], 9)).toMatchObject([{ kind: 'file', target: 'erp', subject: 'a.edi', state: 'sent' }]);
  expect(fs.readdirSync(folder)).toEqual(['a.edi']);
});

test.each([
  [{ kind: 'folder', folder: 'out' }, 'files.0.folder: expected a path from the root'],
  [{ kind: 'sftp', host: 'h', username: 'u', password: 'p' }, 'files.0.host_keys: '],
  [
    { kind: 'sftp', host: 'h', username: 'u', host_keys: `SHA256:${'A'.repeat(43)}` },
    'files.0.username: a password or a private_key belongs to it',
  ],
  [{ kind: 'ftp', folder: '/x' }, 'files.0.kind: '],
])('settings %j stop the start', (place, says) => {
  expect(() => writing(place)).toThrow(says);
});
