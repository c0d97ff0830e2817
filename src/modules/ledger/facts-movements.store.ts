import { settleRepeats, tally, touch, NEWS, type Outcome, type Staged } from '../catalog/merge';
import { advanceWatermarks } from './facts.store';
import { nameOwners } from './owners.store';

const PLACED = ['item_id', 'moved_from', 'moved_to', 'posted_from', 'posted_at', 'location_id', 'key', 'kind', 'quantity', 'signed'];
const TERMS = [
  ...['owner', 'supplier_id', 'status', 'to_status', 'final', 'ship_notice', 'po', 'po_line', 'packing_slip', 'sscc'],
  ...['reverses', 'count_ref', 'counter_location', 'reason', 'lot'],
];
const VALUES = [...PLACED, ...TERMS];

/**
 * Movements are keyed (item, instant, id); the buyer's own id points there from a small table. So a correction finds its row
 * though item or date changed, and the row moves to where it now belongs.
 */
export async function writeMovements(staged: Staged): Promise<Outcome> {
  const { client } = staged;
  await nameOwners(staged, 'moved_to');
  const repeats = await settleRepeats(staged, { key: ['key'], values: VALUES.filter((v) => v !== 'key') });
  await client.query('analyze feed_row (key, item_id)');
  const known = await client.query('select 1 from feed_row s join movement_key k using (key) limit 1');
  const outcome = known.rowCount === 0 ? await firstTime(staged, repeats) : await again(staged, repeats);
  await advanceWatermarks(staged, 'greatest(s.moved_to, s.posted_at)', 'greatest(s.moved_from, s.posted_from)');
  return outcome;
}

/** None of them was here before, as in most files: nothing to compare. */
async function firstTime(staged: Staged, repeats: number): Promise<Outcome> {
  const { rowCount } = await post(staged, 'from feed_row s where not s.void');
  await touch(staged, 'pair', 'item_id, location_id', 's.item_id, s.location_id from feed_row s where not s.void');
  const { rows } = await staged.client.query<{ count: number }>('select count(*)::int count from feed_row where void');
  return { added: rowCount, changed: 0, unchanged: repeats + rows[0]!.count, withdrawn: 0 };
}

async function post({ client, now, source }: Staged, from: string): Promise<{ rowCount: number }> {
  await client.query(`insert into movement_key (key, item_id, moved_from, id) select s.key, s.item_id, s.moved_from, s.id ${from}`);
  const { rowCount } = await client.query(
    `insert into movement (id, ${VALUES.join(', ')}, imported_at, source)
select s.id, ${VALUES.map((v) => `s.${v}`).join(', ')}, $1, $2 ${from}`,
    [now, source],
  );
  return { rowCount: rowCount ?? 0 };
}

async function again(staged: Staged, repeats: number): Promise<Outcome> {
  const { client, now, source, stated } = staged;
  const unstated = TERMS.filter((c) => !stated.has(c));
  const old = 'movement_key k on k.key = s.key join movement t on t.item_id = k.item_id and t.moved_from = k.moved_from and t.id = k.id';
  const kept = unstated.map((c) => `${c} = t.${c}`);
  if (!stated.has('posted_at')) kept.push('posted_from = t.posted_from, posted_at = t.posted_at');
  if (unstated.includes('reverses')) kept.push('signed = case when t.reverses is null then s.signed else -s.signed end');
  if (kept.length > 0)
    await client.query(
      `update feed_row s set ${kept.join(', ')} from ${old.replace(' on k.key = s.key join ', ', ').replace(' on ', ' where k.key = s.key and ')} and not s.void`,
    );
  const both = (alias: string): string => `(${VALUES.map((v) => `${alias}.${v}`).join(', ')})`;
  await client.query(`
create temp table feed_plan on commit drop as
select s.n, t.id old_id, t.item_id old_item, t.moved_from old_from, t.location_id old_location,
  case when t.id is null then case when s.void then 'unchanged' else 'added' end when s.void then 'withdrawn'
    when ${both('s')} is distinct from ${both('t')} then 'changed' else 'unchanged' end verb
from feed_row s left join (${old.replace(' on k.key = s.key', '')}) on k.key = s.key`);
  await client.query('analyze feed_plan');
  const outcome = await tally(client, repeats);
  if (outcome.changed + outcome.withdrawn > 0) {
    const former = `from feed_plan p join movement t on t.item_id = p.old_item and t.moved_from = p.old_from and t.id = p.old_id
where p.verb in ('changed', 'withdrawn')`;
    await client.query(
      `insert into fact_revision (kind, key, before, replaced_at, source) select 'movement', t.key, to_jsonb(t), $1, $2 ${former}`,
      [now, source],
    );
    await touch(staged, 'pair', 'item_id, location_id', `t.item_id, t.location_id ${former}`);
    await client.query(
      `delete from movement_key k using feed_row s join feed_plan p using (n) where k.key = s.key and p.verb in ('changed', 'withdrawn')`,
    );
    await client.query(`delete from movement t using feed_plan p
where t.item_id = p.old_item and t.moved_from = p.old_from and t.id = p.old_id and p.verb in ('changed', 'withdrawn')`);
  }
  await post(staged, `from feed_row s join feed_plan p using (n) where p.verb in ('added', 'changed')`);
  await touch(staged, 'pair', 'item_id, location_id', `s.item_id, s.location_id ${NEWS} and not s.void`);
  return outcome;
}
