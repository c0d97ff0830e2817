import { openDelivery } from '../../src/domain/syntax';
import { readX12 } from '../../src/domain/syntax/x12';
import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import type { ClaimAction } from '../../src/domain/claims/claim';
import { actOnClaim, makeClaim } from '../../src/modules/claims/claims';
import { type ClaimReport, reportClaims } from '../../src/modules/claims/claims.store';
import { claimWays } from '../../src/modules/claims/settings';
import { eventsOf, reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { settingsOf } from '../support/settings';
import { Mini, useMini } from './mini';

/** From a receipt that is not what was announced to a claim that left, through the whole gateway on PostgreSQL. */
const live = useMini();
const NOW = '2026-11-20T12:00:00.000Z';
const MAIL = { mail: { from: 'gateway@acme.example', host: '127.0.0.1', port: 2525 } };
const NORD = { supplier: 'NORD', name: 'Nord', edi_id: 'ZZ:NORD', contact_email: 'claims@nord.example' };

/** 50 were announced; what came of them, as `30` or `10 damaged`. */
function received(...came: readonly string[]): Mini {
  const story = new Mini({ tolerance_qty: 0, tolerance_pct: 0 }, { suppliers: [NORD] }).ships('15 09:00', 'S-1', 50, { PO: '4711', ETA: '2026-11-16' });
  came.forEach((c, i) => {
    const [quantity, ...reason] = c.split(' ');
    const more = { supplier: 'NORD', ship_notice: 'S-1', reason: reason.join(' '), final: i === came.length - 1 ? 'true' : 'false' };
    story.moves(`16 ${10 + i}:00`, [`16 0${8 + i}:00 receipt ${quantity}`], more);
  });
  return story.reconcile('18 08:00');
} // prettier-ignore
interface Story {
  readonly db: Database;
  readonly id: string; // of the exception
  readonly make: (lines?: readonly number[]) => Promise<ClaimReport | undefined>;
  readonly act: (id: string, action: ClaimAction, settings?: object, reason?: string) => Promise<ClaimReport | undefined>;
}
async function lived(story: Mini): Promise<Story> {
  let at: Database | undefined;
  await live(story, (_, db) => Promise.resolve(void (at = db)));
  const db = at!;
  const [e] = await reportExceptions(db.pool, EVERYTHING, [], { type: 'RECEIPT_VARIANCE' });
  return {
    db,
    id: e!.id,
    make: (lines) => makeClaim({ db }, EVERYTHING, e!.id, { by: 'ana', reason: '', lines }, NOW),
    act: (id, action, settings = MAIL, reason = '') =>
      actOnClaim({ db, claimWays: claimWays(settingsOf(settings)) }, EVERYTHING, id, action, { by: 'ana', reason }, NOW),
  };
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const outbox = async (db: Database): Promise<any[]> => (await db.pool.query(`select kind, target, payload, event_key from outbox where event_key like 'claim %'`)).rows; // prettier-ignore

test.each([
  ['short', ['30'], '1 short 20'],
  ['over', ['60'], '1 over 10'],
  ['damaged', ['40', '10 damaged in transport'], '1 damaged 10'],
  ['short and damaged', ['30', '10 damaged in transport'], '1 short 10, 2 damaged 10'],
] as const)('%s', async (_, came, lines) => {
  const { make, id } = await lived(received(...came));
  const made = (await make())!;
  expect([made.exception, made.lines.map((l) => `${l.line} ${l.kind} ${l.quantity}`).join(', ')]).toEqual([id, lines]);
  expect(made.evidence.announced_in).toEqual([expect.objectContaining({ quantity: '50', place: expect.stringMatching(/^D2|^row|!/), file: expect.stringContaining('list-') })]); // prettier-ignore
  expect(made.evidence.received_by.map((r) => r.quantity)).toEqual(came.map((c) => c.split(' ')[0]));
  expect(made.evidence.received_by.every((r) => /^16 1\d:00 0 16 0\d:00 receipt/.test(r.key))).toBe(true);
});

test('the evidence stays as it was, whatever is posted later', async () => {
  const { db, make } = await lived(received('30'));
  const before = (await make())!;
  await db.pool.query(`update movement set quantity = 49, signed = 49 where kind = 'receipt'`);
  expect((await reportClaims(db.pool, EVERYTHING, {}))[0]!.evidence).toEqual(before.evidence);
});

test('never two live claims for one exception, also when two make it at once; a withdrawn one makes room', async () => {
  const { make, act, db, id } = await lived(received('30'));
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => make()));
  expect(all.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
  expect(all.flatMap((a) => (a.status === 'rejected' ? [(a.reason as { code: string }).code] : []))).toEqual(Array(5).fill('claim.already'));
  const [first] = await reportClaims(db.pool, EVERYTHING, {});
  await expect(act(first!.id, { do: 'withdraw' })).rejects.toMatchObject({ code: 'claim.reason' });
  await act(first!.id, { do: 'withdraw' }, MAIL, 'found behind the door');
  expect((await make())!.n).toBeGreaterThan(first!.n);
  expect((await eventsOf(db.pool, id)).flatMap((e) => (e.by === 'ana' ? [e.what] : []))).toEqual(['claim_made', 'claim_withdrawn', 'claim_made']);
  expect((await db.pool.query(`select 1 from audit_entry where entry->>'what' = 'claim update'`)).rowCount).toBeGreaterThan(0);
}); // prettier-ignore

test('what may not be claimed is refused', async () => {
  const { db, make } = await lived(received('30'));
  await expect(make([2])).rejects.toMatchObject({ code: 'claim.line' });
  await db.pool.query(`update supply_exception set details = jsonb_set(details, '{kinds}', '["wrong_site"]')`);
  await expect(make()).rejects.toMatchObject({ code: 'claim.nothing' });
  await db.pool.query(`update supply_exception set type = 'COUNT_DIVERGENCE'`);
  await expect(make()).rejects.toMatchObject({ code: 'claim.type' });
  await db.pool.query(`update supply_exception set type = 'RECEIPT_VARIANCE', status = 'resolved'`);
  await expect(make()).rejects.toMatchObject({ code: 'claim.over' });
});

test('by mail it leaves once, with a workbook that holds claim and evidence', async () => {
  const { db, make, act } = await lived(received('30', '10 damaged in transport'));
  const { id } = (await make())!;
  await expect(act(id, { do: 'send' }, {})).rejects.toMatchObject({ code: 'claim.no-way' });
  const sent = await Promise.all(Array.from({ length: 5 }, () => act(id, { do: 'send' })));
  expect(sent.map((s) => [s!.state, s!.way, s!.target])).toEqual(sent.map(() => ['sent', 'mail', 'claims@nord.example']));
  const [mail, ...more] = await outbox(db);
  expect([more, mail.payload.subject]).toEqual([[], expect.stringMatching(/^Claim CL-\d+: 10 EA of BRK short, 10 EA damaged$/)]);
  expect(mail.payload.text).toContain('announced 50 EA, received 40 EA');
  const [part] = await openDelivery(Buffer.from(mail.payload.attachments[0].base64, 'base64'), 'claim.xlsx');
  const tables = part!.content.kind === 'tables' ? part!.content.tables : [];
  const cells = tables.map((t) => [...t.rows()].flat().map((r) => r.cells.map((c) => c.shown).join('|')));
  expect(cells[0]!.slice(1)).toEqual([expect.stringMatching(/^CL-\d+\|1\|S-1\|BRK\|\|short\|10\|EA$/), expect.stringMatching(/\|2\|S-1\|BRK\|\|damaged\|10\|EA$/)]); // prettier-ignore
  expect(cells[1]).toHaveLength(4);
});

test('by X12 it leaves as an 861 that is followed; settled, it is over', async () => {
  const { db, make, act } = await lived(received('30', '10 damaged in transport'));
  const { id } = (await make())!;
  const settings = { files: [{ kind: 'folder', name: 'nord', folder: '/tmp' }], claims: { by: 'x12', sender: 'ZZ:ACME', place: 'nord' } };
  expect(await act(id, { do: 'send' }, settings)).toMatchObject({ state: 'sent', way: 'x12', target: 'nord' });
  const [file, ...more] = await outbox(db);
  const bytes = Buffer.from(file.payload.base64, 'base64');
  expect([more, readX12(bytes).interchanges[0]!.sets.length]).toEqual([[], 1]);
  expect(bytes.toString()).toContain('RCD*1*40*EA***10*EA*02*10*EA*01~SN1**50*EA~LIN*1*BP*BRK~CTT*1~');
  const { rows } = await db.pool.query('select kind, partner, reference from edi_sent');
  expect(rows).toEqual([{ kind: 'x12-861', partner: 'ZZ:NORD', reference: expect.stringMatching(/^CL-\d+$/) }]);
  expect(await act(id, { do: 'settle', outcome: 'credited' }, settings)).toMatchObject({ state: 'settled', outcome: 'credited' });
  await expect(act(id, { do: 'send' }, settings)).rejects.toMatchObject({ code: 'claim.over' });
});

test('a way that cannot be is refused at the start', () => {
  expect(() => claimWays(settingsOf({ claims: { by: 'x12' } }))).toThrow('X12 needs your own id');
  expect(() => claimWays(settingsOf({ claims: { suppliers: { NORD: { place: 'gone' } } } }))).toThrow('names no place gone');
});
