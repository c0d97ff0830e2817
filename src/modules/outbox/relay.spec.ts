import { Pool } from 'pg';
import { httpReceiver } from '../../../test/support/receivers';
import { settingsOf } from '../../../test/support/settings';
import { useDatabase } from '../../../test/support/database';
import { inTransaction } from '../../database/transaction';
import { createLogger } from '../../platform/logger';
import type { Outgoing } from './message';
import { countOutbox, listOutbox, resend } from './outbox-list.store';
import { putInOutbox } from './outbox.store';
import { Relay } from './relay';
import { claim, settle } from './relay.store';
import { openWriters } from './writers';

const { db, url } = useDatabase();
const log = createLogger('silent');
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const LEASE_MS = 120_000;
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
let now: number;

beforeAll(async () => void (receiver = await httpReceiver()));
afterAll(() => receiver.close());
beforeEach(async () => {
  now = Date.parse('2026-11-17T12:00:00.000Z');
  receiver.got.length = 0;
  delete receiver.state.answer;
  await db().pool.query('truncate outbox, outbox_delivery, outbox_closed');
});

const clock = { now: (): string => new Date(now).toISOString() };
const later = (ms: number): void => void (now += ms);
const message = (n: number, more: Partial<Outgoing> = {}): Outgoing =>
  ({
    eventKey: `e${n}`,
    kind: 'webhook',
    target: 'erp',
    payload: { type: 'exception.opened', timestamp: clock.now(), data: { n } },
    ...more,
  }) as Outgoing;
const put = (...messages: Outgoing[]): Promise<string[]> => inTransaction(db().pool, (c) => putInOutbox(c, messages, clock.now()));
const relay = (pool = db().pool, logger: ConstructorParameters<typeof Relay>[3] = log): Relay =>
  new Relay(
    pool,
    openWriters(
      settingsOf({
        webhooks: [
          { name: 'erp', url: `${receiver.url}/erp`, secret: SECRET },
          { name: 'bi', url: `${receiver.url}/bi`, secret: SECRET },
        ],
      }),
    ),
    clock,
    logger,
    LEASE_MS,
  );
const take = () => claim(db().pool, { kinds: ['webhook'], most: 8, perTarget: 4, leaseMs: LEASE_MS }, clock.now());
const sent = (): number[] => receiver.got.map((p) => (JSON.parse(p.body) as { data: { n: number } }).data.n);
const settling = { state: 'sent', nextAt: '2026-11-17T12:00:00Z', outcome: 'sent', detail: 'HTTP 204', tookMs: 3 } as const;

test('a repeat is no second message, and what is rolled back never leaves', async () => {
  expect(await put(message(1))).toHaveLength(1);
  expect(await put(message(1), message(2))).toHaveLength(1);
  await inTransaction(db().pool, async (c) => {
    await putInOutbox(c, [message(3)], clock.now());
    throw new Error('no');
  }).catch(() => undefined);
  await relay().drain();
  expect(sent().sort()).toEqual([1, 2]);
  expect(await countOutbox(db().pool)).toMatchObject({ waiting: 0, sent: 2, given_up: 0, withheld: 0 });
});

test('two processes share the outbox and send nothing twice', async () => {
  await put(...Array.from({ length: 120 }, (_, i) => message(i, { target: i % 2 ? 'erp' : 'bi' })));
  const other = new Pool({ connectionString: url() });
  receiver.state.answer = (_, response) => setTimeout(() => response.writeHead(204).end(), 5);
  await Promise.all([relay().drain(), relay(other).drain()]);
  await other.end();
  expect(sent().sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i));
  const { rows } = await db().pool.query('select count(*)::int tries, count(distinct outbox_id)::int rows from outbox_delivery');
  expect(rows).toEqual([{ tries: 120, rows: 120 }]);
});

test('a lease keeps others away until it ends; who slept through it writes nothing', async () => {
  await put(message(1));
  const [first] = await take();
  expect(await take()).toEqual([]);
  later(LEASE_MS + 1);
  const [second] = await take();
  expect(second).toMatchObject({ id: first!.id, attempts: 2 });
  const mark = (row: typeof first): Promise<boolean> => inTransaction(db().pool, (c) => settle(c, row!, settling, clock.now()));
  expect(await mark(first)).toBe(false);
  expect((await listOutbox(db().pool, [], 9))[0]).toMatchObject({ state: 'waiting', tries: [{ outcome: 'began' }, { outcome: 'began' }] });
  expect(await mark(second)).toBe(true);
  expect(await mark(second)).toBe(false);
  expect((await listOutbox(db().pool, [], 9))[0]).toMatchObject({ state: 'sent', tries: [{ outcome: 'began' }, { outcome: 'sent' }] });
});

