import { merge, NEWS, touch, type Outcome, type Staged } from './merge';

/** The base unit of an item that has facts stays: they are all written in it, and would silently mean something else. */
async function refuseNewBaseUnit({ client }: Staged): Promise<void> {
  await client.query(`
with doubtful as (select s.n, s.uom given, i.id, i.uom from feed_row s join item i on i.sku = s.sku where not s.void and i.uom <> s.uom),
refused as (
  insert into feed_refused (n, "column", value, code, detail)
  select d.n, 'uom', d.given, 'item.base-unit-in-use', 'facts are booked in the base unit ' || d.uom || '; it cannot become another'
  from doubtful d where exists (select 1 from stock_count c where c.item_id = d.id) or exists (select 1 from movement m where m.item_id = d.id)
    or exists (select 1 from order_line o where o.item_id = d.id) or exists (select 1 from observation o where o.item_id = d.id)
  returning n)
delete from feed_row s using refused r where r.n = s.n`);
}

export async function writeItems(staged: Staged): Promise<Outcome> {
  await refuseNewBaseUnit(staged);
  const outcome = await merge(staged, {
    kind: 'item',
    table: 'item',
    key: ['sku'],
    values: ['description', 'uom', 'gtin', 'unit_cost', 'currency', 'class', 'status', 'superseded_by'],
    withdraw: 'mark',
  });
  await touch(staged, 'item', 'item_id, ref', `i.id, i.sku from item i join (select s.sku ${NEWS}) x using (sku)`);
  return outcome;
}

export async function writeItemUnits(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'item_unit',
    table: 'item_unit',
    key: ['item_id', 'uom'],
    values: ['factor_n', 'factor_d', 'gtin'],
    withdraw: 'delete',
  });
  await touch(staged, 'item_unit', 'item_id, ref', `s.item_id, s.uom ${NEWS}`);
  return outcome;
}

export async function writeLocations(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'location',
    table: 'location',
    key: ['code'],
    values: ['name', 'timezone', 'gln', 'kind', 'rolls_up_to'],
    withdraw: 'mark',
  });
  await touch(staged, 'location', 'location_id, ref', `l.id, l.code from location l join (select s.code ${NEWS}) x using (code)`);
  return outcome;
}

export async function writeCalendars(staged: Staged): Promise<Outcome> {
  const outcome = await merge(staged, {
    kind: 'calendar',
    table: 'calendar_day',
    key: ['calendar', 'date'],
    values: ['working'],
    withdraw: 'delete',
  });
  await touch(staged, 'calendar', 'ref', `s.calendar ${NEWS}`);
  return outcome;
}
