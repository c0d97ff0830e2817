import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Outcome } from '../message';
import { folderWriter } from './folder';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'folder-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const write = (target: string, name: string, text: string): Promise<Outcome> =>
  folderWriter().write(
    {
      id: '01975b9e-0000-7000-8000-000000000001',
      ...{ kind: 'folder', target, about: {}, attempts: 1, lease: '', closed: null },
      payload: { name, base64: Buffer.from(text).toString('base64') },
    },
    '',
  );

test('the folder of the supplier is made, the file is whole, and the same again is done', async () => {
  const out = path.join(folder, 'NORD', 'out');
  expect(await write(out, 'a.edi', 'A')).toMatchObject({ outcome: 'sent' });
  expect(await write(out, 'a.edi', 'A')).toMatchObject({ outcome: 'sent', detail: 'a.edi was there already' });
  expect(await write(out, 'a.edi', 'B')).toMatchObject({ outcome: 'failed' });
  expect([fs.readdirSync(out), fs.readFileSync(path.join(out, 'a.edi'), 'utf8')]).toEqual([['a.edi'], 'A']);
});

test('a drop folder that is not there is not made', async () => {
  expect(await write(path.join(folder, 'gone', 'NORD', 'out'), 'a.edi', 'A')).toMatchObject({ outcome: 'failed' });
  expect(fs.existsSync(path.join(folder, 'gone'))).toBe(false);
});
