import type { PoolClient } from 'pg';
import { Random } from '../../../test/fuzz/random';
import { useDatabase } from '../../../test/support/database';
import { useFeed } from '../../../test/support/feed';
import { inTransaction } from '../../database/transaction';
import { PAIR_RULES } from '../../domain/rules';
import { viewsOf } from '../../domain/rules/shipment-pool';
import { compare } from '../../domain/ledger/compare';
import { incomingOf } from './incoming';
import { judged } from './judge';
import { pairViews } from './pair-views.store';
import { collectPairs } from './pairs.store';
import { settlePlainPairs } from './plain-pairs.store';
import { shipmentPool } from './shipment-pool.store';
import { openPairs } from './tables.store';

const { db } = useDatabase();
const { csv } = useFeed(db);
const NOW = '2026-11-20T09:00:00.000Z';
const PAIRS = 600;

/** Some weeks of six hundred items: mostly quiet, each with its chance of a gap between counts, an odd status, a shortage, a heap. */
async function weeks(): Promise<void> {
  const random = new Random(20);
  const roll = (below: number): number => random.below(below);
  const ofPacks = new Random(14);
  const packs = (below: number): number => ofPacks.below(below);
  const items: string[] = [];
  const programs: string[] = [];
  const counts: string[] = [];
  const movements: string[] = [];
  const reports: string[] = [];
  const shipments: string[] = [];
  for (let n = 0; n < PAIRS; n++) {
    const sku = `P${n}`;
    items.push(`${sku},EA,${roll(3) === 0 ? '' : 5}`);
    const lead = roll(4) === 0 ? '' : 3 + roll(8);
    programs.push(
      `NORD,${sku},HAM,supplier,buyer,${20 + roll(60)},${roll(5) === 0 ? '' : 400 + roll(300)},${lead},${5 + roll(10)},${roll(6)}`,
    );
    const fast = roll(8) === 0 ? 25 : 1; // times the usual use
    const cartons = packs(6) === 0; // announced, and received in pieces
    let stock = 150 + roll(250) * fast;
    for (let day = 1; day <= 19; day++) {
      const at = (hour: number): string => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+01:00`;
      if (day === 1 || roll(9) === 0) {
        const counted = stock + (roll(25) === 0 ? 30 - roll(60) : 0);
        counts.push(
          `${sku},HAM,${at(6)},${counted},EA,${roll(4) === 0 ? 'system' : 'physical'},${roll(80) === 0 ? 'quality' : 'unrestricted'}`,
        );
      }
      if (roll(3) > 0) {
        const used = 1 + roll(12) * (fast > 1 ? 3 : 1);
        const late = roll(30) === 0 ? '2026-11-20T07:00:00+01:00' : '';
        movements.push(`${sku}-${day},${sku},HAM,${roll(40) === 0 ? at(9).slice(0, 10) : at(9)},usage,${used},EA,${late}`);
        stock -= used;
      }
      if (roll(20) === 0) {
        const came = 50 + roll(150);
        movements.push(`${sku}-${day}-in,${sku},HAM,${at(14)},receipt,${came},EA,`);
        stock += came;
      }
      if (cartons && day === 12) {
        movements.push(`${sku}-${day}-packs,${sku},HAM,${at(15)},receipt,24,EA,,${sku},yes`);
        stock += 24;
      }
    }
    if (roll(6) > 0) reports.push(`${sku}|${stock + (roll(12) === 0 ? 20 - roll(40) : 0)}|${roll(15) === 0 ? 'sold' : ''}`);
    const shipped = roll(5) === 0 ? `${sku}|${20 + roll(300)}|${roll(3)}` : undefined;
    if (shipped && !cartons) shipments.push(shipped);
    if (cartons) shipments.push(`${sku}|2|0`);
  }
  await csv('suppliers', 'supplier,name\nNORD,Nord\n', '2026-11-01T00:00:00Z');
  await csv('locations', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n', '2026-11-01T00:00:00Z');
  await csv('items', `sku,uom,unit_cost\n${items.join('\n')}\n`, '2026-11-01T00:00:00Z');
  await csv('item_units', `sku,uom,factor\n${items.map((i) => `${i.split(',')[0]},CA,12`).join('\n')}\n`, '2026-11-01T00:00:00Z');
  await csv(
    'programs',
    `supplier,sku,location,managed_by,owned_by,min,max,lead_time_days,tolerance_qty,tolerance_pct\n${programs.join('\n')}\n`,
    '2026-11-01T00:00:00Z',
  );
  await csv('counts', `sku,location,counted_at,quantity,uom,basis,status\n${counts.join('\n')}\n`, '2026-11-20T08:00:00Z');
  await csv(
    'movements',
    `id,sku,location,moved_at,kind,quantity,uom,posted_at,ship_notice,final\n${movements.join('\n')}\n`,
    '2026-11-20T08:00:00Z',
  );
  await csv('feeds', 'location,complete_through\nHAM,2026-11-20T08:30:00+01:00\n', '2026-11-20T08:00:00Z');
  const { pool } = db();
  await pool.query(`
insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, supply_fact, received_at, current)
select gen_random_uuid(), gen_random_uuid(), n, gen_random_uuid(), 'r' || n, 'x12-852', 'stock_report', s.id, 'accepted', false, timestamptz '2026-11-20T05:00Z', true
from supplier s, generate_series(1, 1) n`);
  const stated = reports.map((r) => r.split('|')).flatMap(([sku, q, sold]) => [[sku, 'on_hand', q], ...(sold ? [[sku, 'sold', '7']] : [])]);
  await pool.query(
    `insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select i.id, timestamptz '2026-11-20T05:15+01:00', timestamptz '2026-11-20T04:45+01:00', 'instant', l.id, d.supplier_id, r.measure, r.quantity, d.id, 1, 'row', '{}', d.received_at
from jsonb_to_recordset($1::jsonb) r (sku text, measure text, quantity numeric) join item i on i.sku = r.sku, location l, document d`,
    [JSON.stringify(stated.map(([sku, measure, quantity]) => ({ sku, measure, quantity })))],
  );
  await pool.query(
    `with s as (insert into shipment (id, supplier_id, reference, version, state, shipped_from, shipped_to, eta_from, eta_to, document_id, received_at)
  select gen_random_uuid(), d.supplier_id, r.sku, 1, 'open', timestamptz '2026-11-10T08:00Z', timestamptz '2026-11-10T08:00Z',
    timestamptz '2026-11-21T08:00Z' + r.late * interval '5 days', timestamptz '2026-11-21T08:00Z' + r.late * interval '5 days', d.id, timestamptz '2026-11-10T09:00Z'
  from jsonb_to_recordset($1::jsonb) r (sku text, late int), document d returning *)
insert into shipment_line (item_id, shipped_at, shipment_id, supplier_id, location_id, quantity, document_id, n, place, given)
select i.id, s.shipped_from, s.id, s.supplier_id, l.id, r.quantity, s.document_id, 1, 'row', '{}'
from s join jsonb_to_recordset($1::jsonb) r (sku text, quantity numeric) on r.sku = s.reference join item i on i.sku = r.sku, location l`,
    [JSON.stringify(shipments.map((r) => r.split('|')).map(([sku, quantity, late]) => ({ sku, quantity, late })))],
  );
}

async function settled(client: PoolClient): Promise<{ plain: Set<string>; silent: Set<string> }> {
  const of = async (table: string): Promise<Set<string>> =>
    new Set(
      (await client.query<{ sku: string }>(`select i.sku from (select * from ${table}) p join item i on i.id = p.item_id`)).rows.map(
        (r) => r.sku,
      ),
    );
  return { plain: await of('pair_plain where not more_said'), silent: await of('pair_silent') };
}

test('what SQL settles, the pure rules have nothing to say about', async () => {
  await weeks();
  const at = Date.parse(NOW);
  await inTransaction(db().pool, async (client) => {
    await openPairs(client);
    const pairs = await collectPairs(client, 'every', NOW);
    const incoming = incomingOf(viewsOf((await shipmentPool(client, at)).pool).shipments);
    const left = await settlePlainPairs(client, NOW, pairs, incoming);
    const { plain, silent } = await settled(client);
    await client.query('delete from pair_left');
    await client.query('insert into pair_left select n, item_id, location_id, supplier_id, direct, a, b, c, d, e from pair');
    const wrong: string[] = [];
    const found = new Set<string>();
    for await (const views of pairViews(client, at, incoming))
      for (const view of views) {
        const findings = judged(PAIR_RULES, [view]).flatMap((v) => (v.holds === true ? [v.finding] : []));
        findings.forEach((f) => found.add(f.type));
        if (!plain.has(view.sku) && !silent.has(view.sku)) continue;
        if (findings.length > 0) wrong.push(`${view.sku}: ${findings.map((f) => f.message).join('; ')}`);
        if (plain.has(view.sku) && compare(view).state !== 'agreed') wrong.push(`${view.sku}: ${compare(view).state}`);
      }
    expect(wrong).toEqual([]);
    // Both sides of each line are there, else the test would prove nothing.
    expect({ pairs, left: left > 100, plain: plain.size > 60, silent: silent.size > 15 }).toEqual({
      pairs: PAIRS,
      left: true,
      plain: true,
      silent: true,
    });
    expect([...found].sort()).toEqual(
      expect.arrayContaining([
        'ABOVE_MAX',
        'BUYER_RECORD_SUSPECT',
        'COUNT_DIVERGENCE',
        'PROJECTED_SHORTAGE',
        'REPLENISHMENT_MISSING',
        'THRESHOLD_INVALID',
        'UOM_SUSPECT',
        'USAGE_DIVERGENCE',
      ]),
    );
  });
}, 60_000);