test('of one sequence a later message never overtakes an earlier one; others go on', async () => {
  receiver.state.answer = (p, response) => response.writeHead(p.body.includes('"n":1') && receiver.got.length < 4 ? 500 : 204).end();
  await put(message(1, { sequence: 'exc' }), message(2, { sequence: 'exc' }), message(3), message(4, { sequence: 'exc', target: 'bi' }));
  await relay().drain();
  expect(sent().sort()).toEqual([1, 3, 4]);
  later(5_000);
  await relay().drain();
  expect(sent().slice(3)).toEqual([1, 2]);
});

test('an endpoint that hangs does not take every hand', async () => {
  await put(...Array.from({ length: 20 }, (_, i) => message(i)), message(99, { target: 'bi' }));
  const got = await take();
  expect(got.map((r) => r.target).sort()).toEqual(['bi', 'erp', 'erp', 'erp', 'erp']);
  expect(await take()).toEqual([]);
});

test('an endpoint that is away is tried for 75 hours, then given up where people see it, and sent again when they ask', async () => {
  receiver.state.answer = (_, response) => response.writeHead(500).end('no stock of patience');
  const [id] = await put(message(1));
  for (let i = 0; i < 12; i++) {
    await relay().drain();
    later(24 * 3_600_000);
  }
  const [row] = await listOutbox(db().pool, ['given_up'], 9);
  expect(row).toMatchObject({ id, attempts: 10 });
  expect(row!.tries).toHaveLength(10);
  expect(row!.tries[9]).toMatchObject({ outcome: 'failed', detail: 'HTTP 500: no stock of patience' });
  expect(new Set(receiver.got.map((p) => p.headers['webhook-id']))).toEqual(new Set([id]));
  delete receiver.state.answer;
  await inTransaction(db().pool, (c) => resend(c, id!, clock.now()));
  await relay().drain();
  expect((await listOutbox(db().pool, [], 9))[0]).toMatchObject({ id, state: 'sent' });
});

test('410 closes the endpoint: nothing more is sent there until a person asks for it', async () => {
  receiver.state.answer = (_, response) => response.writeHead(410).end();
  const [first] = await put(message(1));
  await relay().drain();
  await put(message(2), message(3, { target: 'bi' }));
  await relay().drain();
  expect(receiver.got.map((p) => p.path)).toEqual(['/erp', '/bi']);
  expect((await listOutbox(db().pool, ['given_up'], 9)).map((o) => o.tries.at(-1)!.detail)).toContain(
    'nothing is sent there any more: HTTP 410',
  );
  delete receiver.state.answer;
  await inTransaction(db().pool, (c) => resend(c, first!, clock.now()));
  await put(message(4));
  await relay().drain();
  expect(sent().slice(2).sort()).toEqual([1, 4]);
});

test('history is recorded as withheld, and nothing of it is sent', async () => {
  await put(message(1, { withheld: true }));
  await relay().drain();
  expect(receiver.got).toEqual([]);
  expect(await countOutbox(db().pool)).toMatchObject({ withheld: 1, waiting: 0 });
});

test('each line of the log bears the ids of what it speaks of', async () => {
  const lines: object[] = [];
  const say = (ids: object, text: string): void => void lines.push({ ...ids, text: text.replace(/^outbox \S+: /, '') });
  const logger = { debug: say, info: say, warn: say, error: say };
  const [first, second] = await put(
    message(1, { about: { receipt: 'rec_1', document: 'doc_1' } }),
    message(2, { about: { exception: 'exc_1' } }),
  );
  receiver.state.answer = (p, response) => void response.writeHead(p.body.includes('"n":2') ? 503 : 204).end();
  await relay(db().pool, logger as never).drain();
  expect(lines.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toMatchObject(
    [
      { outboxId: first, receiptId: 'rec_1', documentId: 'doc_1', text: 'webhook to erp sent' },
      { outboxId: second, exceptionId: 'exc_1', text: expect.stringMatching(/^webhook to erp tried 1 times, again at .*503/) as string },
    ].sort((a, b) => a.outboxId!.localeCompare(b.outboxId!)),
  );
});

test('a kind that the settings do not set up waits untried', async () => {
  await put({
    eventKey: 'm',
    kind: 'mail',
    target: 'a@acme.example',
    payload: { from: 'v@acme.example', to: 'a@acme.example', subject: 's', text: 't' },
  });
  await relay().drain();
  expect((await listOutbox(db().pool, [], 9))[0]).toMatchObject({ state: 'waiting', attempts: 0, tries: [] });
});
