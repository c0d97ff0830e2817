import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import { type AskedFor, requestOf, withdraw } from '../../src/modules/claims/requests';
import { type RequestReport, reportRequests } from '../../src/modules/claims/requests.store';
import { eventsOf, reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { openWays } from '../../src/modules/replenishment/place';
import { settingsOf } from '../support/settings';
import { Mini, on, useMini } from './mini';

/** What the buyer's own systems are asked for because of an exception, and what of their feed answers it; on PostgreSQL. */
const live = useMini();
const instant = (when: string): string => new Date(on(when)).toISOString();
const ASKED_AT = instant('16 12:00');
const WEBHOOKS = [{ name: 'erp', url: 'https://erp.acme.example/hook', secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}`, events: ['count.*', 'adjustment.proposed'] }]; // prettier-ignore
const differs = (): Mini => new Mini().count('10 08:00', 400).through('16 09:00').says('16 10:00', '16 08:00', 700);

type Asks = (asked?: Partial<AskedFor>) => Promise<RequestReport | undefined>;
/** Lives until noon, asks, and lives on. */
async function asked(before: Mini, after: (story: Mini) => Mini, what: Partial<AskedFor>, settings: object = { webhooks: WEBHOOKS }): Promise<{ db: Database; ask: Asks; id: string; all: RequestReport[] }> {
  let [db, id, n]: [Database | undefined, string, number] = [undefined, '', 0];
  const ask: Asks = (more = {}) =>
    requestOf({ db: db!, tells: openWays(settingsOf(settings)).tells }, EVERYTHING, id, { kind: 'count', by: 'ana', reason: '', ...what, ...more }, ASKED_AT);
  await live(after(before.reconcile('16 12:00')), async ({ at, do: does }, opened) => {
    db = opened;
    if (does !== 'reconcile' || at !== on('16 12:00') || n++ > 0) return;
    id = (await reportExceptions(db.pool, EVERYTHING, [], { sku: 'BRK', supplier: 'NORD' }))[0]!.id;
    await ask();
  });
  return { db: db!, ask, id, all: await reportRequests(db!.pool, EVERYTHING, {}) };
} // prettier-ignore

const ADJUST = { kind: 'adjustment', quantity: '-40' } as const;
const CASES: readonly (readonly [what: string, asked: Partial<AskedFor>, after: (s: Mini) => Mini, becomes: string])[] = [
  ['nothing came', {}, (s) => s.reconcile('17 08:00'), 'open'],
  ['a count after it', {}, (s) => s.count('17 08:00', 360), 'answered 360'],
  ['a count of before, told after it', {}, (s) => s.feed('17 08:00', { counts: [{ sku: 'BRK', location: 'HAM', counted_at: on('16 11:00'), quantity: 360, uom: 'EA' }] }).reconcile('17 09:00'), 'open'],
  ['a count of another item', {}, (s) => s.count('17 08:00', 360, { sku: 'OTHER' }), 'open'],
  ['a count of zero is one', {}, (s) => s.count('17 08:00', 0), 'answered 0'],
  ['an adjustment is no count', {}, (s) => s.moves('17 08:00', ['17 07:00 adjustment -40']), 'open'],
  ['the adjustment', ADJUST, (s) => s.moves('17 08:00', ['17 07:00 adjustment -40']), 'answered -40'],
  ['another amount, which is said', ADJUST, (s) => s.moves('17 08:00', ['17 07:00 adjustment -35']), 'answered -35'],
  ['usage is no adjustment', ADJUST, (s) => s.moves('17 08:00', ['17 07:00 usage 40']), 'open'],
  ['a count is no adjustment', ADJUST, (s) => s.count('17 08:00', 360), 'open'],
]; // prettier-ignore
test.each(CASES)('%s', async (_, what, after, becomes) => {
  const { all, db, id } = await asked(differs(), after, what);
  expect(all.map((r) => `${r.state}${r.answer === null ? '' : ` ${r.answer.quantity}`}`)).toEqual([becomes]);
  const events = (await eventsOf(db.pool, id)).map((e) => e.what).filter((w) => /count|adjust/.test(w));
  const [first, last] = what.kind === 'adjustment' ? ['adjustment_proposed', 'adjusted'] : ['count_requested', 'counted'];
  expect(events).toEqual(becomes === 'open' ? [first] : [first, last]);
});

test('it leaves once, with the exception as it stood, and never two of a kind for an item at a place', async () => {
  const { db, ask, all, id } = await asked(differs(), (s) => s, ADJUST);
  await expect(ask()).rejects.toMatchObject({ code: 'request.already' });
  const both = await Promise.allSettled(Array.from({ length: 5 }, () => ask({ kind: 'count', quantity: undefined })));
  expect(both.filter((b) => b.status === 'fulfilled')).toHaveLength(1);
  const { rows } = await db.pool.query<{ kind: string; payload: { type: string; data: object } }>(`select kind, payload from outbox where event_key ~ 'count.requested|adjustment.proposed' order by id`); // prettier-ignore
  expect(rows.map((r) => [r.kind, r.payload.type])).toEqual([['webhook', 'adjustment.proposed'], ['webhook', 'count.requested']]); // prettier-ignore
  expect(rows[0]!.payload.data).toMatchObject({ id: all[0]!.id, sku: 'BRK', location: 'HAM', uom: 'EA', quantity: '-40', requested_by: 'ana', evidence: { exception: id, supplier: 'NORD', reported: '700' } }); // prettier-ignore
  expect(rows[1]!.payload.data).not.toHaveProperty('quantity');
});

test.each([
  [{ kind: 'adjustment' }, 'request.quantity'],
  [{ kind: 'adjustment', quantity: '0' }, 'request.quantity'],
  [{ kind: 'adjustment', quantity: 'some' }, 'request.quantity'],
  [{ kind: 'count', quantity: '4' }, 'request.quantity'],
] as const)('%j is refused', async (what, code) => {
  await expect(requestOf({ db: undefined!, tells: [] }, EVERYTHING, 'exc_1', { by: 'ana', reason: '', ...what }, ASKED_AT)).rejects.toMatchObject({ code }); // prettier-ignore
});

test('where nothing asked for the event it waits to be fetched; withdrawn with a reason, it makes room', async () => {
  const { db, ask, all } = await asked(differs(), (s) => s, {}, {});
  expect(all.map((r) => [r.state, r.leaves])).toEqual([['open', false]]);
  await expect(withdraw({ db }, EVERYTHING, all[0]!.id, { by: 'ben', reason: '' }, ASKED_AT)).rejects.toMatchObject({ code: 'request.reason' }); // prettier-ignore
  expect(await withdraw({ db }, EVERYTHING, all[0]!.id, { by: 'ben', reason: 'seen' }, ASKED_AT)).toMatchObject({ state: 'withdrawn', by: 'ben' }); // prettier-ignore
  expect((await ask())!.state).toBe('open');
});
