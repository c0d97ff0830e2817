import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { tlsOf, webSettings } from '../../src/modules/console/settings';
import { useApi } from '../support/api';
import { CERTIFICATE, KEY } from '../support/certificate';
import { settingsOf } from '../support/settings';

/** https without a proxy in front. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tls-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const [certificate, key] = [file('c.pem', CERTIFICATE), file('k.pem', KEY)];
const OTHER = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;
const { port } = useApi({ settings: () => `web: { tls: { certificate: '${certificate}', key: '${key}' } }\n` });

test('answers over TLS, and says that it is to be asked so from then on', async () => {
  const answer = await new Promise<{ status: number; hsts: string | undefined; protocol: string | null }>((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port: port(), path: '/healthz', ca: CERTIFICATE, servername: 'localhost' }, (r) => {
        r.resume();
        resolve({
          status: r.statusCode!,
          hsts: r.headers['strict-transport-security'],
          protocol: (r.socket as tls.TLSSocket).getProtocol(),
        });
      })
      .on('error', reject);
  });
  expect(answer).toEqual({ status: 200, hsts: 'max-age=31536000; includeSubDomains', protocol: 'TLSv1.3' });
});

test.each(['TLSv1.1', 'TLSv1'] as const)('%s is not spoken', async (version) => {
  const said = await new Promise<string>((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port: port(), ca: CERTIFICATE, servername: 'localhost', minVersion: version, maxVersion: version, ciphers: 'ALL@SECLEVEL=0' }); // prettier-ignore
    socket.on('secureConnect', () => resolve('spoken')).on('error', () => resolve('refused'));
  });
  expect(said).toBe('refused');
});

test.each([
  ['a file that is not there', path.join(folder, 'none.pem'), key, /none\.pem cannot be read/],
  ['what is no certificate', file('x.pem', 'x'), key, /no certificate with its key/],
  ['a key of another one', certificate, file('other.pem', OTHER), /no certificate with its key/],
])('stops the start: %s', (_, c, k, why) => {
  const settings = settingsOf({ web: { tls: { certificate: c, key: k } } });
  expect(() => tlsOf(webSettings(settings))).toThrow(why);
});
