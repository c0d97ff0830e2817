import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../platform/config';
import { plannedChannels } from './settings';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'channels-'));
const file = path.join(home, 'config', 'gateway.yaml');
fs.mkdirSync(path.dirname(file));
afterAll(() => fs.rmSync(home, { recursive: true }));
const planned = (text: string): number => {
  fs.writeFileSync(file, text);
  return plannedChannels(loadConfig({ CROSSCOUNT_HOME: home, SECRET: 's3' })).length;
};

test('the drop folder is always there, and every entry is one more', () => {
  expect(planned('')).toBe(1);
  expect(planned('channels:\n  - kind: drop-folder\n    name: edi\n    folder: /srv/edi\n')).toBe(2);
});

test.each([
  ['channels:\n  - name: a\n', 'line 2: channels.0.kind:'],
  ['channels:\n  - kind: fax\n    name: a\n', 'line 2: channels.0.kind: '],
  ['channels:\n  - kind: drop-folder\n    name: a b\n    folder: x\n', 'line 3: channels.0.name: expected a short name'],
  ['channels:\n  - kind: drop-folder\n    name: a\n    foldr: x\n', 'channels.0.folder: expected string'],
  ['channels:\n  - kind: drop-folder\n    name: a\n    folder: x\n    eyery: 3\n', 'Unrecognized key: "eyery"'],
  [
    'channels:\n  - {kind: drop-folder, name: a, folder: x}\n  - {kind: drop-folder, name: a, folder: y}\n',
    'line 3: channels.1.name: there are two channels drop-folder a',
  ],
])('%j stops the start', (text, message) => expect(() => planned(text)).toThrow(message));
