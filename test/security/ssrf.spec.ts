import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import { openWriters } from '../../src/modules/outbox/writers';
import type { Outcome } from '../../src/modules/outbox/message';
import { Dialer } from '../../src/platform/dialer/dialer';
import { fetchThrough } from '../../src/platform/dialer/fetch';
import { settingsOf } from '../support/settings';
import { hostile } from './hostile';
import { URLS, WORLD } from './ssrf';

// A server at every address of this machine, which nobody may be talked into calling.
const SIX = Object.values(os.networkInterfaces()).some((all) => all?.some((a) => a.family === 'IPv6')); // a container may have none
let hits = 0;
let port: number;
const canary = http.createServer((_, response) => {
  hits += 1;
  response.end('reached');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen({ port: 0, host: SIX ? '::' : '0.0.0.0', ipv6Only: false }, resolve));
  port = (canary.address() as AddressInfo).port;
});
beforeEach(() => void (hits = 0));
afterAll(() => new Promise<void>((resolve) => canary.close(() => resolve())));

const resolve = (name: string): Promise<{ address: string; family: number }[]> =>
  WORLD[name]
    ? Promise.resolve(WORLD[name].map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
    : Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }));
const get = (url: string, dialer: Dialer): Promise<Response> => fetchThrough(dialer)(url, { method: 'GET', headers: {} });
/** At the port of the server, where it says none. */
const there = (url: string): string => url.replace(/^(http:\/\/(?:\[[^\]]*\]|[^/:@]*))\/$/, `$1:${port}/`);
async function webhook(url: string, allow: readonly string[]): Promise<Outcome> {
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
  const [writer] = openWriters(settingsOf({ webhooks: [{ name: 'erp', url, secret }], outgoing: { allow } }));
  const row = { id: '01975b9e-0000-7000-8000-000000000001', kind: 'webhook', target: 'erp', about: {}, attempts: 1, lease: '', closed: null };
  return writer!.write({ ...row, payload: { type: 'x', timestamp: '', data: {} } }, new Date().toISOString());
} // prettier-ignore

hostile('SSRF', URLS, async ({ name, why }) => {
  const url = there(name);
  await expect(get(url, new Dialer([], resolve))).rejects.toMatchObject({ code: 'ENOTDIALED', message: expect.stringMatching(why) as string });
  const host = new URL(url).hostname;
  if (host !== '' && !/user|port|http/.test(why.source)) await expect(new Dialer([], resolve).pin(host)).rejects.toThrow(why); // as a mail server
  if (/^https?:/.test(url)) expect((await webhook(url, [])).outcome).toBe('failed');
  expect(hits).toBe(0);
}); // prettier-ignore

const MOVED = { name: 'a redirect to this machine' };
const REBOUND = { name: 'a name that is another address by the time of the call' };
hostile('SSRF', [MOVED, REBOUND], async (input) => {
  if (input === MOVED) {
    const moving = http.createServer((_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end());
    await new Promise<void>((r) => moving.listen(0, '127.0.0.3', r));
    const url = `http://127.0.0.3:${(moving.address() as AddressInfo).port}/`;
    expect((await get(url, new Dialer(['127.0.0.3']))).status).toBe(302);
    expect((await webhook(url, ['127.0.0.3'])).detail).toContain('redirects are not followed');
    moving.close();
  } else {
    let asked = 0;
    const real = http.createServer((_, response) => response.end('real'));
    await new Promise<void>((r) => real.listen(0, '127.0.0.3', r));
    const { port: its } = real.address() as AddressInfo;
    const rebinding = new Dialer(['127.0.0.3'], async () => [{ address: asked++ === 0 ? '127.0.0.3' : '127.0.0.2', family: 4 }]);
    expect(await (await get(`http://rebinding.example:${its}/`, rebinding)).text()).toBe('real');
    expect(asked).toBe(1);
    real.close();
  }
  expect(hits).toBe(0);
});

test.each(URLS.filter((u) => u.here && (SIX || !u.name.includes('['))).map((u) => u.name))(
  'nobody looking, the server would be reached: %s',
  async (name) => {
    const anything = new Dialer(['0.0.0.0/0', '::/0', 'localhost']);
    expect(await (await get(there(name), anything)).text()).toBe('reached');
    expect(await webhook(there(name), ['0.0.0.0/0', '::/0', 'localhost'])).toMatchObject({ outcome: 'sent' });
    expect(hits).toBe(2);
  },
);
