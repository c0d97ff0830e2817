import type { Database } from '../../src/database/open';
import { EVERYTHING } from '../../src/modules/access/sees';
import { reportGaps, reportReorders, type ReorderReport } from '../../src/modules/replenishment/reorders-list.store';
import { Mini, useMini } from './mini';

/** What is drafted, and when it is not, by small histories through the whole gateway. The 16th of November 2026 is a Monday. */
const live = useMini();
const buyers = { managed_by: 'buyer', max: 900, min: 400, order_multiple: 60, lead_time_days: 5 };
const low = (program: Record<string, string | number> = buyers): Mini => new Mini(program).count('10 08:00', 120);

async function drafts(story: Mini): Promise<{ open: ReorderReport[]; all: ReorderReport[]; gaps: string[]; db: Database }> {
  let at: Database | undefined;
  await live(story, (_, db) => {
    at = db;
    return Promise.resolve();
  });
  const db = at!;
  const every = ['open', 'deferred', 'declined', 'approved', 'closed'];
  const all = await reportReorders(db.pool, EVERYTHING, { states: every });
  const gaps = (await reportGaps(db.pool, EVERYTHING, {})).map((g) => `${g.sku} ${g.why}`);
  return { db, open: all.filter((r) => r.state === 'open'), all, gaps };
}
const sums = (of: readonly ReorderReport[]): string[] => of.map((r) => r.sum);

const ORDER = { supplier: 'NORD', sku: 'BRK', location: 'HAM', ordered_at: '2026-11-09', quantity: 300, uom: 'EA', status: 'open' };

const CASES: readonly (readonly [what: string, story: () => Mini, sums: readonly string[]])[] = [
  ['below its minimum', low, ['780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60']],
  ['above it', () => new Mini(buyers).count('10 08:00', 500), []],
  ['an order in time', () => low().feed('10 09:00', { orders: [{ po: 'P', line: 1, promised_on: '2026-11-13', ...ORDER }] }), []],
  [
    'an order in half a year is no cover',
    () => low().feed('10 09:00', { orders: [{ po: 'P', line: 1, promised_on: '2027-05-13', ...ORDER }] }),
    ['780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60'],
  ],
  [
    'a shipment that is less than what is missing',
    () => low().ships('10 09:00', 'S-1', 100, { ETA: '2026-11-12' }),
    ['720 = max 900 − on hand 120 − in transit 100 − on order 0 = 680 → pack 60'],
  ],
  [
    'known demand within the lead time',
    () =>
      low().feed('10 09:00', { demand: [{ sku: 'BRK', location: 'HAM', from: '2026-11-11', to: '2026-11-12', quantity: 50, uom: 'EA' }] }),
    ['840 = max 900 − on hand 120 − in transit 0 − on order 0 + demand 50 = 830 → pack 60'],
  ],
  ['what the supplier manages is theirs', () => low({ ...buyers, managed_by: 'supplier' }), []],
  [
    'unless the buyer approves what ships',
    () => low({ ...buyers, managed_by: 'supplier', approval: 'required' }),
    ['780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60'],
  ],
];
test.each(CASES)('%s', async (_, story, expected) => {
  expect(sums((await drafts(story())).open)).toEqual(expected);
});

test('one draft, recalculated where it stands, and closed when it is due no longer', async () => {
  const story = low().moves('11 10:00', ['11 09:00 usage 30']).reconcile('12 08:00');
  const { all } = await drafts(story);
  expect(all.map((r) => [r.state, r.sum, r.on_hand])).toEqual([
    ['open', '840 = max 900 − on hand 90 − in transit 0 − on order 0 = 810 → pack 60', '90'],
  ]);
  const filled = await drafts(story.moves('13 10:00', ['13 09:00 receipt 800']));
  expect(filled.all.map((r) => [r.state, r.closed_why])).toEqual([['closed', 'it is due no longer']]);
  const { rows } = await filled.db.pool.query('select what from reorder_event order by id');
  expect(rows.map((r) => r.what as string)).toEqual(['drafted', 'recalculated', 'closed']);
});

test('without a count or a maximum nothing is drafted, and it is said why', async () => {
  const uncounted = await drafts(new Mini(buyers).alive('10 08:00').reconcile('10 09:00'));
  expect([uncounted.all, uncounted.gaps]).toEqual([[], ['BRK not-counted']]);
  const { max: _, ...endless } = buyers;
  const { all, gaps } = await drafts(low({ ...endless, max: '' }));
  expect([all, gaps]).toEqual([[], ['BRK no-max']]);
  const known = await drafts(low({ ...endless, max: '' }).feed('11 08:00', { programs: [{ supplier: 'NORD', sku: 'BRK', location: 'HAM', owned_by: 'buyer', ...buyers }] })); // prettier-ignore
  expect([known.open.length, known.gaps]).toEqual([1, []]);
});

test('two counts that contradict each other hold it', async () => {
  const story = low().through('16 09:00').says('16 10:00', '16 08:00', 560);
  const { open } = await drafts(story);
  expect(open.map((r) => [r.held, r.doubts.map((d) => d.what), r.sum])).toEqual([
    [true, ['DECISION_FLIP'], '780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60'],
  ]);
  const agreed = await drafts(story.through('17 09:00').says('17 10:00', '17 08:00', 120));
  expect(agreed.open.map((r) => [r.held, r.doubts])).toEqual([[false, []]]);
});

test('what was due and has not come is neither counted nor ordered twice unseen', async () => {
  const { open } = await drafts(low().ships('10 09:00', 'S-1', 700, { ETA: '2026-11-11' }).alive('16 09:00').reconcile('16 09:30'));
  expect(open.map((r) => [r.held, r.quantity, r.doubts.map((d) => d.name)])).toEqual([[true, '780', ['overdue shipment S-1']]]);
});
