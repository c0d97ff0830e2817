import { ANSWERS } from '../../src/modules/console/answers';
import type { ExceptionReport } from '../../src/modules/exceptions/exceptions.store';
import { raise } from '../../src/modules/exceptions/desk';
import { inTransaction } from '../../src/database/transaction';
import { useApi } from '../support/api';
import { found } from '../support/desk';

const { ask, get, gateway, keys } = useApi();
const post = (at: string, body: object, headers: Record<string, string> = {}, key = keys.write) =>
  ask('POST', `/api/v1/exceptions/${at}`, { key, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const open = async (): Promise<ExceptionReport[]> => (await get('/api/v1/exceptions?status=all')).json.data as ExceptionReport[];

beforeAll(async () => {
  await inTransaction(gateway().db.pool, (c) =>
    raise(
      c,
      ['A', 'B', 'C', 'D'].map((sku) => found(sku)),
      '2026-11-17T08:00:00Z',
    ),
  );
});

test('what a person does comes back with the history, under the name of the key', async () => {
  const { id } = (await open()).find((e) => e.sku === 'A')!;
  const done = await post(`${id}/actions`, { do: 'acknowledge', reason: 'on it' });
  expect([done.status, done.json]).toEqual([200, expect.objectContaining({ id, status: 'acknowledged' })]);
  ANSWERS.Exception.parse(done.json);
  expect(done.json.events.at(-1)).toMatchObject({ what: 'acknowledge', by: 'write', reason: 'on it', before: { status: 'open' } });
  expect(done.headers.etag).toBe(`"${done.json.version}"`);
});

test('of many, those that changed since they were seen are left as they are, and the rest is done', async () => {
  const seen = (await open()).filter((e) => e.sku === 'C' || e.sku === 'D').sort((a, b) => (a.sku! < b.sku! ? -1 : 1));
  const [ids, versions] = [seen.map((e) => e.id), seen.map((e) => e.version)];
  await post(`${ids[0]}/actions`, { do: 'comment', reason: 'mine' });
  const { status, json } = await post('actions', { do: 'assign', to: 'anna', ids, versions });
  expect([status, json.outcomes]).toEqual([
    200,
    [expect.objectContaining({ id: ids[0], done: false, code: 'exception.changed' }), expect.objectContaining({ id: ids[1], done: true })],
  ]);
  expect((await open()).filter((e) => e.owner === 'anna').map((e) => e.id)).toEqual([ids[1]]);
  expect((await post('actions', { do: 'assign', to: null, ids, versions: [1] })).status).toBe(400);
});

test('what changed since it was seen is left as it is: 412', async () => {
  const { id } = (await open()).find((e) => e.sku === 'B')!;
  const { etag } = (await get(`/api/v1/exceptions/${id}`)).headers;
  expect((await post(`${id}/actions`, { do: 'wait' }, { 'if-match': etag! })).status).toBe(200);
  const late = await post(`${id}/actions`, { do: 'resolve', code: 'timing' }, { 'if-match': etag! });
  expect([late.status, late.json.errors[0].code]).toEqual([412, 'exception.changed']);
  expect((await open()).find((e) => e.id === id)!.status).toBe('waiting');
});

test('many at once, each with its own outcome', async () => {
  const ids = (await open()).map((e) => e.id);
  const done = await post('actions', { ids: [...ids, 'exc_01975b9e-0000-7000-8000-0000000000ff'], do: 'acknowledge', by: 'anna' });
  ANSWERS.Acted.parse(done.json);
  const { outcomes } = done.json as { outcomes: { done: boolean; status?: string; code?: string }[] };
  expect(outcomes.map((o) => o.status ?? o.code).sort()).toEqual(
    ['acknowledged', 'acknowledged', 'acknowledged', 'exception.acknowledged', 'exception.unknown'].sort(),
  );
});

test.each<[string, object, number, string]>([
  ['no word of ours', { do: 'delete' }, 400, 'parameter.isIn'],
  ['no code', { do: 'resolve' }, 400, ''],
  ['a word that says nothing to it', { do: 'wait', code: 'timing' }, 400, ''],
  ['no date', { do: 'snooze', until: 'soon' }, 400, ''],
  ['a date that has passed', { do: 'snooze', until: '2020-01-01' }, 409, 'snooze.past'],
  ['no reason', { do: 'resolve', code: 'false_alarm' }, 409, 'resolve.no-reason'],
  ['nobody to whom', { do: 'assign' }, 400, ''],
  ['what is awake', { do: 'wake' }, 409, 'exception.awake'],
])('refused: %s', async (_, body, status, code) => {
  const { id, version } = (await open()).find((e) => e.sku === 'C')!;
  const done = await post(`${id}/actions`, body);
  expect([done.status, done.json.errors[0]?.code ?? '']).toEqual([status, code]);
  expect(done.json.detail).not.toBe('');
  expect((await open()).find((e) => e.id === id)!.version).toBe(version);
});

test('to nobody, of nobody, and only for who may', async () => {
  const { id } = (await open()).find((e) => e.sku === 'D')!;
  expect((await post(`${id}/actions`, { do: 'assign', to: 'ben' })).json.owner).toBe('ben');
  expect((await get('/api/v1/exceptions?owner=ben')).json.data.map((e: ExceptionReport) => e.id)).toEqual([id]);
  expect((await post(`${id}/actions`, { do: 'assign', to: null })).json.owner).toBeNull();
  expect((await post(`${id}/actions`, { do: 'comment', reason: 'x' }, {}, keys.read)).status).toBe(403);
  expect((await post('exc_01975b9e-0000-7000-8000-0000000000ff/actions', { do: 'wait' })).status).toBe(404);
});
