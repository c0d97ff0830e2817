import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import { openWays } from '../../src/modules/replenishment/place';
import { reportProposals } from '../../src/modules/replenishment/proposals';
import { decideOnProposal } from '../../src/modules/replenishment/proposals-act';
import { REORDER_STATES, reportReorders } from '../../src/modules/replenishment/reorders-list.store';
import { approvalRules } from '../../src/modules/replenishment/settings';
import { settingsOf } from '../support/settings';
import { Mini, useMini } from './mini';

/** A list that proposes, as its mapping says, stands beside our draft like an 855. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'proposing-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
fs.writeFileSync(
  path.join(folder, 'nord.yaml'),
  'name: nord-proposals\nsupplier: NORD\nkind: ship_notice\nproposes: true\ncolumns: { shipment: Proposal, item: Part, location: Site, shipped: Quantity, uom: Unit, eta: Due, po: Order }\n',
);
const live = useMini([folder]);
const buyers = { managed_by: 'supplier', approval: 'required', max: 900, min: 400, order_multiple: 60, lead_time_days: 5 };
const row = (more: Record<string, string | number> = {}): Record<string, string | number> => ({ Proposal: 'V-17', Part: 'BRK', Site: 'HAM', Quantity: 720, Unit: 'EA', Due: '2026-11-20', Order: '', ...more }); // prettier-ignore

async function lived(story: Mini): Promise<Database> {
  let at: Database | undefined;
  await live(story, (_, db) => Promise.resolve(void (at = db)));
  return at!;
}

test('line by line beside the draft, each with its cell; nothing of it is on its way; approved, it is what is ordered', async () => {
  const db = await lived(new Mini(buyers).count('16 08:00', 120).list('16 09:00', [row(), row({ Part: 'NEW-1', Quantity: 12 })]));
  const [p, ...more] = await reportProposals(db.pool, EVERYTHING, {});
  expect([more.length, p!.kind, p!.state, p!.order]).toEqual([0, 'proposal', 'open', 'V-17']);
  expect(p!.lines.map((l) => [l.sku, l.theirs, l.ours, l.place])).toEqual([
    ['BRK', '720', '780', 'row 2, column Quantity'],
    [null, null, null, 'row 3, column Quantity'],
  ]);
  const counted = await db.pool.query<{ n: number }>('select (select count(*) from shipment) + (select count(*) from observation) n');
  expect(Number(counted.rows[0]!.n)).toBe(0);
  const deciding = { db, rules: approvalRules(settingsOf({})), ways: openWays(settingsOf({})) };
  const asked = { do: 'approve', version: p!.version, by: 'ana', reason: '', lines: [1] } as const;
  await decideOnProposal(deciding, EVERYTHING, p!.id, asked, '2026-11-16T12:00:00.000Z');
  const [draft] = await reportReorders(db.pool, EVERYTHING, { states: REORDER_STATES });
  expect([draft!.state, draft!.quantity, draft!.reason]).toEqual(['approved', '720', expect.stringMatching(/^proposed by NORD under V-17 \(list-\d+\.csv, row 2, column Quantity\)$/)]); // prettier-ignore
});

test('a list that names an order of ours answers it', async () => {
  const orders = [{ po: 'PO-1', line: 1, supplier: 'NORD', sku: 'BRK', location: 'HAM', ordered_at: '2026-11-15', quantity: 240, uom: 'EA', status: 'open' }]; // prettier-ignore
  const db = await lived(new Mini(buyers).count('16 08:00', 600).feed('16 08:30', { orders }).list('16 09:00', [row({ Quantity: 120, Order: 'PO-1' })])); // prettier-ignore
  const [p] = await reportProposals(db.pool, EVERYTHING, {});
  expect([p!.kind, p!.lines.map((l) => [l.theirs, l.ours, l.word])]).toEqual(['order_answer', [['120', '240', 'changed']]]);
});
