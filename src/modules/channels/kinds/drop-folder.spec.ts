import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Arrival } from '../../documents/arrival';
import type { Inbound, Outcome } from '../channel';
import { DropFolderChannel } from './drop-folder.channel';

const EDI = `ISA*00*          *00*          *ZZ*NORD           *ZZ*ACME           *261117*0800*U*00401*000000001*0*P*>~IEA*0*000000001~`;
const LOOK_MS = 1000;
let clock = 0; // a loaded machine would make a quiet while of two looks
const pause = (ms: number): void => void (clock += ms);
let folder: string;
let channel: DropFolderChannel;
let kept: Arrival[];
let notes: string[];
let onKeep: (a: Arrival) => Promise<void> | void;
let outcome: Outcome | undefined;

const into: Inbound = {
  keep: async (arrival) => {
    await onKeep(arrival);
    const fresh = !kept.some((k) => k.arrivalKey === arrival.arrivalKey);
    if (fresh) kept.push(arrival);
    return { receiptId: 'r', fresh };
  },
  judge: () => Promise.reject(new Error('a file that a person gave is not judged')),
  receive: () => Promise.reject(new Error('files of a folder are read whole')),
  outcome: async () => outcome,
  unsorted: async () => kept.map((k) => k.arrivalKey),
  note: (message, ids) => void notes.push(`${message}${ids?.receiptId === undefined ? '' : ` [${ids.receiptId}]`}`),
};
const put = (name: string, content: string | Buffer = EDI): string => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
};
const names = (): string[] => kept.map((k) => k.name).sort();
const list = (under = '.'): string[] => (fs.existsSync(path.join(folder, under)) ? fs.readdirSync(path.join(folder, under)).sort() : []);
async function looks(n = 2): Promise<void> {
  for (let i = 0; i < n; i++) {
    await channel.look(into);
    pause(LOOK_MS);
  }
}
const make = (): DropFolderChannel =>
  new DropFolderChannel('drop', { folder, quietSeconds: 2, everySeconds: 1, cutMs: 2.5 * LOOK_MS, now: () => clock });

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drop-'));
  [kept, notes, onKeep, outcome] = [[], [], () => undefined, undefined];
  channel = make();
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a proven end is taken after two looks that agree; a text after a quiet while; one that lacks its end later than that; nothing at the first look', async () => {
  put('NORD/a.edi');
  put('b.csv', 'sku;qty\n1;2\n');
  put('cut.edi', EDI.slice(0, -5));
  await channel.look(into);
  expect(kept).toEqual([]);
  pause(LOOK_MS);
  await channel.look(into);
  expect(names()).toEqual(['a.edi']);
  expect(kept[0]!.supplier).toBe('NORD');
  pause(LOOK_MS);
  await channel.look(into);
  expect(names()).toEqual(['a.edi', 'b.csv']);
  pause(LOOK_MS);
  await channel.look(into);
  expect(names()).toEqual(['a.edi', 'b.csv', 'cut.edi']); // half an hour, in truth
  expect([list('done'), list('NORD/done'), list('NORD')]).toEqual([['b.csv', 'cut.edi'], ['a.edi'], ['done']]);
});

test('what one process took and did not live to sort is sorted by the next', async () => {
  put('a.edi');
  put('NORD/a b.edi', `${EDI}\n`);
  await looks();
  expect([list('done'), list('NORD/done')]).toEqual([['a.edi'], ['a b.edi']]);
  outcome = { good: false, reason: 'It could not be read.' };
  channel = make();
  await channel.look(into);
  expect([list('done'), list('error')]).toEqual([[], ['a.edi', 'a.edi.reason.txt']]);
  expect([list('NORD/done'), list('NORD/error')]).toEqual([[], ['a b.edi', 'a b.edi.reason.txt']]);
});

test('what was moved to error, and its process killed before it wrote why, is explained by the next', async () => {
  for (const name of ['a.edi', 'NORD/b.edi']) put(name);
  await looks();
  outcome = { good: false, reason: 'It could not be read.' };
  await channel.look(into);
  fs.rmSync(path.join(folder, 'error/a.edi.reason.txt'));
  fs.writeFileSync(path.join(folder, 'NORD/error/b.edi.reason.txt'), 'known');
  channel = make();
  await channel.look(into);
  expect([list('done'), list('error')]).toEqual([[], ['a.edi', 'a.edi.reason.txt']]);
  expect(fs.readFileSync(path.join(folder, 'error/a.edi.reason.txt'), 'utf8')).toBe('It could not be read.\n');
  expect(fs.readFileSync(path.join(folder, 'NORD/error/b.edi.reason.txt'), 'utf8')).toBe('known'); // by hand, perhaps
});

test('a file that still grows is not taken, however long it takes', async () => {
  const file = put('slow.csv', 'a');
  for (let i = 0; i < 4; i++) {
    await looks(1);
    fs.appendFileSync(file, 'b');
  }
  expect(kept).toEqual([]);
});

test('what is no file, or is not there yet, is left alone', async () => {
  const secret = put('../secret.edi');
  for (const name of ['a.part', 'a.filepart', 'a.tmp', 'a.edi~', '~a.edi', '.a.edi']) put(name);
  fs.symlinkSync(secret, path.join(folder, 'link.edi'));
  execFileSync('mkfifo', [path.join(folder, 'pipe.edi')]);
  fs.mkdirSync(path.join(folder, 'folder.edi'));
  await looks(4);
  fs.rmSync(secret);
  expect(kept).toEqual([]);
  expect(list('done')).toEqual([]);
});

