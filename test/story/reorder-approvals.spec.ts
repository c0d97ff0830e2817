import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDelivery } from '../../src/domain/syntax';
import { readX12 } from '../../src/domain/syntax/x12';
import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import { insertPerson } from '../../src/modules/access/people/people.store';
import type { Role } from '../../src/modules/access/rights';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { reconcile } from '../../src/modules/reconciliation/reconcile';
import { answerOrder, decideOn, type Deciding, type Deed, type Done, type Meant } from '../../src/modules/replenishment/act';
import { ON_ORDER } from '../../src/modules/replenishment/on-order.sql';
import { openWays } from '../../src/modules/replenishment/place';
import { reorderEvents, reportReorders, REORDER_STATES, type ReorderReport } from '../../src/modules/replenishment/reorders-list.store';
import { approvalRules } from '../../src/modules/replenishment/settings';
import { fixedClock } from '../../src/platform/clock';
import { createLogger } from '../../src/platform/logger';
import { settingsOf } from '../support/settings';
import { Mini, on, useMini } from './mini';

/** From a draft to the order that left: who may approve what, and what is refused. Drafts are made by the whole gateway on PostgreSQL. */
const live = useMini();
const NOW = '2026-11-16T12:00:00.000Z';
const buyers = { managed_by: 'buyer', max: 900, min: 400, order_multiple: 60, lead_time_days: 5 };
const low = (): Mini => new Mini(buyers).count('16 08:00', 120);
const WEBHOOKS = [{ name: 'erp', url: 'https://erp.acme.example/hook', secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}`, events: ['reorder.*'] }]; // prettier-ignore

interface Story {
  readonly db: Database;
  readonly now: (settings?: object) => Deciding;
  readonly all: () => Promise<ReorderReport[]>;
  readonly first: () => Promise<ReorderReport>;
}
async function lived(story: Mini): Promise<Story> {
  let at: Database | undefined;
  await live(story, (_, db) => Promise.resolve(void (at = db)));
  const db = at!;
  const all = (): Promise<ReorderReport[]> => reportReorders(db.pool, EVERYTHING, { states: REORDER_STATES });
  const now = (settings: object = { webhooks: WEBHOOKS }): Deciding => {
    const read = settingsOf(settings);
    return { db, rules: approvalRules(read), ways: openWays(read) };
  };
  return { db, now, all, first: async () => (await all())[0]! };
}
const does = (action: Deed['action'], by = 'ana', reason = ''): Deed => ({ action, by, reason });
const APPROVE = does({ do: 'approve' });
const act = async (d: Deciding, r: Meant, deed: Deed = APPROVE, now = NOW): Promise<Done> =>
  (await decideOn(d, EVERYTHING, [r], deed, now))[0]!;
const codeOf = (d: Done): string => (d.done ? `${d.state}${d.waits_for_second ? ' waits' : ''}` : d.code);
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const outbox = async (db: Database): Promise<{ kind: string; target: string; payload: any }[]> =>
  (await db.pool.query('select kind, target, payload from outbox order by id')).rows;
const person = (db: Database, name: string, role: Role): Promise<unknown> =>
  insertPerson(db.pool, { name, email: null, role, ...EVERYTHING }, 'test', NOW);

test('approved, it leaves as a requisition in the same transaction, once', async () => {
  const { db, now, first, all } = await lived(low());
  const draft = await first();
  expect(await act(now(), draft)).toMatchObject({ done: true, state: 'approved', order: expect.stringMatching(/^R-\d+$/) });
  expect(codeOf(await act(now(), draft))).toBe('approved'); // the same again is answered as it was
  expect(codeOf(await act(now(), draft, does({ do: 'approve' }, 'ben')))).toBe('reorder.over');
  const [message, ...more] = await outbox(db);
  expect(more).toEqual([]);
  expect([message!.kind, message!.target, message!.payload.type]).toEqual(['webhook', 'erp', 'reorder.approved']);
  expect(message!.payload.data).toMatchObject({ supplier: 'NORD', location: 'HAM', approved_by: 'ana', lines: [{ line: '1', reorder: draft.id, sku: 'BRK', quantity: '780', uom: 'EA' }] }); // prettier-ignore
  // On order from now on, though the buyer's ERP has not answered: nothing is drafted a second time.
  await reconcile(db, 'every', '2026-11-16T13:00:00.000Z');
  expect((await all()).map((r) => r.state)).toEqual(['approved']);
  expect((await reorderEvents(db.pool, draft.id)).map((e) => [e.what, e.by])).toEqual([['drafted', null], ['approve', 'ana']]); // prettier-ignore
});

test('an approval names the numbers that were seen, and is refused when they moved', async () => {
  const story = low();
  const before = await (await lived(story)).first();
  const { db, now, first } = await lived(story.moves('16 11:00', ['16 10:00 receipt 180']));
  const after = await first();
  // Lived again with a receipt more: the same numbers are the same version.
  const stale = await act(now(), { id: after.id, version: before.version });
  expect(stale).toMatchObject({ done: false, code: 'reorder.changed' });
  expect(stale).toMatchObject({ detail: expect.stringContaining('seen: on hand 120 → 300, quantity 780 → 600, suggested 780 → 600;') });
  expect(codeOf(await act(now(), { id: after.id }))).toBe('reorder.version');
  expect(await outbox(db)).toEqual([]);
  expect(codeOf(await act(now(), after))).toBe('approved');
});

test('two who approve at once make one order', async () => {
  const { db, now, first } = await lived(low());
  const draft = await first();
  const names = Array.from({ length: 8 }, (_, i) => `person ${i}`);
  const done = await Promise.all(names.map((n) => act(now(), draft, does({ do: 'approve' }, n))));
  expect(done.map(codeOf).sort()).toEqual(['approved', ...Array.from({ length: 7 }, () => 'reorder.over')]);
  expect([(await outbox(db)).length, (await db.pool.query('select 1 from reorder_order')).rowCount]).toEqual([1, 1]);
});

test('changed with a reason, which is kept; the changed number is another version', async () => {
  const { now, first, db } = await lived(low());
  const draft = await first();
  expect(codeOf(await act(now(), draft, does({ do: 'change', quantity: '840' })))).toBe('reorder.reason');
  expect(codeOf(await act(now(), draft, does({ do: 'change', quantity: '0' }, 'ana', 'promo')))).toBe('reorder.quantity');
  expect(codeOf(await act(now(), draft, does({ do: 'change', quantity: '840' }, 'ana', 'promo week 49')))).toBe('open');
  const changed = await first();
  expect([changed.quantity, changed.suggested, changed.changed, changed.reason, changed.version === draft.version]).toEqual(['840', '780', true, 'promo week 49', false]); // prettier-ignore
  expect(await act(now(), draft)).toMatchObject({ code: 'reorder.changed', detail: expect.stringContaining('quantity 780 → 840;') });
  expect(codeOf(await act(now(), changed))).toBe('approved');
  expect((await outbox(db))[0]!.payload.data.lines[0].quantity).toBe('840');
});

test('declined, it stays so while it is due, and nothing is drafted anew; put aside, it comes back on its day', async () => {
  const { db, now, first, all } = await lived(low());
  const draft = await first();
  expect(codeOf(await act(now(), draft, does({ do: 'decline' }, 'ana', 'phased out')))).toBe('declined');
  await reconcile(db, 'every', '2026-11-17T12:00:00.000Z');
  expect((await all()).map((r) => r.state)).toEqual(['declined']);
  expect(codeOf(await act(now(), draft))).toBe('reorder.not-open');
  expect(codeOf(await act(now(), draft, does({ do: 'reopen' })))).toBe('open');
  expect(codeOf(await act(now(), draft, does({ do: 'defer', until: '2026-11-01T00:00:00.000Z' }, 'ana', 'later')))).toBe('reorder.until');
  expect(codeOf(await act(now(), draft, does({ do: 'defer', until: '2026-11-18T00:00:00.000Z' }, 'ana', 'truck on Thursday')))).toBe(
    'deferred',
  );
  await reconcile(db, 'every', '2026-11-17T13:00:00.000Z');
  expect((await first()).state).toBe('deferred');
  await reconcile(db, 'every', '2026-11-18T13:00:00.000Z');
  expect((await first()).state).toBe('open');
});

const flips = (): Mini => new Mini(buyers).count('10 08:00', 120).through('16 09:00').says('16 10:00', '16 08:00', 560);
test('held while its count is in doubt, released by a person with a reason, and held again by another doubt', async () => {
  const { now, first, db } = await lived(flips());
  const draft = await first();
  expect(await act(now(), draft)).toMatchObject({ code: 'reorder.held', detail: expect.stringContaining('DECISION_FLIP') });
  expect(codeOf(await act(now(), draft, does({ do: 'release' })))).toBe('reorder.reason');
  expect(codeOf(await act(now(), draft, does({ do: 'release' }, 'ana', 'recounted by hand')))).toBe('open');
  expect((await first()).held).toBe(false);
  await db.pool.query(`update supply_exception set reported = '700' where type = 'DECISION_FLIP'`); // another number about it
  expect((await first()).held).toBe(true);
  await db.pool.query(`update supply_exception set reported = '560' where type = 'DECISION_FLIP'`);
  expect(codeOf(await act(now(), await first()))).toBe('approved');
});
test('a doubt that came after the look is another version', async () => {
  const { now, first, db } = await lived(flips());
  const { id, version } = await first();
  await db.pool.query(`update supply_exception set status = 'resolved' where type = 'DECISION_FLIP'`);
  expect(await act(now(), { id, version })).toMatchObject({ code: 'reorder.changed', detail: expect.stringContaining('what speaks against its count (nothing any more)') }); // prettier-ignore
});

const EUR = (amount: string) => ({ amount, currency: 'EUR' }); // the draft is worth 780 × 85 = 66300 EUR
test('limits by person and role', async () => {
  const { db, now, first } = await lived(low());
  await person(db, 'ana', 'approver');
  await person(db, 'ben', 'admin');
  const rules = now({
    webhooks: WEBHOOKS,
    approvals: {
      limits: [
        { role: 'approver', ...EUR('66299.99') },
        { person: 'cleo', ...EUR('100') },
      ],
    },
  });
  const draft = await first();
  expect(await act(rules, draft)).toMatchObject({
    code: 'approval.limit',
    detail: '66300 EUR is more than ana may approve (66299.99 EUR)',
  });
  expect(codeOf(await act(rules, draft, does({ do: 'approve' }, 'Cleo')))).toBe('approval.limit');
  expect(codeOf(await act(rules, draft, does({ do: 'approve' }, 'ben')))).toBe('approved'); // no limit names an admin
});

test('who stands in for another approves by their limit, on those days', async () => {
  const { db, now, first } = await lived(low());
  await person(db, 'ana', 'approver');
  await person(db, 'ben', 'approver');
  const deputies = [{ of: 'ben', by: 'ana', from: '2026-11-16', to: '2026-11-20' }];
  const rules = now({ webhooks: WEBHOOKS, approvals: { limits: [{ role: 'approver', ...EUR('100') }, { person: 'ben', ...EUR('99999') }], deputies } }); // prettier-ignore
  const draft = await first();
  expect(codeOf(await act(rules, draft, APPROVE, '2026-11-15T12:00:00.000Z'))).toBe('approval.limit');
  expect(codeOf(await act(rules, draft, APPROVE, '2026-11-21T00:00:00.000Z'))).toBe('approval.limit');
  expect(codeOf(await act(rules, draft, APPROVE, '2026-11-20T23:59:00.000Z'))).toBe('approved');
  expect((await first()).approvals).toEqual([{ by: 'ana', stands_for: 'ben', at: '2026-11-20T23:59:00.000Z' }]);
});

test('above a bound a second person approves the very same numbers', async () => {
  const { db, now, first } = await lived(low());
  const second_above = [EUR('50000')];
  const rules = now({ webhooks: WEBHOOKS, approvals: { second_above } });
  const deputies = [{ of: 'ana', by: 'cleo', from: '2026-11-16', to: '2026-11-16' }];
  const standing = now({ webhooks: WEBHOOKS, approvals: { second_above, deputies, limits: [{ person: 'cleo', ...EUR('1') }] } });
  expect(codeOf(await act(rules, await first()))).toBe('open waits');
  expect(await outbox(db)).toEqual([]);
  expect(codeOf(await act(rules, await first()))).toBe('open waits'); // the same again is no second
  expect(codeOf(await act(rules, await first(), does({ do: 'approve' }, 'ANA')))).toBe('open waits');
  expect(codeOf(await act(standing, await first(), does({ do: 'approve' }, 'cleo')))).toBe('approval.same-person'); // in the name of the first
  await act(rules, await first(), does({ do: 'change', quantity: '720' }, 'ben', 'less'));
  expect(codeOf(await act(rules, await first(), does({ do: 'approve' }, 'ben')))).toBe('open waits'); // the first approval was of other numbers
  expect(codeOf(await act(rules, await first()))).toBe('approved');
  expect((await first()).approvals.map((a) => a.by).sort()).toEqual(['ana', 'ben']);
  expect((await outbox(db)).length).toBe(1);
});

test('straight to the supplier as X12 850, which our reader reads; counted as on order until it comes', async () => {
  const { db, now, first, all } = await lived(low());
  const orders = { suppliers: { NORD: { by: 'x12', sender: 'ZZ:ACME', place: 'nord' } } };
  const rules = now({ webhooks: WEBHOOKS, files: [{ kind: 'folder', name: 'nord', folder: '/tmp' }], orders });
  expect(codeOf(await act(rules, await first()))).toBe('approved');
  const [message, ...more] = await outbox(db);
  expect([more, message!.kind, message!.target]).toEqual([[], 'file', 'nord']);
  const bytes = Buffer.from(message!.payload.base64, 'base64');
  const { interchanges, issues } = readX12(bytes);
  const [i] = interchanges;
  const { order } = await first();
  expect([issues, i!.issues, i!.sender, i!.receiver, i!.sets.map((s) => s.type)]).toEqual([[], [], 'ZZ:ACME', 'ZZ:NORD', ['850']]);
  const segments = [...i!.sets[0]!.segments()].flat().map((s) => s.elements.join('*'));
  expect(segments).toEqual(expect.arrayContaining([`BEG*00*NE*${order!.po}**20261116`, 'PO1*1*780*EA***BP*BRK', 'N1*ST*Hamburg*92*HAM']));
  await reconcile(db, 'every', '2026-11-16T13:00:00.000Z');
  expect((await all()).map((r) => r.state)).toEqual(['approved']);
});

test('what cannot be written is not approved', async () => {
  const { db, now, first } = await lived(new Mini(buyers, { items: [{ sku: 'BRK', uom: 'STUECK' }, { sku: 'OTHER', uom: 'EA' }], item_units: [] }).count('10 08:00', 120, { uom: 'STUECK' })); // prettier-ignore
  const rules = now({ files: [{ kind: 'folder', name: 'nord', folder: '/tmp' }], orders: { by: 'x12', sender: 'ZZ:ACME', place: 'nord' } });
  await expect(act(rules, await first())).rejects.toThrow('the unit "STUECK" is none of X12');
  expect([(await first()).state, await outbox(db), (await db.pool.query('select 1 from control_number')).rowCount]).toEqual([
    'open',
    [],
    0,
  ]);
});

test('as a mail with a workbook', async () => {
  const { db, now, first } = await lived(low());
  const rules = now({
    mail: { host: 'localhost', from: 'vmi@acme.example' },
    orders: { by: 'mail', to: 'orders@nord.example', po_prefix: 'A' },
  });
  await act(rules, await first());
  const [message] = await outbox(db);
  const { po } = (await first()).order!;
  expect([message!.kind, message!.target]).toEqual(['mail', 'orders@nord.example']);
  const [part] = await openDelivery(
    Buffer.from(message!.payload.attachments[0].base64, 'base64'),
    message!.payload.attachments[0].filename,
  );
  const [table] = part!.content.kind === 'tables' ? part!.content.tables : [];
  expect([...table!.rows()].flat().map((r) => r.cells.map((c) => c.shown).join())).toEqual([
    'PO,Line,Our part no,Your part no,Quantity,UOM,Ship to',
    `${po},1,BRK,,780,EA,HAM`,
  ]);
});

test('the ERP answers with its number, once; with the number the feed tells the rest', async () => {
  const { db, now, first } = await lived(low());
  const draft = await first();
  await expect(answerOrder(db, EVERYTHING, draft.id, { po: '4711' }, 'erp', NOW)).rejects.toThrow('nothing was ordered by it');
  await act(now(), draft);
  const told = (answer: object): Promise<ReorderReport | undefined> => answerOrder(db, EVERYTHING, draft.id, answer, 'erp', NOW);
  expect((await told({ po: '4711' }))!.order).toMatchObject({ po: '4711', state: 'ordered' });
  expect((await told({ po: '4711' }))!.order).toMatchObject({ po: '4711' });
  await expect(told({ po: '4712' })).rejects.toThrow('it is order 4711 already');
  await expect(told({})).rejects.toThrow('expected the number');
  const onOrder = async (): Promise<string[]> =>
    (await db.pool.query(`select open::text from (${ON_ORDER}) a`)).rows.map((r) => r.open as string); // prettier-ignore
  expect(await onOrder()).toEqual(['780']);
  await db.pool.query(`insert into order_line (po, line, supplier_id, item_id, location_id, ordered_at, quantity, status, imported_at)
select '4711', '10', supplier_id, item_id, location_id, $1, 780, 'open', $1 from reorder`, [NOW]); // prettier-ignore
  expect(await onOrder()).toEqual([]);
});

test('an order that the feed tells before the answer is not counted a second time; a requisition that is refused is due again', async () => {
  const { db, now, first, all } = await lived(low());
  await act(now(), await first());
  await db.pool.query(`insert into order_line (po, line, supplier_id, item_id, location_id, ordered_at, promised_to, quantity, status, imported_at)
select '4711', '10', supplier_id, item_id, location_id, $1, '2026-11-19', 780, 'open', $1 from reorder`, [NOW]); // prettier-ignore
  expect((await db.pool.query(`select open::text from (${ON_ORDER}) a`)).rows).toEqual([{ open: '0' }]);
  await db.pool.query('delete from order_line');
  await answerOrder(db, EVERYTHING, (await first()).id, { refused: 'the supplier is blocked' }, 'erp', NOW);
  await reconcile(db, 'touched', '2026-11-16T13:00:00.000Z');
  expect((await all()).map((r) => [r.state, r.order?.state ?? null]).sort()).toEqual([['approved', 'refused'], ['open', null]]); // prettier-ignore
});

/** What a partner answers to an order of ours: the 997 to its group, and the 855 to the order. */
const answered = (control: string, set: string, gs: string, body: readonly string[]): string =>
  [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'NORD'.padEnd(15)}*ZZ*${'ACME'.padEnd(15)}*261117*0800*U*00401*${control.padStart(9, '0')}*0*P*>`,
    ...[`GS*${gs}*NORD*ACME*20261117*0800*${control}*X*004010`, `ST*${set}*0001`, ...body, `SE*${body.length + 2}*0001`, `GE*1*${control}`],
    `IEA*1*${control.padStart(9, '0')}`,
  ]
    .map((s) => `${s}~`)
    .join('');

