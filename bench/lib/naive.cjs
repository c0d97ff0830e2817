'use strict';
// What is often written first: an object per row, a query for each name, one save per row.
const { EntitySchema, DataSource } = require('typeorm');
const { performance } = require('node:perf_hooks');

const Line = new EntitySchema({
  name: 'NaiveLine',
  tableName: 'naive_line',
  columns: {
    id: { type: 'int', primary: true, generated: true },
    item: { type: 'bigint' },
    location: { type: 'bigint' },
    quantity: { type: 'numeric' },
    asOf: { name: 'as_of', type: 'timestamptz' },
  },
});
const Finding = new EntitySchema({
  name: 'NaiveFinding',
  tableName: 'naive_finding',
  columns: { id: { type: 'int', primary: true, generated: true }, line: { type: 'int' }, difference: { type: 'numeric' } },
});

exports.naive = async (gateway, rows) => {
  const { pool } = gateway.db;
  await pool.query(`create table if not exists naive_line (id serial primary key, item bigint, location bigint, quantity numeric, as_of timestamptz);
    create table if not exists naive_finding (id serial primary key, line int, difference numeric)`);
  const orm = await new DataSource({ type: 'postgres', url: gateway.db.url, entities: [Line, Finding] }).initialize();
  const lines = orm.getRepository(Line);
  const findings = orm.getRepository(Finding);
  const begun = performance.now();
  for (const row of rows) {
    const item = await pool.query('select item_id from item_crossref where value = $1', [row['Vendor Part']]);
    const place = await pool.query('select id from location where code = $1', [row['Location']]);
    const saved = await lines.save({
      item: item.rows[0].item_id,
      location: place.rows[0].id,
      quantity: row['On Hand'],
      asOf: row['As Of'],
    });
    const count = await pool.query(
      'select quantity from stock_count where item_id = $1 and location_id = $2 order by counted_at desc limit 1',
      [saved.item, saved.location],
    );
    const difference = row['On Hand'] - Number(count.rows[0].quantity);
    if (Math.abs(difference) > 10) await findings.save({ line: saved.id, difference });
  }
  const ms = performance.now() - begun;
  await orm.destroy();
  await pool.query('drop table naive_line, naive_finding');
  return { msPerRow: ms / rows.length };
};
