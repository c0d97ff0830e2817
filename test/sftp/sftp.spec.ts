import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { utils } from 'ssh2';
import { type PlayedSftp, startPlayed } from '../support/played-sftp';
import { startSftp } from '../support/sftp';
import type { TestSftp } from '../support/ssh-keys';
import { CSV, EDI, useRemote } from './remote';

// ssh2's server is what is looked into, where it is to do as it is told; where it does not matter, OpenSSH is.
const { remote } = useRemote();
const { STATUS_CODE } = utils.sftp;
const started: TestSftp[] = [];
afterEach(async () => {
  for (const s of started.splice(0)) await s.stop();
});
const real = async (): Promise<TestSftp> => {
  const server = await startSftp();
  started.push(server);
  return server;
};
const played = async (): Promise<PlayedSftp> => {
  const server = await startPlayed();
  started.push(server);
  return server;
};

test('a proven end is taken after two looks that agree, a text after a quiet while, and what is cut after half an hour', async () => {
  const r = remote(await real());
  r.put('NORD/a.edi');
  r.put('b.csv', CSV);
  r.put('cut.edi', EDI.slice(0, -5));
  expect(await r.look()).toEqual({ listed: 3, received: 0, explained: 3 });
  r.pass(0.5);
  await r.look();
  expect(await r.names()).toEqual([]);
  r.pass(1);
  expect(await r.look()).toEqual({ listed: 3, received: 1, explained: 2 });
  r.pass(120);
  await r.look();
  expect(await r.names()).toEqual(['a.edi', 'b.csv']);
  r.pass(1800);
  expect(await r.look()).toEqual({ listed: 3, received: 3, explained: 0 });
  expect(await r.names()).toEqual(['a.edi', 'b.csv', 'cut.edi']);
  const [a] = await r.receipts();
  expect(a!.origin).toMatchObject({ supplier: 'NORD', host: '127.0.0.1', path: expect.stringMatching(/NORD\/a\.edi$/) as string });
  expect(a!.arrival_key).toMatch(new RegExp(`^NORD/a\\.edi ${EDI.length} \\d{10} ${a!.sha256}$`));
  expect((await r.raw(a!.sha256)).toString()).toBe(EDI);
});

test('what stays there is not fetched again, by whichever process', async () => {
  const server = await played();
  const r = remote(server);
  r.put('a.edi');
  r.put('NORD/b.edi');
  await r.looks();
  server.requests.length = 0;
  await r.restart();
  expect(await r.looks(3)).toEqual({ listed: 2, received: 2, explained: 0 });
  expect(server.requests.filter((q) => q.startsWith('READ ') || q.startsWith('RENAME'))).toEqual([]);
  expect([await r.names(), r.list()]).toEqual([['a.edi', 'b.edi'], ['NORD', 'a.edi']]); // prettier-ignore
  fs.rmSync(path.join(server.folder, 'a.edi'));
  await r.look();
  expect(await r.kept()).toEqual(['NORD/b.edi']);
});

test.each([
  ['moved', { move: 'done' }, [['NORD', 'done'], ['done'], ['a.edi'], ['b.edi']]],
  ['deleted', 'delete', [['NORD'], [], [], []]],
] as const)('once it was kept it is %s, if that is asked for', async (_, after, left) => {
  const r = remote(await real(), { after });
  r.put('a.edi');
  r.put('NORD/b.edi');
  await r.looks(3);
  expect([r.list(), r.list('NORD'), r.list('done'), r.list('NORD/done')]).toEqual(left);
  expect(await r.names()).toEqual(['a.edi', 'b.edi']);
  expect(await r.kept()).toEqual([]);
});

test('a folder from the root takes the files of all', async () => {
  const server = await real();
  const r = remote(server, { after: { move: `${server.path.replace(/\/$/, '')}/taken` } });
  r.put('a.edi');
  r.put('NORD/a.edi', `${EDI}\n`);
  await r.looks(3);
  expect([r.list(), r.list('NORD'), r.list('taken')]).toEqual([['NORD', 'taken'], [], ['a.2.edi', 'a.edi']]);
});

test('the same file put there again is another delivery, and neither replaces the other', async () => {
  const r = remote(await real(), { after: { move: 'done' } });
  for (let i = 0; i < 2; i++) {
    fs.utimesSync(r.put('a.edi'), 1_790_000_000 + i, 1_790_000_000 + i);
    await r.looks(2);
  }
  expect([await r.names(), r.list('done')]).toEqual([
    ['a.edi', 'a.edi'],
    ['a.2.edi', 'a.edi'],
  ]);
});

test('the very same file, put back with its time, is the same delivery: it is moved, and does not count again', async () => {
  const r = remote(await real(), { after: { move: 'done' } });
  const file = r.put('a.edi');
  await r.looks(2);
  fs.renameSync(path.join(path.dirname(file), 'done/a.edi'), file);
  await r.looks(3);
  expect([await r.names(), r.list('done')]).toEqual([['a.edi'], ['a.edi']]);
});

test('what is no file, does not fit the pattern or is not finished is left alone, and counted', async () => {
  const r = remote(await real(), { pattern: ['*.edi', '*.CSV'], supplier: 'NORD' });
  for (const name of ['a.part', 'b.filepart', 'c.tmp', 'd.edi~', '~e.edi', '.f.edi', 'note.txt', 'HELIOS/g.edi']) r.put(name);
  const file = r.put('good.edi');
  fs.symlinkSync(file, path.join(path.dirname(file), 'link.edi'));
  execFileSync('mkfifo', [path.join(path.dirname(file), 'pipe.edi')]);
  expect(await r.looks(3)).toEqual({ listed: 10, received: 1, explained: 9 });
  expect(await r.names()).toEqual(['good.edi']); // a folder of another supplier is not looked into where all is one's
});

