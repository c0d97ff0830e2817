import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { HOSTILE, isWithin, type Told } from './hostile/files';

// Each is read in a reading thread of a process that does nothing else, as the gateway reads it; `npm run hostile` reads larger ones.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-hostile-'));
const told = new Map<string, Told>();

beforeAll(async () => {
  const files = HOSTILE.map(({ name, write }) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, write(1));
    return file;
  });
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, 'hostile/read.cjs'), ...files]);
  for (const line of stdout.trim().split('\n')) {
    const one = JSON.parse(line) as Told;
    told.set(one.name, one);
  }
}, 300_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test.each(HOSTILE.map((h) => [h.name, h.ending]))('%s ends as it must, within 512 MB and its time', (name, ending) => {
  const one = told.get(name);
  expect(one?.ending).toBe(ending);
  expect({ ...one, within: one && isWithin(one) }).toMatchObject({ within: true });
});
