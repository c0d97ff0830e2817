import { generateKeyPairSync } from 'node:crypto';
import { utils } from 'ssh2';
import { z } from 'zod';
import { makeKey } from '../../../test/support/ssh-keys';
import { sftpServer, signsIn } from './settings';

const schema = z.strictObject(sftpServer).superRefine(signsIn);
const key = `SHA256:${'a'.repeat(43)}`;
const complaints = (more: object): string[] => {
  const read = schema.safeParse({ host: 'h', username: 'u', host_keys: key, ...more });
  return read.success ? [] : read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
};
const openSsh = makeKey('ed25519').private;
const rsa = makeKey('rsa').private;
const locked = utils.generateKeyPairSync('ecdsa', { bits: 256, passphrase: 'auf', cipher: 'aes256-ctr', rounds: 1 }).private;
const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

test.each<[string, object]>([
  ['a password', { password: 'p' }],
  ['a key in the form of OpenSSH', { private_key: openSsh }],
  ['one as `secret set` keeps it, without the end of its last line', { private_key: openSsh.trimEnd() }],
  ['an RSA key, and a password beside it', { private_key: rsa, password: 'p' }],
  ['a key of PEM', { private_key: pem.privateKey }],
  ['a key behind a passphrase', { private_key: locked, passphrase: 'auf' }],
  ['secrets that are not open yet', { private_key: '${secret:key}', passphrase: '${secret:phrase}' }],
])('%s', (_, more) => expect(complaints(more)).toEqual([]));

test.each<[string, object, RegExp]>([
  ['nothing to prove who we are', {}, /^username: a password or a private_key belongs to it$/],
  ['a passphrase of nothing', { password: 'p', passphrase: 'x' }, /^passphrase: there is no private_key/],
  ['no key at all', { private_key: 'secret text' }, /^private_key: it cannot be read: /],
  ['a key without its passphrase', { private_key: locked }, /^private_key: it cannot be read: .*passphrase/],
  ['a key with another passphrase', { private_key: locked, passphrase: 'zu' }, /^private_key: it cannot be read: /],
  ['the public half', { private_key: utils.generateKeyPairSync('ecdsa', { bits: 256 }).public }, /^private_key: this is the public half of a key$/],
])('%s is told, and nothing of it shown', (_, more, says) => {
  const told = complaints(more);
  expect(told).toEqual([expect.stringMatching(says)]);
  expect(told[0]).not.toContain('secret text');
}); // prettier-ignore
