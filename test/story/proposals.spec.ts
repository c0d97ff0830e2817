import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import { reconcile } from '../../src/modules/reconciliation/reconcile';
import { decideOnProposal, type LineDone, type ProposalDeed } from '../../src/modules/replenishment/proposals-act';
import { type ProposalReport, reportProposals } from '../../src/modules/replenishment/proposals';
import { openWays } from '../../src/modules/replenishment/place';
import { REORDER_STATES, type ReorderReport, reportReorders } from '../../src/modules/replenishment/reorders-list.store';
import { approvalRules } from '../../src/modules/replenishment/settings';
import { settingsOf } from '../support/settings';
import { Mini, useMini } from './mini';

/** Suppliers' proposals (855) beside our drafts, through the whole gateway on PostgreSQL. The 16th of November 2026 is a Monday. */
const live = useMini();
const NOW = '2026-11-16T12:00:00.000Z';
const buyers = { managed_by: 'supplier', approval: 'required', max: 900, min: 400, order_multiple: 60, lead_time_days: 5 };
const low = (): Mini => new Mini(buyers).count('16 08:00', 120);
let control = 700;
function x855(...body: readonly string[]): string {
  const n = String(++control).padStart(9, '0');
  const all = ['ST*855*0001', ...body, `SE*${body.length + 2}*0001`];
  const head = `ISA*00*          *00*          *ZZ*NORD           *ZZ*ACME           *261116*0900*U*00401*${n}*0*P*>`;
  return [head, `GS*PR*NORD*ACME*20261116*0900*${control}*X*004010`, ...all, `GE*1*${control}`, `IEA*1*${n}`]
    .map((s) => `${s}~`)
    .join('\n');
}
const BAK = (order: string, answers = 'AC', purpose = '00'): string => `BAK*${purpose}*${answers}*${order}*20261116`;
const HAM = 'N1*ST*Hamburg*92*HAM';

interface Story {
  readonly db: Database;
  readonly proposals: () => Promise<ProposalReport[]>;
  readonly drafts: () => Promise<ReorderReport[]>;
  readonly decide: (p: ProposalReport, deed?: Partial<ProposalDeed>, settings?: object, now?: string) => Promise<LineDone[] | undefined>;
}
async function lived(story: Mini): Promise<Story> {
  let at: Database | undefined;
  await live(story, (_, db) => Promise.resolve(void (at = db)));
  const db = at!;
  return {
    db,
    proposals: () => reportProposals(db.pool, EVERYTHING, {}),
    drafts: () => reportReorders(db.pool, EVERYTHING, { states: REORDER_STATES }),
    decide: (p, deed = {}, settings = {}, now = NOW) => {
      const read = settingsOf(settings);
      const deciding = { db, rules: approvalRules(read), ways: openWays(read) };
      return decideOnProposal(deciding, EVERYTHING, p.id, { do: 'approve', version: p.version, by: 'ana', reason: '', ...deed }, now);
    },
  };
}
const shown = (p: ProposalReport): string[] =>
  p.lines.map((l) => `${l.sku ?? l.refs[0]!.value} ${l.theirs} of ${l.ours} ${l.difference}${l.word === null ? '' : ` ${l.word}`}${l.unmatched === null ? '' : ' unmatched'} ${l.place}`); // prettier-ignore
const codes = (done: LineDone[] | undefined): (string | boolean)[] => done!.map((d) => d.code ?? d.done);

const ORDERED = { supplier: 'NORD', sku: 'BRK', location: 'HAM', ordered_at: '2026-11-15', quantity: 240, uom: 'EA', status: 'open' };
const ordered = (): Mini => low().feed('16 08:30', { orders: [{ po: 'PO-1', line: 1, ...ORDERED }, { po: 'PO-1', line: 2, ...ORDERED, sku: 'OTHER', quantity: 5 }] }); // prettier-ignore

