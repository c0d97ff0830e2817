import fs from 'node:fs';
import path from 'node:path';
import { utils } from 'ssh2';
import { adviceFor } from '../../src/modules/channels/advice';
import { type PlayedSftp, startMute, startPlayed } from '../support/played-sftp';
import { startSftp } from '../support/sftp';
import type { TestSftp } from '../support/ssh-keys';
import { CSV, EDI, useRemote } from './remote';

const { remote, db } = useRemote();
const { STATUS_CODE } = utils.sftp;
const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const s of started.splice(0)) await s.stop();
});
async function played(): Promise<PlayedSftp> {
  const server = await startPlayed();
  started.push(server);
  return server;
}
async function real(): Promise<TestSftp> {
  const server = await startSftp();
  started.push(server);
  return server;
}
const failure = async (looking: Promise<unknown>): Promise<Error> =>
  looking.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );

describe('a file that is being written', () => {
  test('a trickle with pauses longer than two looks: no part of it is ever taken', async () => {
    const r = remote(await real());
    const edi = r.put('a.edi', EDI.slice(0, 40));
    const csv = r.put('a.csv', 'sku;qty\n');
    for (let minutes = 0; minutes < 10; minutes += 1.5) {
      await r.looks(3, 30);
      fs.appendFileSync(edi, EDI.slice(40 + minutes * 8, 52 + minutes * 8));
      fs.appendFileSync(csv, `${minutes};1\n`);
    }
    expect(await r.names()).toEqual([]);
    fs.writeFileSync(edi, EDI);
    await r.looks(3, 60);
    expect((await r.receipts()).map((k) => [k.name, Number(k.arrival_key.split(' ')[1])])).toEqual([
      ['a.edi', EDI.length],
      ['a.csv', fs.statSync(csv).size],
    ]);
  });

  test('written to while it is fetched: what was fetched is thrown away', async () => {
    const server = await played();
    const r = remote(server);
    const file = r.put('a.csv', Buffer.alloc(200_000, 'x'));
    await r.looks(1, 121);
    let once = true;
    server.before = (op, p) => {
      if (op === 'READ' && p === '/a.csv' && once && server.requests.filter((q) => q === 'OPEN /a.csv').length === 2) {
        once = false;
        fs.appendFileSync(file, 'y');
      }
    };
    expect(await r.looks(1, 121)).toEqual({ listed: 1, received: 0, explained: 1 });
    expect(once).toBe(false);
    await r.looks(2, 121);
    expect((await r.receipts()).map((k) => k.arrival_key.split(' ')[1])).toEqual(['200001']);
    expect(r.temporary()).toEqual([]);
  });

  test('it is gone before it is read: nothing is told', async () => {
    const server = await played();
    const r = remote(server);
    const file = r.put('a.edi');
    await r.looks(1);
    server.before = (op) => (op === 'OPEN' ? fs.rmSync(file, { force: true }) : undefined);
    expect(await r.looks(1)).toEqual({ listed: 1, received: 0, explained: 1 });
    expect(r.log).toEqual([]);
  });
});

describe('a new version under the name of one that was taken', () => {
  test.each([{ move: 'done' }, 'delete'])('comes before it is put aside (%j): it survives, and is the next delivery', async (after) => {
    const server = await played();
    server.renameReplaces = true;
    const r = remote(server, { after });
    const file = r.put('a.edi');
    await r.looks(1);
    server.before = (op, p) => {
      if (op !== 'RENAME' || p !== '/a.edi') return;
      server.before = undefined;
      fs.writeFileSync(`${file}.tmp`, `${EDI}\n`);
      fs.renameSync(`${file}.tmp`, file);
    };
    await r.looks(1);
    expect(fs.readFileSync(file, 'utf8')).toBe(`${EDI}\n`); // not moved, not deleted: nobody has read it
    await r.looks(3);
    expect((await r.receipts()).map((k) => k.arrival_key.split(' ')[1])).toEqual([EDI.length, EDI.length + 1].map(String));
    expect(r.list()).toEqual(after === 'delete' ? [] : ['done']);
  });

  test('comes while the old one lies aside: both are left', async () => {
    const server = await played();
    const r = remote(server, { after: { move: 'done' } });
    const file = r.put('a.edi');
    await r.looks(1);
    server.after = (op, p) => {
      if (op === 'RENAME' && p === '/a.edi') fs.writeFileSync(file, `${EDI}\n`);
    };
    await r.looks(1);
    server.after = undefined;
    await r.looks(3);
    expect((await r.receipts()).length).toBe(2);
    expect([r.list(), r.list('done')]).toEqual([['done'], ['a.2.edi', 'a.edi']]);
  });

  test('a server that copies what it is asked to rename, and gives it a new time, is no new version', async () => {
    const server = await played();
    server.renamesByCopy = true;
    const r = remote(server, { after: { move: 'done' } });
    const old = new Date('2026-11-17T08:00:00Z');
    fs.utimesSync(r.put('a.edi'), old, old);
    await r.looks(5);
    expect([await r.names(), r.list(), r.list('done'), r.log]).toEqual([['a.edi'], ['done'], ['a.edi'], []]);
  });
});

