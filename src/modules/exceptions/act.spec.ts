import type { Action } from '../../domain/exceptions/actions';
import { EVERYTHING } from '../access/sees';
import { found, iso, over, useDesk } from '../../../test/support/desk';
import { useDatabase } from '../../../test/support/database';
import { Alerts } from '../alerts/alerts';
import { settingsOf } from '../../../test/support/settings';
import { actOn, type Done } from './act';
import { intoShadow, outOfShadow } from './shadow.store';
import { eventsOf, type ExceptionReport, reportExceptions } from './exceptions.store';

/** What people do, and what the engine does to it afterwards, on a real database. */
const { db } = useDatabase();
const { evaluate, subjects } = useDesk(db);
const ALERTS = { mail: { host: 'x', from: 'v@acme.example' }, alerts: { to: ['planner@acme.example'], pause_minutes: 0 } };

beforeEach(() => db().pool.query('truncate shadow_period'));

const all = (shadow = false): Promise<ExceptionReport[]> => reportExceptions(db().pool, EVERYTHING, ['all'], { shadow });
const only = async (): Promise<ExceptionReport> => {
  const [e, ...more] = await all();
  expect(more).toEqual([]);
  return e!;
};
const does = async (action: Action, at: string, reason = '', version?: number): Promise<Done> => {
  const e = await only();
  return (await actOn(db(), EVERYTHING, [{ id: e.id, version }], { action, by: 'anna', reason }, iso(at)))[0]!;
};

test('what is done is kept with who, when, why, before and after', async () => {
  await evaluate({}, [found('BRK-2210')], '17 08:00');
  await does({ do: 'acknowledge' }, '17 09:00');
  await does({ do: 'assign', to: 'ben' }, '17 09:05', 'knows the dock');
  await does({ do: 'resolve', code: 'count_adjusted' }, '17 10:00', 'recounted');
  const { id, status, resolution, resolved_at, owner, acknowledged_at } = await only();
  expect({ status, resolution, resolved_at, owner, acknowledged_at }).toEqual({
    status: 'resolved',
    resolution: 'count_adjusted',
    resolved_at: iso('17 10:00'),
    owner: 'ben',
    acknowledged_at: iso('17 09:00'),
  });
  expect((await eventsOf(db().pool, id)).map(({ details: _, ...e }) => e)).toEqual([
    {
      at: iso('17 08:00'),
      what: 'open',
      by: null,
      reason: null,
      before: null,
      after: { status: 'open', severity: 'high', type: 'COUNT_DIVERGENCE' },
    },
    { at: iso('17 09:00'), what: 'acknowledge', by: 'anna', reason: null, before: { status: 'open' }, after: { status: 'acknowledged' } },
    { at: iso('17 09:05'), what: 'assign', by: 'anna', reason: 'knows the dock', before: { owner: null }, after: { owner: 'ben' } },
    {
      at: iso('17 10:00'),
      what: 'resolve',
      by: 'anna',
      reason: 'recounted',
      before: { status: 'acknowledged' },
      after: { status: 'resolved', resolution: 'count_adjusted' },
    },
  ]);
});

test('history is neither changed nor taken away', async () => {
  await evaluate({}, [found('BRK-2210')], '17 08:00');
  for (const sql of [`update exception_event set author = 'eve'`, 'delete from exception_event'])
    await expect(db().pool.query(sql)).rejects.toThrow('append-only');
  expect((await db().pool.query('select what from exception_event')).rows).toEqual([{ what: 'open' }]);
});

test('one that changed since it was seen is left alone, and so is what there is not; the others are done', async () => {
  await evaluate({}, [found('A'), found('B'), found('C')], '17 08:00');
  const rows = await all();
  const seen = rows.map(({ id, version }) => ({ id, version }));
  await actOn(db(), EVERYTHING, [seen[1]!], { action: { do: 'wait' }, by: 'ben', reason: '' }, iso('17 08:30'));
  const nobody = 'exc_01975b9e-0000-7000-8000-0000000000ff';
  const done = await actOn(
    db(),
    EVERYTHING,
    [...seen, { id: nobody }],
    { action: { do: 'acknowledge' }, by: 'anna', reason: '' },
    iso('17 09:00'),
  );
  expect(done.map((d) => (d.done ? d.status : d.code))).toEqual(['acknowledged', 'exception.changed', 'acknowledged', 'exception.unknown']);
  expect((await all()).map((e) => e.status).sort()).toEqual(['acknowledged', 'acknowledged', 'waiting']);
});

