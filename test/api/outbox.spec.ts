import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { inTransaction } from '../../src/database/transaction';
import type { Outgoing } from '../../src/modules/outbox/message';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { useApi } from '../support/api';

/** The delivery log, and what is sent once more: for who administers. */
const { ask, gateway, keys } = useApi();
const EXCEPTION = '01975b9e-0000-7000-8000-0000000000e1';
const RECEIPT = '01975b9e-0000-7000-8000-0000000000c1';
const mail = (subject: string, about: object): Outgoing => ({
  kind: 'mail',
  eventKey: subject,
  target: 'anna@acme.example',
  about: { ...about },
  payload: { from: 'vmi@acme.example', to: 'anna@acme.example', subject, text: 'Acknowledge: https://vmi.acme.example/go/a.b' },
});
const hook = (type: string, about: object): Outgoing => ({
  kind: 'webhook',
  eventKey: type,
  target: 'erp',
  about: { ...about },
  payload: { type, timestamp: '2026-11-17T08:00:00Z', data: { inside: 'the body' } },
});
let manager: string;
let ids: string[];
beforeAll(async () => {
  manager = newKey();
  await insertKey(gateway().db.pool, manager, { name: 'manager', scopes: ['manage'], now: '2026-11-01T00:00:00Z' });
});
beforeEach(async () => {
  const { pool } = gateway().db;
  await pool.query('truncate outbox, outbox_delivery, outbox_closed, upkeep');
  const all = [
    mail('one', { what: 'at once', exceptions: [EXCEPTION] }),
    hook('exception.opened', { exception: `exc_${EXCEPTION}` }),
    hook('document.rejected', { receipt: RECEIPT, document: 'doc_01975b9e-0000-7000-8000-0000000000d1' }),
    mail('two', { what: 'digest', day: '2026-11-17' }),
  ];
  ids = await inTransaction(pool, (client) => putInOutbox(client, all, '2026-11-17T08:00:00Z'));
  await pool.query(`update outbox set state = 'given_up', attempts = 10 where id = $1`, [ids[1]]);
  await pool.query(
    `insert into outbox_delivery (outbox_id, lease, at, outcome, detail, took_ms) values ($1, $1, '2026-11-17T08:00:01Z', 'gone', 'HTTP 410', 12)`,
    [ids[1]],
  );
  await pool.query(
    `insert into outbox_closed (kind, target, closed_at, reason) values ('webhook', 'erp', '2026-11-17T08:00:01Z', 'HTTP 410')`,
  );
});
const list = async (query = ''): Promise<{ data: { subject: string; [k: string]: unknown }[]; nextCursor: string | null }> => {
  const answer = await ask('GET', `/api/v1/outbox${query}`, { key: manager });
  expect(answer.status).toBe(200);
  return answer.json;
};

test('the newest first, with what was answered, and without what is in them', async () => {
  const { data } = await list();
  expect(data.map((m) => m.subject)).toEqual(['two', 'document.rejected', 'exception.opened', 'one']);
  expect(data[2]).toMatchObject({
    id: ids[1],
    kind: 'webhook',
    target: 'erp',
    state: 'given_up',
    about: { exception: `exc_${EXCEPTION}` },
    tries: [{ at: '2026-11-17T08:00:01.000Z', outcome: 'gone', detail: 'HTTP 410', took_ms: 12 }],
  });
  expect(JSON.stringify(data)).not.toMatch(/the body|\/go\//);
});

test.each([
  ['?state=given_up', ['exception.opened']],
  ['?state=waiting,given_up&kind=webhook', ['document.rejected', 'exception.opened']],
  ['?kind=mail', ['two', 'one']],
  [`?about=exc_${EXCEPTION}`, ['exception.opened', 'one']],
  [`?about=${EXCEPTION}&kind=mail`, ['one']],
  [`?about=rcp_${RECEIPT}`, ['document.rejected']],
  ['?about=doc_01975b9e-0000-7000-8000-0000000000d1', ['document.rejected']],
  ['?about=nothing', []],
])('%s', async (query, subjects) => {
  expect((await list(query)).data.map((m) => m.subject)).toEqual(subjects);
});

test('page by page, each once', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof list>> = await list(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.data.map((m) => m.subject));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(['two', 'document.rejected', 'exception.opened', 'one']);
});

test.each(['?state=lost', '?cursor=abc', '?limit=0'])('%s is refused', async (query) => {
  expect((await ask('GET', `/api/v1/outbox${query}`, { key: manager })).status).toBe(400);
});

test('sent once more under its id; its endpoint is open again, and it is written down who did it', async () => {
  const answer = await ask('POST', `/api/v1/outbox/${ids[1]}/resend`, { key: manager });
  expect([answer.status, answer.json.id, answer.json.state, answer.json.attempts]).toEqual([200, ids[1], 'waiting', 0]);
  expect(answer.json.tries).toHaveLength(1);
  const { pool } = gateway().db;
  expect((await pool.query('select * from outbox_closed')).rows).toEqual([]);
  expect((await pool.query('select author, what, said from upkeep')).rows).toEqual([
    { author: 'manager', what: 'outbox resend', said: { ids: [ids[1]], messages: 1 } },
  ]);
});

test.each([
  ['no message of that id', '01975b9e-0000-7000-8000-00000000ffff', 404],
  ['no id', 'x', 400],
])('%s', async (_, id, status) => {
  expect((await ask('POST', `/api/v1/outbox/${id}/resend`, { key: manager })).status).toBe(status);
  expect((await gateway().db.pool.query('select * from upkeep')).rows).toEqual([]);
});

test('who does not administer, or not for all suppliers, sees nothing of it', async () => {
  const limited = newKey();
  const sees = { suppliers: ['NORD'], locations: null };
  await insertKey(gateway().db.pool, limited, { name: 'limited', scopes: ['manage'], now: '2026-11-01T00:00:00Z', sees });
  for (const key of [keys.both, limited]) {
    expect((await ask('GET', '/api/v1/outbox', { key })).status).toBe(403);
    expect((await ask('POST', `/api/v1/outbox/${ids[1]}/resend`, { key })).status).toBe(403);
  }
});