describe('what cannot be moved', () => {
  test('stays, is told once under its receipt, and is never taken twice', async () => {
    const server = await played();
    const r = remote(server, { after: { move: 'done' } });
    r.put('a.edi');
    server.before = (op) => (op === 'RENAME' ? STATUS_CODE.PERMISSION_DENIED : undefined);
    expect(await r.looks(6)).toEqual({ listed: 1, received: 1, explained: 0 });
    await r.restart();
    await r.looks(3);
    expect([await r.names(), r.list()]).toEqual([['a.edi'], ['a.edi', 'done']]);
    expect(new Set(r.log).size).toBe(1);
    expect(r.log[0]).toMatch(/a\.edi was taken, but cannot be moved \(renaming .*Permission denied\); it stays and does not count again$/i);
    server.before = undefined;
    r.pass(3600);
    await r.looks(1);
    expect([await r.names(), r.list(), r.list('done')]).toEqual([['a.edi'], ['done'], ['a.edi']]);
  });

  test('has nowhere to go, and keeps its name', async () => {
    const server = await played();
    const r = remote(server, { after: { move: 'done' } });
    r.put('a.edi');
    server.before = (op) => (op === 'MKDIR' ? STATUS_CODE.PERMISSION_DENIED : undefined);
    expect(await r.looks(4)).toEqual({ listed: 1, received: 1, explained: 0 });
    expect([await r.names(), r.list(), r.log.length]).toEqual([['a.edi'], ['a.edi'], 1]);
  });

  test('on a real server, by an account that may only read', async () => {
    const server = await real();
    if (server.kind !== 'sshd') return void expect(server.kind).toBe('ssh2'); // the one before has played it
    const r = remote(server, { after: 'delete' });
    fs.chmodSync(path.dirname(r.put('NORD/a.edi')), 0o555);
    expect(await r.looks(4)).toEqual({ listed: 1, received: 1, explained: 0 });
    expect([await r.names(), r.list('NORD')]).toEqual([['a.edi'], ['a.edi']]);
    expect(r.log).toHaveLength(1);
  });
});

describe('a connection that breaks', () => {
  test('in the middle of a download: the next look has it whole, and nothing is left of the half', async () => {
    const server = await played();
    const r = remote(server);
    r.put('a.csv', Buffer.alloc(300_000, 'x'));
    await r.looks(1, 121);
    let reads = 0;
    server.before = (op) => (op === 'READ' && ++reads === 9 ? 'cut' : undefined);
    expect(adviceFor(await failure(r.look()))).toMatch(/ended the connection/);
    expect([await r.names(), r.temporary()]).toEqual([[], []]);
    server.before = undefined;
    await r.looks(1, 121);
    expect(await r.names()).toEqual(['a.csv']);
  });

  test.each([
    ['the file was put aside', (op: string, p: string) => op === 'RENAME' && p === '/a.edi'],
    ['it was moved to where it belongs', (op: string, p: string) => op === 'RENAME' && p.includes('.taken')],
  ])('after %s and before that is answered: it is moved once, and taken once', async (_, there) => {
    const server = await played();
    const r = remote(server, { after: { move: 'done' } });
    r.put('a.edi');
    await r.looks(1);
    server.after = (op, p) => (there(op, p) ? 'cut' : undefined);
    await failure(r.look());
    server.after = undefined;
    await r.restart();
    await r.looks(3);
    expect([await r.names(), r.list(), r.list('done'), await r.kept(), r.log]).toEqual([['a.edi'], ['done'], ['a.edi'], [], []]);
  });

  test('while the gateway is asked to end: it ends, and leaves no connection behind', async () => {
    const server = await played();
    server.hang = 'READDIR';
    const r = remote(server);
    const looking = failure(r.look());
    while (!server.requests.includes('READDIR /')) await new Promise((f) => setTimeout(f, 10));
    const began = Date.now();
    await r.restart();
    expect((await looking).message).toBe('the channel was closed');
    expect(Date.now() - began).toBeLessThan(1000);
  });
});