test('who does not answer an order is told, and an 855 or a 997 ends it; one that rejects it does not', async () => {
  const orders = { by: 'x12', sender: 'ZZ:ACME', place: 'nord' };
  const settings = settingsOf({ files: [{ kind: 'folder', name: 'nord', folder: '/tmp' }], orders });
  const open: string[] = [];
  const story = new Mini({ ...buyers, response_days: 2 }).count('16 08:00', 120);
  story.reconcile('17 12:30').reconcile('17 13:30').reconcile('18 13:30'); // 24 h; two working days
  story.edi('18 14:00', answered('501', '997', 'FA', ['AK1*PO*1', 'AK9*R*1*1*0']));
  story.edi('18 15:00', answered('502', '997', 'FA', ['AK1*PO*1', 'AK9*A*1*1*1']));
  story.edi('18 16:00', answered('503', '855', 'PR', ['BAK*00*AD*CC-1001*20261118']));
  await live(story, async ({ at, do: what }, db) => {
    if (at === on('16 08:00')) {
      await db.pool.query(`select setval(pg_get_serial_sequence('reorder_order', 'n'), 1000)`);
      const [draft] = await reportReorders(db.pool, EVERYTHING, {});
      await decideOn({ db, rules: approvalRules(settings), ways: openWays(settings) }, EVERYTHING, [draft!], APPROVE, NOW);
      await db.pool.query(`update outbox set state = 'sent', sent_at = $1`, [NOW]);
    }
    const { rows } = await db.pool.query(`select type || ' ' || severity t from supply_exception where status <> 'resolved' and type in ('ACK_OVERDUE', 'RESPONSE_OVERDUE') order by 1`); // prettier-ignore
    if (what !== 'import') open.push(rows.map((r) => (r as { t: string }).t).join(', '));
  });
  expect(open).toEqual([
    '',
    'ACK_OVERDUE medium',
    'ACK_OVERDUE medium, RESPONSE_OVERDUE medium',
    'ACK_OVERDUE high, RESPONSE_OVERDUE medium',
    'RESPONSE_OVERDUE medium',
    '',
  ]);
});

