import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { SettingsFile } from './settings-file';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'gateway.yaml');
const read = (text: string, env: Record<string, string> = {}): SettingsFile => {
  fs.writeFileSync(file, text);
  return SettingsFile.read(file, env);
};
const Mail = z.strictObject({ host: z.string(), port: z.number().int(), password: z.string().optional() });

test('a section is checked by its own schema; variables stand for secrets', () => {
  const settings = read('mail:\n  host: smtp.example\n  port: 587\n  password: ${SECRET}\n', { SECRET: 's3' });
  expect(settings.section('mail', Mail)).toEqual({ host: 'smtp.example', port: 587, password: 's3' });
});

test('what is kept sealed is filled in once it is known; one that there is not is told with its line', () => {
  const settings = read('mail:\n  host: smtp.example\n  port: 587\n  password: ${secret:mail-1}\n', { 'mail-1': 'of the environment' });
  expect(settings.section('mail', Mail).password).toBe('${secret:mail-1}');
  expect(settings.knowing(new Map([['mail-1', 's3 ${SECRET}']])).section('mail', Mail).password).toBe('s3 ${SECRET}');
  expect(() => settings.knowing(new Map()).section('mail', Mail)).toThrow(
    `${file} line 4: mail.password: there is no secret mail-1; crosscount secret set mail-1 keeps one`,
  );
});

test('no file, an empty file and an absent section are all absent', () => {
  const absent = SettingsFile.read(path.join(folder, 'none.yaml'), {});
  for (const settings of [absent, read(''), read('alerts: {}\n')]) {
    expect(settings.section('mail', Mail.optional())).toBeUndefined();
    expect(settings.entries('channels')).toEqual([]);
  }
});

test('the entries of a list keep their place', () => {
  const settings = read('channels:\n  - kind: imap\n  - kind: smtp\n    port: x\n');
  expect(settings.entries('channels').map((e) => e.path)).toEqual([
    ['channels', 0],
    ['channels', 1],
  ]);
  const Smtp = z.object({ port: z.number() });
  expect(() => settings.checked(['channels', 1], Smtp)).toThrow(`${file} line 4: channels.1.port: expected number, received string`);
});

test.each([
  ['mail:\n  host: a\n  port: "x"\n', `${file} line 3: mail.port: expected number, received string`],
  ['mail:\n  host: a\n', `${file} line 2: mail.port: expected number, received undefined`],
  ['mail:\n  host: a\n  port: 1\n  pasword: b\n', `${file} line 2: mail: Unrecognized key: "pasword"`],
  ['mail:\n  host: ${NOWHERE}\n  port: 1\n', `${file} line 2: mail.host: the variable NOWHERE that it names is not set`],
])('%j stops the start', (text, message) => {
  expect(() => read(text).section('mail', Mail)).toThrow(message);
});

test.each([
  ['mails: {}\n', `${file} line 1: there is no section "mails"`],
  ['- a\n', `${file}: expected sections by name`],
  ['mail: [\n', `${file}: `],
])('%j is refused as a whole', (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('a list that is none is refused', () => {
  expect(() => read('channels: {kind: imap}\n').entries('channels')).toThrow(`${file} line 1: channels: expected a list`);
});