test('an empty file is a delivery too; long and odd names are taken as they are', async () => {
  put('empty.csv', '');
  const odd = ['n'.repeat(251) + '.edi', 'a\nb.edi', "c'; drop table.edi"];
  for (const name of odd) put(name);
  await looks(4);
  expect(names()).toEqual([...odd, 'empty.csv'].sort());
  expect(list()).toEqual(['done']);
});

test('a name that is not UTF-8 is told once, and holds nothing up', async () => {
  fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xe4]), Buffer.from('.edi')]), EDI);
  put('good.edi');
  await looks(3);
  expect(names()).toEqual(['good.edi']);
  expect(notes).toEqual([expect.stringContaining('not UTF-8')]);
});

test('a new version written over the name while the old one is kept survives, and is the next delivery', async () => {
  const file = put('a.edi');
  onKeep = () => {
    onKeep = () => undefined;
    fs.writeFileSync(`${file}.tmp`, `${EDI}\n`);
    fs.renameSync(`${file}.tmp`, file);
  };
  await looks(2);
  expect([kept.length, list('done')]).toEqual([1, []]);
  await looks(2);
  expect(kept.map((k) => (k.bytes as Buffer).length)).toEqual([EDI.length, EDI.length + 1]);
  expect([list(), list('done')]).toEqual([['done'], ['a.edi']]);
});

test('the same file dropped again is another delivery, and neither replaces the other', async () => {
  for (let i = 0; i < 2; i++) {
    put('a.edi');
    await looks(2);
  }
  expect(kept.length).toBe(2);
  expect(list('done')).toEqual(['a.2.edi', 'a.edi']);
});

test('a crash after it was kept: found again, the same delivery, one file in done', async () => {
  const file = put('a.edi');
  await looks(2);
  fs.renameSync(path.join(folder, 'done/a.edi'), file);
  channel = make();
  await looks(2);
  expect([kept.length, list('done')]).toEqual([1, ['a.edi']]);
});

test.each([
  ['one file under both names', (file: string) => fs.linkSync(file, path.join(folder, 'done/a.edi'))],
  [
    'the old name half taken away',
    (file: string) => {
      fs.linkSync(file, path.join(folder, 'done/a.edi'));
      fs.renameSync(file, path.join(folder, '.taken-a.edi'));
    },
  ],
  ['a version that nobody has read under the taken name', (file: string) => fs.renameSync(file, path.join(folder, '.taken-a.edi'))],
])('a crash while it was moved: %s', async (_, leave) => {
  const file = put('a.edi');
  fs.mkdirSync(path.join(folder, 'done'));
  leave(file);
  await looks(3);
  expect([fs.readdirSync(folder), list('done')]).toEqual([['done'], ['a.edi']]);
});

test('what could not be accepted goes to error with the reason beside it', async () => {
  put('a.edi');
  await looks(2);
  outcome = { good: false, reason: 'segment 3: nonsense' };
  await looks(1);
  expect([list('done'), list('error')]).toEqual([[], ['a.edi', 'a.edi.reason.txt']]);
  expect(fs.readFileSync(path.join(folder, 'error/a.edi.reason.txt'), 'utf8')).toBe('segment 3: nonsense\n');
});

test('what waits for its outcome goes on waiting while the database is away, and whatever becomes of the others', async () => {
  for (const name of ['a.edi', 'b.edi', 'c.edi']) put(name);
  await looks(2);
  await expect(channel.look({ ...into, outcome: () => Promise.reject(new Error('the database is away')) })).rejects.toThrow('away');
  fs.rmSync(path.join(folder, 'done/a.edi')); // by a person
  outcome = { good: false, reason: 'nonsense' };
  await looks(1);
  expect([list('done'), list('error')]).toEqual([[], ['b.edi', 'b.edi.reason.txt', 'c.edi', 'c.edi.reason.txt']]);
  expect(notes).toEqual([expect.stringMatching(/a\.edi cannot be put into error\/: ENOENT/)]);
});

test('a folder that is gone, or may not be read, keeps the files of the others from nobody', async () => {
  for (const name of ['A/a.edi', 'B/b.edi', 'C/c.edi']) put(name);
  await channel.look(into);
  pause(LOOK_MS);
  onKeep = (a) => (a.name === 'a.edi' ? fs.rmSync(path.join(folder, 'B'), { recursive: true }) : undefined);
  await channel.look(into);
  expect(names()).toEqual(['a.edi', 'c.edi']);
});

test('a file that cannot be moved is taken once, and that is said once', async () => {
  put('a.edi');
  fs.writeFileSync(path.join(folder, 'done'), 'a file where the folder should be');
  let asked = 0;
  onKeep = (a) => void (asked += a.name === 'a.edi' ? 1 : 0);
  await looks(5);
  expect(asked).toBe(1);
  expect(notes.filter((n) => n.includes('a.edi'))).toEqual([expect.stringMatching(/cannot be moved to done.*\[r\]$/)]); // under its receipt
});

test('where keeping fails, everything waits, and the look says why', async () => {
  put('a.edi');
  put('b.edi');
  onKeep = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }));
  await channel.look(into);
  pause(LOOK_MS);
  await expect(channel.look(into)).rejects.toThrow('ECONNREFUSED');
  expect([notes, list()]).toEqual([[], ['a.edi', 'b.edi']]);
  onKeep = () => undefined;
  await looks(1);
  expect(names()).toEqual(['a.edi', 'b.edi']);
});