test('from a threshold to an 850 in the folder: feed, report, comparison, draft, approval, relay', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'orders-'));
  const story = new Mini({ ...buyers, stock_view: 'lower', tolerance_qty: 10 }).count('16 08:00', 125).through('16 09:00');
  const { db, first } = await lived(story.says('16 10:00', '16 08:30', 120));
  const draft = await first();
  expect([draft.held, draft.sum]).toEqual([false, '780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60']);
  expect(draft.terms[1]!.sources).toEqual([
    expect.stringMatching(/^by the supplier's count: list-\d+\.csv row 2, column On hand as of 2026-11-16T08:30/),
  ]);
  const settings = settingsOf({
    files: [{ kind: 'folder', name: 'nord', folder }],
    orders: { by: 'x12', sender: 'ZZ:ACME', place: 'nord' },
  });
  const deciding = { db, rules: approvalRules(settings), ways: openWays(settings) };
  await Promise.all(['ana', 'ben', 'cleo'].map((by) => act(deciding, draft, does({ do: 'approve' }, by))));
  const relays = [1, 2].map(() => new Relay(db.pool, openWriters(settings), fixedClock(NOW), createLogger('silent')));
  await Promise.all(relays.map((r) => r.drain()));
  const files = fs.readdirSync(folder);
  const { po } = (await first()).order!;
  expect(files).toEqual([`850-${po}-1.edi`]);
  const { interchanges } = readX12(fs.readFileSync(path.join(folder, files[0]!)));
  const segments = [...interchanges[0]!.sets[0]!.segments()].flat().map((s) => s.elements.join('*'));
  expect([interchanges[0]!.issues, segments.filter((s) => s.startsWith('PO1'))]).toEqual([[], ['PO1*1*780*EA***BP*BRK']]);
  fs.rmSync(folder, { recursive: true });
});

test('what happened to a pair after a look began is for the next look: nothing is drafted by numbers that know nothing of it', async () => {
  const { db, all } = await lived(low());
  await db.pool.query('delete from reorder');
  await db.pool.query(`insert into touched (item_id, location_id, supplier_id, kind, at) select j.item_id, j.location_id, j.supplier_id, 'pair', $1 from judged_pair j
join item i on i.id = j.item_id where i.sku = 'BRK'`, [NOW]); // prettier-ignore
  await reconcile(db, 'every', NOW, undefined, { kinds: ['pair'], seen: '{}' }); // as if it were committed behind the claim
  expect(await all()).toEqual([]);
  await reconcile(db, 'touched', NOW);
  expect((await all()).map((r) => [r.state, r.quantity])).toEqual([['open', '780']]);
});