test('an empty file is a delivery too; long and odd names are moved as they are, and shown so that they harm nothing', async () => {
  const r = remote(await real(), { after: { move: 'done' } });
  r.put('empty.csv', '');
  const odd = ['n'.repeat(251) + '.edi', 'a\nb.edi', "c'; drop table.edi", 'Übersicht.edi'];
  for (const name of odd) r.put(name);
  await r.looks(3, 121);
  const shown = ['ab.edi', "c'; drop table.edi", 'empty.csv', `${'n'.repeat(185)}….edi`, 'Übersicht.edi'];
  expect(await r.names()).toEqual(shown);
  expect(r.list('done')).toEqual([...odd, 'empty.csv'].sort());
});

test('a name that is not UTF-8 is told once, and holds nothing up', async () => {
  const server = await real();
  const r = remote(server);
  fs.writeFileSync(Buffer.concat([Buffer.from(`${server.folder}/`), Buffer.from([0xff, 0xe4]), Buffer.from('.edi')]), EDI);
  r.put('good.edi');
  expect(await r.looks(4)).toEqual({ listed: 2, received: 1, explained: 0 });
  expect(r.log).toEqual([expect.stringContaining('not UTF-8')]);
});

test('names that lead somewhere else are left alone', async () => {
  const server = await played();
  const r = remote(server, { after: 'delete' });
  server.alsoLists = ['../../etc/passwd', 'a/b.edi', 'c\0.edi', '..'];
  r.put('good.edi');
  expect(await r.looks(3)).toEqual({ listed: 3, received: 0, explained: 3 });
  expect(await r.names()).toEqual(['good.edi']);
  expect(server.requests.filter((q) => q.includes('passwd') || q.includes('b.edi'))).toEqual([]);
});

test('a server that lists names alone is asked for the rest', async () => {
  const server = await played();
  server.bare = true;
  const r = remote(server, { after: { move: 'done' } });
  r.put('a.edi');
  r.put('NORD/b.edi');
  await r.looks(2);
  expect([await r.names(), r.list('done'), r.list('NORD/done')]).toEqual([['a.edi', 'b.edi'], ['a.edi'], ['b.edi']]);
});

test('what is too large is told before it is fetched, and stays unexplained until somebody has looked', async () => {
  const server = await played();
  const r = remote(server, { max_mb: 0.01 });
  r.put('big.csv', Buffer.alloc(20_000, 'x'));
  expect(await r.looks(3, 121)).toEqual({ listed: 1, received: 0, explained: 0 });
  expect(r.log).toEqual([expect.stringContaining('big.csv has 20000 bytes, more than 0.01 MB, and was not fetched')]);
  expect(server.requests.filter((q) => q.startsWith('OPEN '))).toEqual([]);
});

test('a large file comes through byte by byte as it is, and more than one look asks for it only once', async () => {
  const server = await played();
  const r = remote(server);
  const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, i) => `${i};${i * 7}\n`).join(''));
  r.put('large.csv', bytes);
  await r.looks(3, 121);
  const [only, ...others] = await r.receipts();
  expect(others).toEqual([]);
  expect((await r.raw(only!.sha256)).equals(bytes)).toBe(true);
  const reads = server.requests.filter((q) => q.startsWith('READ ')).length;
  expect(reads).toBeLessThan(bytes.length / 31_744 + 6); // once, and its beginning and end to see whether it is whole
});

test('the probe says who signed in and what lies there, and touches nothing', async () => {
  const server = await real();
  const r = remote(server, { after: { move: 'done' } });
  r.put('a.edi');
  r.put('NORD/b.edi');
  expect(await r.probe()).toMatch(new RegExp(`^signed in as ${server.signIn.username}; .* holds 1 files and 1 folders; what was taken goes to .*done, which will be made$`));
  expect(r.list()).toEqual(['NORD', 'a.edi']);
  await expect(remote(server, { folder: '/nowhere/at/all' }).probe()).rejects.toMatchObject({ code: 'SFTP_NO_SUCH_FILE' });
}); // prettier-ignore

test('a folder that may not be read keeps the others from nobody, and the look says so', async () => {
  const server = await real();
  const r = remote(server);
  r.put('A/a.edi');
  r.put('B/b.edi');
  if (server.kind === 'sshd') fs.chmodSync(path.join(server.folder, 'B'), 0);
  else (server as PlayedSftp).before = (op, p) => (op === 'OPENDIR' && p === '/B' ? STATUS_CODE.PERMISSION_DENIED : undefined);
  await expect(r.looks(1)).rejects.toThrow(/listing .*B: Permission denied/i);
  r.pass(2);
  await expect(r.looks(1)).rejects.toMatchObject({ code: 'SFTP_PERMISSION_DENIED' });
  expect(await r.names()).toEqual(['a.edi']);
});

test('a file that may not be read is told once, tried again after an hour, and keeps no other waiting', async () => {
  const server = await played();
  const r = remote(server);
  for (const name of ['a.edi', 'b.edi']) r.put(name);
  server.before = (op, p) => (op === 'OPEN' && p === '/a.edi' ? STATUS_CODE.PERMISSION_DENIED : undefined);
  expect(await r.looks(5)).toEqual({ listed: 2, received: 1, explained: 0 });
  expect(r.log).toEqual([expect.stringMatching(/opening \/a\.edi: Permission denied$/i)]);
  expect(server.requests.filter((q) => q === 'OPEN /a.edi')).toHaveLength(1);
  server.before = undefined;
  r.pass(3600);
  expect(await r.looks(1)).toEqual({ listed: 2, received: 2, explained: 0 });
});
