import { merge, NEWS, touch, type Outcome, type Staged } from './merge';

/**
 * At any moment a number of a supplier's means one item. A row whose time overlaps that of another row is refused: with both
 * stored, which item a report means would depend on the order in which the database happens to find them.
 */
async function refuseOverlaps({ client }: Staged): Promise<void> {
  for (let refused = 1; refused > 0;) {
    const { rowCount } = await client.query(`
with would_be as (
  select s.n, s.supplier_id, s.qualifier, s.value, s.valid_from, s.valid_to, s.said_from from feed_row s where not s.void
  union all
  select 0, t.supplier_id, t.qualifier, t.value, t.valid_from, t.valid_to, null from item_crossref t
  where exists (select 1 from feed_row s where s.supplier_id = t.supplier_id and s.qualifier = t.qualifier and s.value = t.value)
    and not exists (select 1 from feed_row s where s.supplier_id = t.supplier_id and s.qualifier = t.qualifier and s.value = t.value
      and s.valid_from = t.valid_from)),
refused as (
  insert into feed_refused (n, "column", value, code, detail)
  select distinct on (a.n) a.n, 'valid_from', a.said_from, 'crossref.overlaps',
    case when b.n = 0 then 'another row for the same number is already valid in that time; give it a valid_to first'
      else 'row ' || b.n || ' speaks of the same number in the same time' end
  from would_be a join would_be b on (b.supplier_id, b.qualifier, b.value) = (a.supplier_id, a.qualifier, a.value) and b.n < a.n
    and a.valid_from <> b.valid_from and a.valid_from < b.valid_to and b.valid_from < a.valid_to
  order by a.n, b.n
  returning n)
delete from feed_row s using refused r where r.n = s.n`);
    refused = rowCount ?? 0;
  }
}

export async function writeItemCrossrefs(staged: Staged): Promise<Outcome> {
  await staged.client.query('create index on feed_row (supplier_id, qualifier, value)');
  await refuseOverlaps(staged);
  const outcome = await merge(staged, {
    kind: 'item_crossref',
    table: 'item_crossref',
    key: ['supplier_id', 'qualifier', 'value', 'valid_from'],
    values: ['item_id', 'uom', 'valid_to'],
    withdraw: 'delete',
  });
  await touch(staged, 'item_crossref', 'supplier_id, item_id, ref', `s.supplier_id, s.item_id, s.value ${NEWS}`);
  return outcome;
}

export async function writeLocationCrossrefs(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'location_crossref',
    table: 'location_crossref',
    key: ['supplier_id', 'qualifier', 'value'],
    values: ['location_id'],
    withdraw: 'delete',
  });
  await touch(staged, 'location_crossref', 'supplier_id, location_id, ref', `s.supplier_id, s.location_id, s.value ${NEWS}`);
  return outcome;
}

export async function writeUnitCrossrefs(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'unit_crossref',
    table: 'unit_crossref',
    key: ['supplier', 'value'],
    values: ['uom'],
    withdraw: 'delete',
  });
  await touch(
    staged,
    'unit_crossref',
    'supplier_id, ref',
    `u.id, s.value from feed_row s join feed_plan p using (n) left join supplier u on u.code = s.supplier where p.verb <> 'unchanged'`,
  );
  return outcome;
}
