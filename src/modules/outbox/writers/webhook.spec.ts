import { Webhook } from 'standardwebhooks';
import { httpReceiver } from '../../../../test/support/receivers';
import { settingsOf } from '../../../../test/support/settings';
import type { Outcome } from '../message';
import type { Claimed } from '../relay.store';
import { openWriters } from '.';

const secret = (n: number): string => `whsec_${Buffer.alloc(24, n).toString('base64')}`;
const NOW = new Date().toISOString(); // the verifier looks at the wall clock
const row: Claimed = {
  id: '01975b9e-0000-7000-8000-000000000001',
  kind: 'webhook',
  target: 'erp',
  about: {},
  payload: { type: 'exception.opened', timestamp: NOW, data: { supplier: 'Nordlüft "GmbH" 🏭' } },
  attempts: 1,
  lease: '',
  closed: null,
};
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
beforeAll(async () => void (receiver = await httpReceiver()));
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.got.length = 0;
  delete receiver.state.answer;
});
const write = (more: object = {}): Promise<Outcome> => {
  const [writer] = openWriters(settingsOf({ webhooks: [{ name: 'erp', url: `${receiver.url}/in`, secret: secret(1), ...more }] }));
  return writer!.write(row, NOW);
};

test('the signature is one that the reference library accepts, and no other', async () => {
  expect(await write()).toEqual({ outcome: 'sent', detail: 'HTTP 204' });
  const { body, headers } = receiver.got[0]!;
  expect(headers['webhook-id']).toBe(row.id);
  expect(new Webhook(secret(1)).verify(body, headers)).toEqual(row.payload);
  expect(() => new Webhook(secret(2)).verify(body, headers)).toThrow();
  expect(() => new Webhook(secret(1)).verify(body.replace('Nord', 'Sued'), headers)).toThrow();
  expect(() => new Webhook(secret(1)).verify(body, { ...headers, 'webhook-id': 'another' })).toThrow();
});

test('while a secret is changed both sign', async () => {
  await write({ secret: [secret(3), secret(4)] });
  const { body, headers } = receiver.got[0]!;
  for (const n of [3, 4]) expect(new Webhook(secret(n)).verify(body, headers)).toEqual(row.payload);
});

test.each([
  [200, {}, { outcome: 'sent', detail: 'HTTP 200' }],
  [302, { location: '/elsewhere' }, { outcome: 'failed', detail: 'HTTP 302: redirects are not followed; set the new address' }],
  [400, {}, { outcome: 'failed', detail: 'HTTP 400: said why' }],
  [404, {}, { outcome: 'failed', detail: 'HTTP 404: said why' }],
  [410, {}, { outcome: 'gone', detail: 'HTTP 410: said why' }],
  [429, { 'retry-after': '120' }, { outcome: 'failed', detail: 'HTTP 429: said why', notBeforeMs: 120_000 }],
  [429, { 'retry-after': '9999999' }, { outcome: 'failed', detail: 'HTTP 429: said why', notBeforeMs: 86_400_000 }],
  [503, { 'retry-after': 'soon' }, { outcome: 'failed', detail: 'HTTP 503: said why' }],
  [500, {}, { outcome: 'failed', detail: 'HTTP 500: said why' }],
] as [number, Record<string, string>, Outcome][])('HTTP %i with %j', async (status, headers, outcome) => {
  receiver.state.answer = (p, response) => response.writeHead(p.path === '/in' ? status : 200, headers).end('said why');
  expect(await write()).toEqual(outcome);
  expect(receiver.got).toHaveLength(1);
});

test('an endpoint that is away, that hangs up, or that never stops talking', async () => {
  expect(await write({ url: 'http://127.0.0.1:1/' })).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('ECONNREFUSED') });
  receiver.state.answer = (_, response) => response.destroy();
  expect(await write()).toMatchObject({ outcome: 'failed', detail: 'socket hang up' });
  receiver.state.answer = (_, response) => {
    response.writeHead(500);
    const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)));
    more();
  };
  expect(await write()).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/^HTTP 500: x{300}$/) });
  receiver.state.answer = (_, response) => response.writeHead(200).write('and I am not done');
  expect(await write()).toEqual({ outcome: 'sent', detail: 'HTTP 200' });
});

test.each([
  [{ secret: 'abc' }, 'webhooks.0.secret: expected whsec_ and base64'],
  [{ secret: 'whsec_c2hvcnQ=' }, 'expected 24 to 64 bytes'],
  [{ url: 'ftp://erp.example/' }, 'webhooks.0.url: expected an http or https address'],
  [{ name: 'a b' }, 'webhooks.0.name'],
  [{ retries: 3 }, 'Unrecognized key: "retries"'],
])('%j stops the start', (more, message) => {
  expect(() => write(more)).toThrow(message);
});