describe('a server that hangs', () => {
  test.each([
    ['before it says what it is', 'banner', /key exchange: the server did not answer within 0\.3 s/],
    ['when asked to sign in', 'auth', /sign-in: the server did not answer/],
    ['when SFTP is opened', 'sftp', /opening SFTP: the server did not answer/],
    ['in a listing', 'READDIR', /listing \/: the server did not answer/],
    ['in a file', 'READ', /reading \/a\.edi: the server did not answer/],
    ['while a file is moved', 'RENAME', /renaming .*: the server did not answer/],
  ])('%s is given up in time', async (_, phase, says) => {
    const mute = phase === 'banner' ? await startMute() : undefined;
    const server = await played();
    if (mute) started.push(mute);
    const r = remote(mute ? { ...server, ...server.signIn, port: mute.port, hostKeys: server.hostKeys } : server, {
      timeout_seconds: 0.3,
      after: { move: 'done' },
    });
    r.put('a.edi');
    if (phase === 'READ' || phase === 'RENAME') await r.looks(1);
    server.hang = phase;
    const began = Date.now();
    const error = await failure(r.look());
    expect(Date.now() - began).toBeLessThan(2000);
    expect(error.message).toMatch(says);
    expect(adviceFor(error)).toMatch(/does not answer in time/);
    server.hang = undefined;
    if (mute) return;
    await r.looks(3);
    expect([await r.names(), r.list('done')]).toEqual([['a.edi'], ['a.edi']]);
  });
});

describe('a sign-in that is refused', () => {
  test('a wrong password is said once to the server, then waited for, and never told in an error', async () => {
    const server = await played();
    const r = remote(server, { password: 'falsch-9Z' });
    const first = await failure(r.look());
    expect(first.message).toBe('sign-in: edi was refused with password; the server takes password');
    expect(adviceFor(first)).toMatch(/does not let this account in/);
    for (let i = 0; i < 5; i++) expect((await failure(r.look())).message).toMatch(/\(next try in \d+ s\)$/);
    expect([server.connections, server.attempts]).toEqual([1, ['none', 'password falsch-9Z']]);
    expect(first.message + JSON.stringify(first)).not.toContain('falsch');
  });

  test('a server that takes keys alone is not told the password', async () => {
    const server = await played();
    server.takes = ['publickey'];
    expect((await failure(remote(server).look())).message).toBe(
      'sign-in: edi was refused with what the settings have; the server takes publickey',
    );
    expect(server.attempts).toEqual(['none']);
  });

  test('a server that asks for the password as a question gets it as the answer', async () => {
    const server = await played();
    server.takes = ['keyboard-interactive'];
    await remote(server).look();
    expect(server.attempts).toEqual(['none', 'keyboard-interactive', 'answered geheim-7Q']);
  });
});

test('a database that is away leaves everything where it is, and the look says so', async () => {
  const r = remote(await played(), { after: 'delete' });
  for (const name of ['a.edi', 'b.edi']) r.put(name);
  await r.looks(1);
  const away = { ...r.into, keep: () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })) };
  await expect(r.look(away)).rejects.toThrow('connect ECONNREFUSED');
  const full = {
    ...r.into,
    receive: () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })),
  };
  expect(adviceFor(await failure(r.look(full)))).toMatch(/disk is full/);
  expect([r.list(), r.log]).toEqual([['a.edi', 'b.edi'], []]);
  await r.looks(2);
  expect([await r.names(), r.list()]).toEqual([['a.edi', 'b.edi'], []]);
});

test('what another gateway has put aside is left alone, told, and not explained', async () => {
  const r = remote(await played(), { after: 'delete' });
  r.put('crosscount-0123456789abcdef.taken', CSV);
  expect(await r.looks(3, 121)).toEqual({ listed: 1, received: 0, explained: 0 });
  expect([r.list(), r.log]).toEqual([['crosscount-0123456789abcdef.taken'], [expect.stringContaining('put aside by a gateway')]]);
});

test('its receipt and what is remembered of the file are written together, or not at all', async () => {
  const r = remote(await played());
  r.put('a.edi');
  await r.looks(1);
  await db().pool.query('alter table remote_file rename to remote_file_away');
  const keep = r.into.keep;
  try {
    const known = { ...r.into, keep };
    await failure(r.look(known));
  } finally {
    await db().pool.query('alter table remote_file_away rename to remote_file');
  }
  expect(await r.names()).toEqual([]);
  await r.looks(1);
  expect([await r.names(), await r.kept()]).toEqual([['a.edi'], ['a.edi']]);
});
