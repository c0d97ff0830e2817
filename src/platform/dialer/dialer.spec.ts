import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Dialer, NotDialed } from './dialer';

const WORLD: Readonly<Record<string, readonly string[]>> = {
  'erp.example': ['93.184.215.14'],
  'six.example': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'both.example': ['93.184.215.14', '127.0.0.1'],
  'mail.acme.lan': ['10.2.0.7'],
  'xn--mnchen-3ya.example': ['93.184.215.14'],
  localhost: ['127.0.0.1', '::1'],
};
const resolve = (name: string): Promise<{ address: string; family: number }[]> =>
  WORLD[name]
    ? Promise.resolve(WORLD[name].map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
    : Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
const dialer = (allow: readonly string[] = []): Dialer => new Dialer(allow, resolve);

/** Of reliability.md 5.5: what a webhook must not be talked into. */
test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0177.0.0.1/',
  'http://127.0.0.1./',
  'http://127。0。0。1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://0/',
  'http://0.0.0.0/',
  'http://[::]/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::7f00:1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[ff02::1]/',
  'http://localhost/',
  'http://LOCALHOST/',
  'http://localhost./',
  'http://inside.example/',
  'http://both.example/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://192.0.0.192/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://user@erp.example/',
  'http://erp.example:25/',
  'http://erp.example:6379/',
  'https://erp.example:8443/',
  'gopher://erp.example/',
  'file:///etc/passwd',
  'ftp://erp.example/',
])('is not called: %s', async (url) => {
  await expect(dialer().pinUrl(url)).rejects.toThrow(NotDialed);
});

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

test('a name that is another address by the time of the call is called at the one that was looked up', async () => {
  let asked = 0;
  const canary = http.createServer((_, response) => response.end('reached'));
  await new Promise<void>((r) => canary.listen(0, '127.0.0.2', r));
  const real = http.createServer((_, response) => response.end('real'));
  const { port } = canary.address() as AddressInfo;
  await new Promise<void>((r) => real.listen(port, '127.0.0.3', r));
  const rebinding = new Dialer(['127.0.0.3'], () => Promise.resolve([{ address: asked++ === 0 ? '127.0.0.3' : '127.0.0.2', family: 4 }]));
  const url = `http://rebinding.example:${port}/`;
  const { lookup } = await rebinding.pinUrl(url);
  const said = await new Promise<string>((resolve, reject) => {
    http.get(url, { lookup, agent: false }, (r) => r.setEncoding('utf8').on('data', resolve)).on('error', reject);
  });
  expect([said, asked]).toEqual(['real', 1]);
  canary.close();
  real.close();
});