test('what was seen only once more is no change that a person must look at again', async () => {
  const v = found('BRK-2210');
  await evaluate({}, [v], '17 08:00');
  const { version } = await only();
  await evaluate({}, [v], '17 08:30');
  expect(await does({ do: 'acknowledge' }, '17 09:00', '', version)).toMatchObject({ done: true });
});

test('put aside until a day: silent until then, awake by the clock alone, and told again', async () => {
  await evaluate(ALERTS, [found('BRK-2210')], '17 08:00');
  await does({ do: 'snooze', until: 'date', at: Date.parse(iso('19 00:00')) }, '17 09:00');
  await evaluate(ALERTS, [found('BRK-2210')], '18 08:00');
  expect((await only()).status).toBe('snoozed');
  expect((await subjects()).filter((s) => s.includes('needs you'))).toHaveLength(1);
  await evaluate(ALERTS, [], '19 00:30');
  expect(await only()).toMatchObject({ status: 'open', snoozed: null });
  expect((await subjects()).filter((s) => s.includes('needs you'))).toHaveLength(2);
  expect((await eventsOf(db().pool, (await only()).id)).at(-1)).toMatchObject({
    what: 'wake',
    by: null,
    details: { why: 'its day has come' },
  });
});

test('put aside until it is worse: a quarter more wakes it', async () => {
  await evaluate({}, [found('BRK-2210')], '17 08:00');
  await does({ do: 'snooze', until: 'worse' }, '17 09:00');
  await evaluate({}, [found('BRK-2210', { difference: '-119' })], '18 08:00');
  expect((await only()).snoozed).toEqual({ until: 'worse', at: null, percent: 25 });
  await evaluate({}, [found('BRK-2210', { difference: '-120' })], '19 08:00');
  expect(await only()).toMatchObject({ status: 'open', difference: '-120', snoozed: null });
});

test('what heals while it is aside is over', async () => {
  const v = found('BRK-2210');
  await evaluate({}, [v], '17 08:00');
  await does({ do: 'snooze', until: 'report' }, '17 09:00');
  await evaluate({}, [over(v)], '18 08:00');
  expect(await only()).toMatchObject({ status: 'resolved', resolution: 'fixed_by_supplier', snoozed: null });
});

test('an accepted difference is quiet until its day, unless it grows', async () => {
  await evaluate({}, [found('BRK-2210')], '02 08:00');
  expect(await does({ do: 'resolve', code: 'accepted_difference' }, '02 09:00', 'scrap in the corner')).toMatchObject({
    code: 'resolve.no-expiry',
  });
  await does({ do: 'resolve', code: 'accepted_difference', until: Date.parse(iso('20 00:00')) }, '02 09:00', 'scrap in the corner');
  await evaluate({}, [found('BRK-2210')], '03 08:00');
  expect(await only()).toMatchObject({ status: 'resolved', accepted_until: iso('20 00:00') });
  await evaluate({}, [found('BRK-2210', { difference: '-97' })], '04 08:00');
  expect(await only()).toMatchObject({ status: 'open', difference: '-97', accepted_until: null, resolved_at: null });
});

test('after its day it is raised again: another row by then, which points to the one that was accepted', async () => {
  await evaluate({}, [found('BRK-2210')], '02 08:00');
  const { id } = await only();
  await does({ do: 'resolve', code: 'accepted_difference', until: Date.parse(iso('20 00:00')) }, '02 09:00', 'scrap');
  await evaluate({}, [found('BRK-2210')], '20 08:00');
  expect((await all()).map((e) => [e.status, e.previous]).sort()).toEqual([
    ['open', id],
    ['resolved', null],
  ]);
});

test('a person may take back that it is over, unless a newer one is open', async () => {
  const v = found('BRK-2210');
  await evaluate({}, [v], '02 08:00');
  const { id } = await only();
  await evaluate({}, [over(v)], '03 08:00');
  await does({ do: 'reopen' }, '03 09:00', 'it is still wrong');
  expect(await only()).toMatchObject({ status: 'open', resolved_at: null, resolution: null });
  await evaluate({}, [over(v)], '04 08:00');
  await evaluate({}, [found('BRK-2210')], '25 08:00');
  const again = await actOn(db(), EVERYTHING, [{ id }], { action: { do: 'reopen' }, by: 'anna', reason: '' }, iso('25 09:00'));
  expect(again).toEqual([expect.objectContaining({ done: false, code: 'exception.newer' })]);
});

