import { Webhook } from 'standardwebhooks';
import { useDatabase } from '../../../../test/support/database';
import { found, iso, over, useDesk } from '../../../../test/support/desk';
import { httpReceiver } from '../../../../test/support/receivers';
import { settingsOf } from '../../../../test/support/settings';
import { wallClock } from '../../../platform/clock';
import { createLogger } from '../../../platform/logger';
import { Relay } from '../../outbox/relay';
import { openWriters } from '../../outbox/writers';
import { matches } from '../../outbox/subscribed';
import { fitting } from './events';

const { db } = useDatabase();
const { evaluate } = useDesk(db);
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
beforeAll(async () => void (receiver = await httpReceiver()));
afterAll(() => receiver.close());
beforeEach(() => void (receiver.got.length = 0));

const settings = (events?: string[]) => ({
  alerts: { url: 'https://vmi.acme.example' },
  webhooks: [{ name: 'erp', url: receiver.url, secret: SECRET, ...(events ? { events } : {}) }],
});
interface Event {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}
/** What the endpoint has got, each checked with the reference library. */
async function delivered(events?: string[]): Promise<Event[]> {
  await new Relay(db().pool, openWriters(settingsOf(settings(events))), wallClock, createLogger('silent')).drain();
  return receiver.got.map((p) => new Webhook(SECRET).verify(p.body, p.headers) as Event);
}

test('the life of an exception, in order, in the words of the contract', async () => {
  const first = found('BRK-2210', { value: { amount: '8160.00', currency: 'EUR' } });
  await evaluate(settings(), [first], '17 08:00');
  await evaluate(settings(), [found('BRK-2210')], '17 08:01'); // seen again: no news
  await evaluate(settings(), [found('BRK-2210', { severity: 'critical' })], '17 08:02');
  await evaluate(settings(), [over(first)], '17 08:03');
  await evaluate(settings(), [found('BRK-2210')], '17 08:04');
  const events = await delivered();
  expect(events.map((e) => [e.type, e.timestamp])).toEqual([
    ['exception.opened', iso('17 08:00')],
    ['exception.escalated', iso('17 08:02')],
    ['exception.resolved', iso('17 08:03')],
    ['exception.reopened', iso('17 08:04')],
  ]);
  const id = `exc_${(await db().pool.query('select id from supply_exception')).rows[0].id as string}`;
  expect(events[0]!.data).toMatchObject({
    id,
    key: 'COUNT_DIVERGENCE|NORD|BRK-2210',
    type: 'COUNT_DIVERGENCE',
    severity: 'high',
    status: 'open',
    suppressed_by: null,
    supplier: 'NORD',
    sku: 'BRK-2210',
    location: 'HAM',
    reported: '412',
    expected: { low: '508', high: '508' },
    difference: '-96',
    uom: 'EA',
    value: { amount: '8160.00', currency: 'EUR' },
    cause: { code: 'IN_TRANSIT_COUNTED' },
    documents: [{ file: 'KW46.xlsx', place: 'Wk 46 stock!E6' }],
    url: `https://vmi.acme.example/exceptions/${id}`,
  });
  expect(events[2]!.data).toMatchObject({ status: 'resolved', resolution: 'fixed_by_supplier', resolved_at: iso('17 08:03') });
});

test('an endpoint gets the events that it asked for', async () => {
  const asked = ['exception.resolved'];
  const first = found('A');
  await evaluate(settings(asked), [first], '17 08:00');
  await evaluate(settings(asked), [over(first)], '17 08:03');
  expect((await delivered(asked)).map((e) => e.type)).toEqual(asked);
});

test('history leaves no event', async () => {
  await evaluate(settings(), [found('A')], '17 08:00', true);
  expect(await delivered()).toEqual([]);
  expect((await db().pool.query('select state from outbox')).rows).toEqual([{ state: 'withheld' }]);
});

test.each([
  ['*', 'exception.opened', true],
  ['exception.*', 'exception.opened', true],
  ['exception.*', 'document.opened', false],
  ['exception.opened', 'exception.opened', true],
  ['exception', 'exception.opened', false],
])('%s takes %s: %s', (pattern, type, yes) => {
  expect(matches(pattern, type)).toBe(yes);
});

test.each([
  ['many documents', { documents: Array.from({ length: 50 }, (_, i) => ({ id: `doc_${i}`, file: 'f'.repeat(900), place: 'p' })) }],
  ['a long message', { message: 'ü'.repeat(30_000) }],
  ['much evidence', { cause: { code: 'UNEXPLAINED', text: 't', evidence: Array.from({ length: 400 }, () => 'e'.repeat(500)) } }],
  ['many details', { details: { open: Array.from({ length: 3000 }, () => ({ sku: 'X', open: '1' })) } }],
])('%s fit into 20 kB, and the numbers stay', (_, more) => {
  const message = {
    type: 'exception.opened',
    timestamp: iso('17 08:00'),
    data: { id: 'exc_1', reported: '412', difference: '-96', ...more },
  };
  const fit = fitting(message);
  expect(Buffer.byteLength(JSON.stringify(fit))).toBeLessThanOrEqual(20_000);
  expect(fit.data).toMatchObject({ id: 'exc_1', reported: '412', difference: '-96', shortened: true });
});
