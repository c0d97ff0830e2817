import { WORLD } from '../../../test/security/ssrf';
import { Dialer } from './dialer';

// What must not be called stands in test/security/ssrf.ts.

const resolve = (name: string): Promise<{ address: string; family: number }[]> =>
  WORLD[name]
    ? Promise.resolve(WORLD[name].map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
    : Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
const dialer = (allow: readonly string[] = []): Dialer => new Dialer(allow, resolve);

test.each([
  ['https://erp.example/in', '93.184.215.14', 4],
  ['http://ERP.example./in', '93.184.215.14', 4],
  ['https://six.example/', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', 6],
  ['https://93.184.215.14/', '93.184.215.14', 4],
  ['https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', 6],
  ['https://münchen.example/', '93.184.215.14', 4],
])('is called: %s', async (url, address, family) => {
  expect(await dialer().pinUrl(url)).toMatchObject({ address, family });
});

test.each<[string[], string, string | null]>([
  [['mail.acme.lan'], 'mail.acme.lan', '10.2.0.7'],
  [['Mail.Acme.LAN.'], 'MAIL.acme.lan', '10.2.0.7'],
  [['10.2.0.0/16'], 'mail.acme.lan', '10.2.0.7'],
  [['10.3.0.0/16'], 'mail.acme.lan', null],
  [['acme.lan'], 'mail.acme.lan', null],
  [['mail.acme.lan'], 'inside.example', null],
  [['127.0.0.1'], '127.1', '127.0.0.1'],
  [['127.0.0.1'], 'localhost', null], // the other of its addresses is not allowed
  [['localhost'], 'localhost', '127.0.0.1'],
  [['::1', '127.0.0.0/8'], 'localhost', '127.0.0.1'],
  [['10.2.0.7'], '::ffff:10.2.0.7', '::ffff:10.2.0.7'],
  [[], 'mail.acme.lan', null],
])('allowed %j: %s', async (allow, host, address) => {
  const pinned = dialer(allow).pin(host);
  if (address === null) await expect(pinned).rejects.toThrow(/allow it in gateway\.yaml/);
  else expect(await pinned).toMatchObject({ address });
});

test.each(['', ' ', 'a b', 'user@host', 'host/path', 'host:25', 'a\\b', '[::1', '1.2.3.4.5'])('is no host: %j', async (host) => {
  await expect(dialer().pin(host)).rejects.toThrow(/is no host|ENOTFOUND/);
});

test('what is refused is said with its address, what that is, and the entry that would allow it', async () => {
  await expect(dialer().pin('inside.example')).rejects.toThrow(
    'inside.example is 10.1.2.3, which is a private network: allow it in gateway.yaml, if it is yours: outgoing: { allow: [inside.example] }',
  );
  await expect(dialer().pinUrl('https://erp.example:8443/')).rejects.toThrow('erp.example is called at port 8443');
});