const CASES: readonly (readonly [what: string, story: Mini, told: string, lines: readonly string[], missing: number])[] = [
  ['proposed beside the draft', low().edi('16 09:00', x855(BAK(''), HAM, 'PO1*1*720*EA***BP*BRK')), 'proposal open', ['BRK 720 of 780 -60 segment 6 PO102'], 0], // prettier-ignore
  ['in the base unit', low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*65*CA***BP*BRK')), 'proposal open', ['BRK 780 of 780 0 segment 6 PO102'], 0], // prettier-ignore
  ['its parts where the line says no quantity', low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1**EA***BP*BRK', 'SCH*360*EA***002*20261120', 'SCH*360*EA***002*20261127')), 'proposal open', ['BRK 720 of 780 -60 segment 7 SCH01'], 0], // prettier-ignore
  ['an item that nobody knows is shown', low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK', 'PO1*2*12*EA***VN*NEW-1')), 'proposal open', ['BRK 720 of 780 -60 segment 6 PO102', 'NEW-1 null of null null unmatched segment 7 PO102'], 0], // prettier-ignore
  ['accepted as ordered', ordered().edi('16 09:00', x855(BAK('PO-1', 'AD'), HAM, 'PO1*1*240*EA***BP*BRK', 'ACK*IA*240*EA', 'PO1*2*5*EA***BP*OTHER', 'ACK*IR')), 'order_answer answered', ['BRK 240 of 240 0 accepted segment 6 PO102', 'OTHER 0 of 5 -5 rejected segment 8 PO102'], 0], // prettier-ignore
  ['less than ordered, and a line without an answer', ordered().edi('16 09:00', x855(BAK('PO-1'), HAM, 'PO1*1*240*EA***BP*BRK', 'ACK*IQ*120*EA')), 'order_answer answered', ['BRK 120 of 240 -120 changed segment 6 PO102'], 1], // prettier-ignore
  ['later', ordered().edi('16 09:00', x855(BAK('PO-1'), HAM, 'PO1*1*240*EA***BP*BRK', 'ACK*IA*120*EA', 'ACK*IB*120*EA*068*20261127')), 'order_answer answered', ['BRK 240 of 240 0 backordered segment 6 PO102'], 1], // prettier-ignore
  ['taken back', low().edi('16 09:00', x855(BAK('V-7', 'AC', '01'), HAM, 'PO1*1*720*EA***BP*BRK')), 'proposal withdrawn', ['BRK 720 of 780 -60 segment 6 PO102'], 0], // prettier-ignore
];
test.each(CASES)('%s', async (_, story, told, lines, missing) => {
  const [p, ...more] = await (await lived(story)).proposals();
  expect([`${p!.kind} ${p!.state}`, shown(p!), p!.unanswered.length, more]).toEqual([told, lines, missing, []]);
});

test('a later one under the same number is the one that counts, and nothing of either is stock or on order', async () => {
  const { db, proposals } = await lived(
    low()
      .edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK'))
      .edi('16 10:00', x855(BAK('V-7'), HAM, 'PO1*1*700*EA***BP*BRK')),
  );
  expect((await proposals()).map((p) => [p.state, p.lines[0]!.theirs])).toEqual([['open', '700'], ['superseded', '720']]); // prettier-ignore
  expect((await db.pool.query('select 1 from observation')).rowCount).toBe(0);
});

test('approved, the draft becomes what is proposed; the reason names the proposal, and the same again is refused', async () => {
  const { db, proposals, drafts, decide } = await lived(low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK')));
  const [p] = await proposals();
  await expect(decide(p!, { version: undefined })).rejects.toMatchObject({ code: 'proposal.version' });
  await expect(decide(p!, { version: '0'.repeat(12) })).rejects.toMatchObject({ code: 'proposal.changed' });
  await expect(decide(p!, { lines: [2] })).rejects.toMatchObject({ code: 'proposal.line' });
  expect(await decide(p!)).toEqual([{ n: 1, done: true, reorder: expect.any(String), order: 'R-1', code: null, detail: null }]);
  const [r] = await drafts();
  expect([r!.state, r!.quantity, r!.reason]).toEqual(['approved', '720', expect.stringMatching(/^proposed by NORD under V-7 \(doc-\d+\.edi, segment 6 PO102\)$/)]); // prettier-ignore
  const [after] = await proposals();
  expect([after!.state, after!.lines[0]!.answer!.what]).toEqual(['answered', 'approved']);
  await expect(decide(after!)).rejects.toMatchObject({ code: 'proposal.over' });
  expect((await db.pool.query('select 1 from reorder_order')).rowCount).toBe(1);
});

test('two who approve at once order once', async () => {
  const { db, proposals, decide } = await lived(low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK')));
  const [p] = await proposals();
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => decide(p!)));
  expect(all.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
  expect((await db.pool.query('select 1 from reorder_order')).rowCount).toBe(1);
});

test('a line that may not be approved leaves its draft as it was; declined with a reason, it is answered', async () => {
  const story = low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK', 'PO1*2*12*EA***VN*NEW-1', 'PO1*3*5*EA***BP*OTHER'));
  const { proposals, drafts, decide } = await lived(story);
  const [p] = await proposals();
  const limited = { approvals: { limits: [{ amount: 100, currency: 'EUR' }] } };
  expect(codes(await decide(p!, {}, limited))).toEqual(['approval.limit', 'proposal.unmatched', 'proposal.no-draft']);
  expect((await drafts()).map((r) => [r.state, r.quantity, r.changed])).toEqual([['open', '780', false]]);
  await expect(decide(p!, { do: 'decline' })).rejects.toMatchObject({ code: 'proposal.reason' });
  expect(codes(await decide(p!, { do: 'decline', lines: [2, 3], reason: 'not ours' }))).toEqual([true, true]);
  expect((await proposals())[0]!.state).toBe('open');
  expect(codes(await decide((await proposals())[0]!))).toEqual([true]);
  expect((await proposals())[0]!.state).toBe('answered');
});

test('above the limit of one, a second person approves the same proposal, and it is ordered once', async () => {
  const { db, proposals, drafts, decide } = await lived(low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK')));
  const two = { approvals: { second_above: [{ amount: 100, currency: 'EUR' }] } };
  expect(await decide((await proposals())[0]!, {}, two)).toMatchObject([{ done: false, code: null, detail: 'approved, and a second person is needed' }]); // prettier-ignore
  expect([(await proposals())[0]!.state, (await drafts())[0]!.quantity]).toEqual(['open', '720']);
  expect(codes(await decide((await proposals())[0]!, { by: 'ben' }, two))).toEqual([true]);
  expect([(await proposals())[0]!.state, (await db.pool.query('select 1 from reorder_order')).rowCount]).toEqual(['answered', 1]);
});

test('what nobody answers within the response days is told, once, and an answer ends it', async () => {
  const { db, proposals, decide } = await lived(low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*720*EA***BP*BRK')));
  const open = async (): Promise<string[]> =>
    (await db.pool.query(`select message from supply_exception where type = 'RESPONSE_OVERDUE' and status <> 'resolved'`)).rows.map((r) => r.message as string); // prettier-ignore
  await reconcile(db, 'all', '2026-11-18T06:00:00.000Z');
  expect(await open()).toEqual([]);
  for (const at of ['2026-11-19T12:00:00.000Z', '2026-11-20T12:00:00.000Z']) await reconcile(db, 'all', at);
  expect(await open()).toEqual([expect.stringMatching(/^our approval of V-7 of 2026-11-16 08:00:00 \(doc-\d+\.edi\) was due/)]);
  await decide((await proposals())[0]!, { do: 'decline', reason: 'too early' }, {}, '2026-11-20T12:30:00.000Z');
  await reconcile(db, 'all', '2026-11-20T13:00:00.000Z');
  expect(await open()).toEqual([]);
});

test('a line that waited for a name is taken up when it is known, and stands where it stood', async () => {
  const story = low().edi('16 09:00', x855(BAK('V-7'), HAM, 'PO1*1*60*CA***VN*NEW-1'));
  const before = await lived(story);
  expect((await before.proposals())[0]!.lines[0]!.unmatched).not.toBeNull();
  const after = await lived(story.feed('16 10:00', { item_crossrefs: [{ supplier: 'NORD', qualifier: 'VN', value: 'NEW-1', sku: 'BRK' }] }).reconcile('16 11:00')); // prettier-ignore
  expect(shown((await after.proposals())[0]!)).toEqual(['BRK 720 of 780 -60 segment 6 PO102']);
});