test('what a person ends releases what it explained', async () => {
  await evaluate({}, [found('BRK-2210', { type: 'UOM_SUSPECT' }), found('BRK-2210')], '17 08:00');
  const [parent, child] = ['UOM_SUSPECT', 'COUNT_DIVERGENCE'].map((t) => async () => (await all()).find((e) => e.type === t)!);
  expect((await child!()).suppressed_by).toBe((await parent!()).id);
  await actOn(
    db(),
    EVERYTHING,
    [{ id: (await parent!()).id }],
    { action: { do: 'resolve', code: 'false_alarm' }, by: 'anna', reason: 'it is pieces' },
    iso('17 09:00'),
  );
  expect((await child!()).suppressed_by).toBeNull();
});

test.each([
  [
    'of the item at the place',
    [
      ['BRK-2210', 'HAM', 'anna'],
      ['*', '*', 'zoe'],
    ],
    'anna',
  ],
  [
    'of the item before that of the place',
    [
      ['BRK-2210', '*', 'ben'],
      ['*', 'HAM', 'carla'],
    ],
    'ben',
  ],
  [
    'of the supplier where no other says',
    [
      ['BRK-2210', 'HAM', null],
      ['*', '*', 'zoe'],
    ],
    'zoe',
  ],
  ['nobody’s', [['OTHER', '*', 'ben']], null],
] as const)('it belongs to the planner: %s', async (_, programs, owner) => {
  await db().pool.query('delete from program');
  for (const [sku, location, planner] of programs)
    await db().pool.query(
      `insert into program (id, supplier_id, sku, location, valid_from, terms, imported_at)
select gen_random_uuid(), id, $1, $2, '2026-01-01', $3, '2026-01-01' from supplier where code = 'NORD'`,
      [sku, location, planner === null ? {} : { planner }],
    );
  await evaluate({}, [found('BRK-2210')], '17 08:00');
  expect((await only()).owner).toBe(owner);
  await db().pool.query('delete from program');
});

test('in shadow nobody is told, and out of it everybody once', async () => {
  const hooks = { webhooks: [{ name: 'erp', url: 'http://127.0.0.1:1/x', secret: 'whsec_' + Buffer.alloc(24).toString('base64') }] };
  const settings = { ...ALERTS, ...hooks };
  const said = async (): Promise<string[]> => (await subjects()).map((s) => s.split(' ')[0]!);
  await intoShadow(db(), { supplier: 'NORD', by: 'it', reason: '' }, iso('17 07:00'));
  await evaluate(settings, [found('BRK-2210'), found('A', { supplier: 'HELIOS' })], '17 08:00');
  expect([(await all()).map((e) => e.supplier), (await all(true)).map((e) => e.supplier), (await said()).sort()]).toEqual([
    ['HELIOS'],
    ['NORD'],
    ['erp', 'planner'],
  ]);
  const tell = Alerts.open(settingsOf(settings)).changed(false);
  expect(await outOfShadow(db(), { supplier: 'NORD', by: 'it', reason: '' }, iso('18 07:00'), tell)).toHaveLength(1);
  expect([(await all()).length, await all(true), (await said()).sort()]).toEqual([2, [], ['erp', 'erp', 'planner', 'planner']]);
  await evaluate(settings, [], '18 08:00');
  expect(await said()).toHaveLength(4);
});

test('a supplier in shadow explains nothing of another one', async () => {
  await intoShadow(db(), { supplier: 'NORD', by: 'it', reason: '' }, iso('17 07:00'));
  await evaluate(
    {},
    [found('BRK-2210', { type: 'STOCKOUT' }), found('BRK-2210', { type: 'REPLENISHMENT_MISSING', supplier: 'HELIOS' })],
    '17 08:00',
  );
  expect((await all()).map((e) => [e.type, e.suppressed_by])).toEqual([['REPLENISHMENT_MISSING', null]]);
  await outOfShadow(db(), { supplier: 'NORD', by: 'it', reason: '' }, iso('18 07:00'), () => Promise.resolve());
  expect((await all()).filter((e) => e.suppressed_by !== null).map((e) => e.type)).toEqual(['REPLENISHMENT_MISSING']);
});
