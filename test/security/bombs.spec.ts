import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Readers } from '../../src/modules/pipeline/reader';
import { BOMBS, isWithin, type Told } from './bombs';
import { hostile } from './hostile';

// Each is read in a reading thread of a process that does nothing else, as the gateway reads it; `npm run hostile` reads larger ones.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-bombs-'));
const told = new Map<string, Told>();

beforeAll(async () => {
  const files = BOMBS.map(({ name, write }) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, write(1));
    return file;
  });
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, 'read.cjs'), ...files]);
  for (const line of stdout.trim().split('\n')) {
    const one = JSON.parse(line) as Told;
    told.set(one.name, one);
  }
}, 300_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

hostile('bombs', BOMBS, ({ name, ending }) => {
  const one = told.get(name);
  expect(one?.ending).toBe(ending);
  expect({ ...one, within: one && isWithin(one) }).toMatchObject({ within: true });
});

test('a thread that takes more than it may is ended, and what took too much or failed is told', async () => {
  const readers = new Readers({ readerHeapMegabytes: 400, readerYoungMegabytes: 48, readerSeconds: 0.05, workbookSeconds: 0.05 });
  const task = { path: path.join(folder, 'rows.xlsx'), name: 'rows.xlsx', receivedAt: '2026-11-17T06:00:00Z', charsets: {} };
  const said = [];
  for await (const one of readers.read(task, async () => ({ supplier: 'NORD', locale: null, files: [] }))) said.push(one);
  await readers.close();
  expect(said.at(-1)).toMatchObject({ tell: 'failed', beyond: true });
  const fits = { name: 'a.csv', ending: 'read', seconds: 30, peak: 512 };
  expect([fits, { ...fits, seconds: 31 }, { ...fits, peak: 513 }, { ...fits, ending: 'failed: x' }].map(isWithin)).toEqual([true, false, false, false]);
}); // prettier-ignore
