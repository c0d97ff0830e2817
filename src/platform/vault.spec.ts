import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keysOf, makeKeys, newKey, Vault, writeKeys } from './vault';

const [one, two] = [newKey(), newKey()];
const sealed = new Vault([one]).seal('Grüße, "s3cret"', 'secret mail');
const changed = (at: number): string => {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[3]!, 'base64url');
  bytes[at] = bytes[at]! ^ 1;
  return [...parts.slice(0, 3), bytes.toString('base64url')].join('.');
};

test('what is sealed is opened by its key, and says nothing of itself; the same text is sealed anew each time', () => {
  const vault = new Vault([one]);
  expect(vault.open(sealed, 'secret mail')).toBe('Grüße, "s3cret"');
  expect(sealed).not.toContain('s3cret');
  expect(vault.seal('a', 'r')).not.toBe(vault.seal('a', 'r'));
  expect(vault.open(vault.seal('', 'r'), 'r')).toBe('');
});

test.each<[string, () => unknown, RegExp]>([
  ['of another row', () => new Vault([one]).open(sealed, 'secret imap'), /secret imap: it was changed, or belongs to another row/],
  [
    'with another key',
    () => new Vault([two]).open(sealed, 'secret mail'),
    new RegExp(`sealed with the key ${one.id}, .*there is ${two.id}`),
  ],
  ['without a key', () => new Vault([]).open(sealed, 'secret mail'), /there is no key/],
  ['changed at its first byte', () => new Vault([one]).open(changed(0), 'secret mail'), /it was changed/],
  ['changed at its seal', () => new Vault([one]).open(changed(20), 'secret mail'), /it was changed/],
  ['cut short', () => new Vault([one]).open(sealed.slice(0, -8), 'secret mail'), /it was changed/],
  ['with half a seal', () => new Vault([one]).open(sealed.replace(/\.[^.]*$/, '.AAAA'), 'secret mail'), /it was changed/],
  ['in clear', () => new Vault([one]).open('s3cret', 'secret mail'), /nothing that was sealed here/],
  ['nothing to seal with', () => new Vault([]).seal('a', 'r'), /there is no key/],
])('is not opened: %s', (_, open, why) => {
  expect(open).toThrow(why);
});

test('the first of several keys seals, and all of them open', () => {
  const both = new Vault([two, one]);
  expect(both.open(sealed, 'secret mail')).toContain('s3cret');
  expect(both.isCurrent(sealed)).toBe(false);
  expect(new Vault([two]).open(both.seal('x', 'r'), 'r')).toBe('x');
});

test('keys come from the environment before the file, which its owner alone can read', () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'keys-')), 'config', 'secret.key');
  expect(keysOf(undefined, file)).toEqual([]);
  writeKeys(file, [one, two]);
  expect(keysOf(undefined, file)).toEqual([one, two]);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(keysOf(two.bytes.toString('base64'), file)).toEqual([two]);
  expect(() => keysOf('c2hvcnQ=', file)).toThrow('CROSSCOUNT_KEY: a key is 32 bytes in base64');
});

test('a first key is made once, by one of many, and is readable by its owner alone', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vault-'));
  const file = path.join(folder, 'config', 'secret.key');
  expect([makeKeys(file), makeKeys(file)]).toEqual([true, false]);
  const [key] = keysOf(undefined, file);
  expect([key!.bytes.length, fs.statSync(file).mode & 0o777, fs.readdirSync(path.dirname(file))]).toEqual([32, 0o600, ['secret.key']]);
  fs.rmSync(folder, { recursive: true });
});
