import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as XLSX from 'xlsx';
import { useDatabase } from '../../../test/support/database';
import { fixedClock } from '../../platform/clock';
import { importFeed, importObjects } from './import-feed';

const { db } = useDatabase();
const COMPANY = path.join(__dirname, '../../../samples/feed/company');
const NOW = '2026-11-17T12:00:00.000Z';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'feed-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Buffer): string => {
  const at = path.join(folder, name);
  fs.writeFileSync(at, content);
  return at;
};
const load = (paths: string | string[], now = NOW): ReturnType<typeof importFeed> =>
  importFeed(db(), [paths].flat(), { clock: fixedClock(now) });
const csv = (kind: string, content: string, now = NOW): ReturnType<typeof importFeed> => load(file(`${kind}.csv`, content), now);
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await db().pool.query(sql)).rows;
const one = async (sql: string): Promise<Record<string, unknown>> => (await rows(sql))[0]!;
const size = async (table: string): Promise<number> => (await one(`select count(*)::int n from ${table}`)).n as number;
const problems = (r: Awaited<ReturnType<typeof load>>): string[] => r.issues.map((i) => `${i.place} | ${i.value} | ${i.code}`);

beforeAll(async () => {
  const result = await load(COMPANY);
  expect(result.issues).toEqual([]);
  expect(result.rejected).toBe(0);
  expect(result.accepted).toBe(42);
});

describe('the whole feed of a company', () => {
  test('units become the base unit exactly, and kinds give the direction', async () => {
    expect(await rows(`select key, quantity::text, signed::text, owner, status, final from movement order by key`)).toEqual([
      { key: 'M1', quantity: '40', signed: '-40', owner: 'buyer', status: 'unrestricted', final: false },
      { key: 'M2', quantity: '120', signed: '120', owner: 'buyer', status: 'unrestricted', final: true },
      { key: 'M3', quantity: '-3', signed: '-3', owner: 'buyer', status: 'unrestricted', final: false },
      { key: 'M4', quantity: '40', signed: '40', owner: 'buyer', status: 'unrestricted', final: false },
      { key: 'M5', quantity: '5', signed: '-5', owner: 'supplier', status: 'unrestricted', final: false },
      { key: 'M6', quantity: '12', signed: '-12', owner: 'buyer', status: 'quality', final: false },
      { key: 'M7', quantity: '2.5', signed: '-2.5', owner: 'buyer', status: 'unrestricted', final: false },
    ]);
    expect(await rows(`select quantity::text q from stock_count order by quantity`)).toEqual([
      { q: '1.5' },
      { q: '24' },
      { q: '400' },
      { q: '1200' },
    ]);
  });

  test('bare dates are days of the location: a count at the end, a movement anywhere', async () => {
    const utc = (c: string): string => `to_char(${c} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') ${c}`;
    expect(await one(`select ${utc('counted_at')}, said_date::text from stock_count where quantity = 400`)).toEqual({
      counted_at: '2026-11-13 22:59:59.999',
      said_date: '2026-11-13',
    });
    expect(await one(`select ${utc('moved_from')}, ${utc('moved_to')}, ${utc('posted_at')} from movement where key = 'M3'`)).toEqual({
      moved_from: '2026-11-15 23:00:00.000',
      moved_to: '2026-11-16 22:59:59.999',
      posted_at: '2026-11-16 22:59:59.999',
    });
    expect(await one(`select ${utc('complete_through')} from feed_watermark where location = 'CHI'`)).toEqual({
      complete_through: '2026-11-17 05:59:59.999',
    });
    expect(
      await rows(`select l.code, ${utc('newest_fact')} from location_watermark w join location l on l.id = w.location_id order by 1`),
    ).toEqual([
      { code: 'CHI', newest_fact: '2026-11-16 22:00:00.000' },
      { code: 'HAM', newest_fact: '2026-11-17 09:50:00.000' },
    ]);
  });

  test('the same again, later, changes nothing', async () => {
    const tables = [
      'item',
      'program',
      'item_crossref',
      'stock_count',
      'movement',
      'movement_key',
      'order_line',
      'fact_revision',
      'touched',
    ];
    const before = await Promise.all(tables.map(size));
    const again = await load(COMPANY, '2026-11-18T12:00:00Z');
    expect(again.rejected).toBe(0);
    for (const [kind, outcome] of Object.entries(again.kinds))
      expect([kind, outcome]).toEqual([kind, { ...outcome, added: 0, changed: 0, withdrawn: 0 }]);
    expect(again.accepted).toBe(42);
    expect(await Promise.all(tables.map(size))).toEqual(before);
  });

  test('the order given does not matter', async () => {
    const late = await load([
      file('counts-new.csv', 'sku,location,counted_at,quantity,uom\nNEW-1,HAM,2026-11-14,5,EA\n'),
      file('items-new.csv', 'uom,sku\nEA,NEW-1\n'),
    ]);
    expect(late).toMatchObject({ accepted: 2, rejected: 0, issues: [] });
  });
});

describe('wrong rows are told with their place, and the others are in', () => {
  const cases: [kind: string, head: string, good: string, wrong: [row: string, ...told: string[]][]][] = [
    [
      'counts',
      'sku,location,counted_at,quantity,uom',
      'FST-1,HAM,2026-11-01,7,EA',
      [
        ['FST-1,HAM,2026-11-02,n/a,EA', 'row 3, column quantity | n/a | value.not-a-decimal'],
        ['FST-1,HAM,2026-11-02,"1,5",EA', 'row 4, column quantity | 1,5 | value.not-a-decimal'],
        ['FST-1,HAM,2026-11-02,,EA', 'row 5, column quantity | null | value.missing'],
        ['NOPE,HAM,2026-11-02,7,EA', 'row 6, column sku | NOPE | item.unknown'],
        ['FST-1,MARS,2026-11-02,7,EA', 'row 7, column location | MARS | location.unknown'],
        ['FST-1,HAM,2026-11-02T06:00:00,7,EA', 'row 8, column counted_at | 2026-11-02T06:00:00 | value.not-an-instant'],
        ['FST-1,HAM,02.11.2026,7,EA', 'row 9, column counted_at | 02.11.2026 | value.not-an-instant'],
        ['FST-1,HAM,2026-11-02,7,CA', 'row 10, column uom | CA | unit.unknown'],
        ['SCR-D,HAM,2026-11-02,5,EA', 'row 11, column quantity | 5 | quantity.no-finite-decimal'],
        ['FST-1,HAM,2026-11-02,7,EA,extra', 'row 12 | null | row.too-many-cells'],
        ['"FST-1"x,HAM,2026-11-02,7,EA', 'row 13 | null | row.broken-quote'],
      ],
    ],
    [
      'movements',
      'id,sku,location,moved_at,kind,quantity,uom,reverses,owned_by,supplier',
      'W1,FST-1,HAM,2026-11-01,usage,7,EA,,,',
      [
        ['W2,FST-1,HAM,2026-11-01,usage,-7,EA,,,', 'row 3, column quantity | -7 | value.not-an-amount'],
        ['W3,FST-1,HAM,2026-11-01,stolen,7,EA,,,', 'row 4, column kind | stolen | value.not-one-of'],
        ['W4,FST-1,HAM,2026-11-31,usage,7,EA,,,', 'row 5, column moved_at | 2026-11-31 | value.not-an-instant'],
        ['W5,FST-1,HAM,2026-11-01,usage,7,EA,,supplier,', 'row 6, column supplier | null | value.missing'],
        ['W6,FST-1,HAM,2026-11-01,usage,7,EA,,,WHO', 'row 7, column supplier | WHO | supplier.unknown'],
        ['W7,FST-1,HAM,2026-11-01,status_change,7,EA,,,', 'row 8 | null | value.missing'],
        [',FST-1,HAM,2026-11-01,usage,7,EA,,,', 'row 9, column id | null | value.missing'],
      ],
    ],
    [
      'items',
      'sku,uom,gtin,unit_cost,class',
      'IT-1,EA,,1,A',
      [
        ['IT-2,EA,4006381333930,1,A', 'row 3, column gtin | 4006381333930 | value.not-a-gtin'],
        ['IT-3,EA,,-1,A', 'row 4, column unit_cost | -1 | value.not-an-amount'],
        ['IT-4,EA,,1,D', 'row 5, column class | D | value.not-one-of'],
        ['BRK-2210,CA,,1,A', 'row 6, column uom | CA | item.base-unit-in-use'],
      ],
    ],
    [
      'report_schedules',
      'supplier,document,cron,timezone',
      'ACME,stock_report,0 6 * * *,America/Chicago',
      [
        ['ACME,ship_notice,0 99 * * *,America/Chicago', 'row 3, column cron | 0 99 * * * | value.not-a-cron'],
        ['ACME,ship_notice,0 6 * * *,Chicago', 'row 4, column timezone | Chicago | value.not-a-time-zone'],
        ['ACME,letter,0 6 * * *,America/Chicago', 'row 5, column document | letter | value.not-one-of'],
      ],
    ],
    [
      'item_crossrefs',
      'supplier,qualifier,value,sku,valid_from,valid_to',
      'ACME,vn,A-2,FST-1,,2026-06-30',
      [
        ['NORD,VN,NB-2210,FST-1,2026-10-01,', 'row 3, column valid_from | 2026-10-01 | crossref.overlaps'],
        ['ACME,VN,A-2,OIL-5,2026-06-01,', 'row 4, column valid_from | 2026-06-01 | crossref.overlaps'],
        ['ACME,VN,A-3,OIL-5,2026-06-01,2026-05-01', 'row 5, column valid_to | 2026-05-01 | value.ends-before-it-begins'],
        ['ACME,VN,A-3,NOPE,,', 'row 6, column sku | NOPE | item.unknown'],
      ],
    ],
    [
      'programs',
      'supplier,sku,location,managed_by,owned_by,min,lead_time_days',
      'ACME,*,CHI,supplier,buyer,5,2',
      [
        ['ACME,NOPE,CHI,supplier,buyer,5,2', 'row 3, column sku | NOPE | item.unknown'],
        ['ACME,*,CHI,nobody,buyer,5,2', 'row 4, column managed_by | nobody | value.not-one-of'],
        ['ACME,*,CHI,supplier,buyer,five,2', 'row 5, column min | five | value.not-an-amount'],
        ['ACME,*,CHI,supplier,buyer,5,2.5', 'row 6, column lead_time_days | 2.5 | value.not-an-integer'],
      ],
    ],
  ];
  test.each(cases)('%s', async (kind, head, good, wrong) => {
    const result = await csv(`${kind}-wrong`, `${[head, good, ...wrong.map(([row]) => row)].join('\n')}\n`);
    expect(problems(result)).toEqual(wrong.map(([, told]) => told));
    expect(result).toMatchObject({ accepted: 1, rejected: wrong.length });
    expect(result.issues.every((i) => i.file === `${kind}-wrong.csv` && i.detail.length > 5)).toBe(true);
  });

  test('an unknown column is told once and ignored; a missing one is the error of the file', async () => {
    const odd = await csv('items-odd', 'sku,uom,colour\nODD-1,EA,red\nODD-2,EA,blue\n');
    expect(odd).toMatchObject({ accepted: 2, rejected: 0 });
    expect(odd.issues).toMatchObject([{ place: 'row 1, column colour', column: 'colour', code: 'column.unknown', severity: 'warning' }]);
    const bare = await csv('items-bare', 'sku;uom\nODD-3;EA\nODD-4;EA\n');
    expect(bare).toMatchObject({ accepted: 0, rejected: 2 });
    expect(bare.issues.map((i) => [i.code, i.column])).toEqual([
      ['column.unknown', 'sku;uom'],
      ['column.missing', 'sku'],
      ['column.missing', 'uom'],
    ]);
    expect(bare.issues[1]!.detail).toContain('separated by ;');
  });

  test('a file of no kind, a broken workbook, an empty file', async () => {
    const result = await load([
      file('stuff.csv', 'a\n'),
      file('counts-b.xlsx', Buffer.from('PK\u0003\u0004garbage')),
      file('items-empty.csv', ''),
    ]);
    expect(result.issues.map((i) => [i.file, i.code])).toEqual(
      expect.arrayContaining([
        ['stuff.csv', 'file.kind-unknown'],
        ['items-empty.csv', 'column.missing'],
      ]),
    );
    expect(result.issues.some((i) => i.file === 'counts-b.xlsx')).toBe(true);
    await expect(load('/nowhere/at-all.csv')).rejects.toThrow('does not exist');
  });
});

describe('corrections and withdrawals', () => {
  const head = 'id,sku,location,moved_at,kind,quantity,uom,reason';
  const news = async (): Promise<unknown[]> =>
    (
      await rows(
        `select i.sku, l.code, t.kind from touched t left join item i on i.id = t.item_id left join location l on l.id = t.location_id order by 3, 1, 2`,
      )
    ).map(Object.values);

  test('a movement corrected to another item and day leaves one row, its history, and both pairs to look at', async () => {
    await csv('movements-c', `${head}\nC1,FST-1,HAM,2026-11-10,usage,5,EA,taken\n`);
    await db().pool.query('delete from touched');
    const changed = await csv('movements-c', `${head}\nC1,OIL-5,CHI,2026-11-11,usage,5,L,taken\n`);
    expect(changed.kinds.movements).toEqual({ added: 0, changed: 1, unchanged: 0, withdrawn: 0 });
    expect(await rows(`select i.sku, m.quantity::text q from movement m join item i on i.id = m.item_id where key = 'C1'`)).toEqual([
      { sku: 'OIL-5', q: '5' },
    ]);
    expect(await one(`select before->>'reason' reason, source from fact_revision where kind = 'movement' and key = 'C1'`)).toEqual({
      reason: 'taken',
      source: 'movements-c.csv',
    });
    expect((await news()).filter((n) => (n as string[])[2] === 'pair')).toEqual([
      ['FST-1', 'HAM', 'pair'],
      ['OIL-5', 'CHI', 'pair'],
    ]);
  });

  test('a column that the file lacks keeps what is known; a blank cell clears it', async () => {
    await csv('movements-d', `${head}\nC2,FST-1,HAM,2026-11-10,usage,5,EA,taken\n`);
    const without = await csv('movements-d', 'id,sku,location,moved_at,kind,quantity,uom\nC2,FST-1,HAM,2026-11-10,usage,6.0,EA\n');
    expect(without.kinds.movements!.changed).toBe(1);
    expect(await one(`select quantity::text, reason from movement where key = 'C2'`)).toEqual({ quantity: '6', reason: 'taken' });
    expect(
      (
        await csv(
          'movements-d',
          'id,sku,location,moved_at,kind,quantity,uom\nC2,FST-1,HAM,2026-11-10,usage,6.00,EA\n',
          '2026-11-18T00:00:00Z',
        )
      ).kinds.movements!.unchanged,
    ).toBe(1);
    await csv('movements-d', `${head}\nC2,FST-1,HAM,2026-11-10,usage,6,EA,\n`);
    expect(await one(`select reason from movement where key = 'C2'`)).toEqual({ reason: null });
  });

  test('void withdraws with the key alone, twice is once, and the row may come back', async () => {
    await csv('movements-e', `${head}\nC3,FST-1,HAM,2026-11-10,usage,5,EA,\n`);
    await db().pool.query('delete from touched');
    const gone = await csv('movements-e', `${head},void\nC3,,,,,,,,yes\n`);
    expect(gone).toMatchObject({ accepted: 1, rejected: 0, kinds: { movements: { withdrawn: 1 } } });
    expect(await rows(`select 1 from movement where key = 'C3'`)).toEqual([]);
    expect(await news()).toEqual([['FST-1', 'HAM', 'pair']]);
    expect((await csv('movements-f', `${head},void\nC3,,,,,,,,yes\n`, '2026-11-18T00:00:00Z')).kinds.movements!.unchanged).toBe(1);
    expect(
      (await csv('movements-g', `${head}\nC3,FST-1,HAM,2026-11-10,usage,5,EA,\n`, '2026-11-18T00:00:00Z')).kinds.movements!.added,
    ).toBe(1);
  });

  test('of two rows about one movement in a file the later holds, and the one that differs is told', async () => {
    const twice = await csv(
      'movements-h',
      `${head}\nC4,FST-1,HAM,2026-11-10,usage,5,EA,\nC5,FST-1,HAM,2026-11-10,usage,1,EA,\nC4,FST-1,HAM,2026-11-10,usage,6,EA,\nC5,FST-1,HAM,2026-11-10,usage,1.0,EA,\n`,
    );
    expect(problems(twice)).toEqual(['row 2 | null | row.repeated']);
    expect(twice).toMatchObject({ accepted: 3, rejected: 1, kinds: { movements: { added: 2, unchanged: 1 } } });
    expect(await one(`select quantity::text q from movement where key = 'C4'`)).toEqual({ q: '6' });
  });

  test('counts: another quantity is a correction, another lot another count', async () => {
    const count = 'sku,location,counted_at,quantity,uom,lot,void';
    await csv('counts-k', `${count}\nFST-1,HAM,2026-10-01,5,EA,,\nFST-1,HAM,2026-10-01,8,EA,L2,\n`);
    expect((await csv('counts-k', `${count}\nFST-1,HAM,2026-10-01,6,EA,,\nFST-1,HAM,2026-10-01,,,L2,yes\n`)).kinds.counts).toEqual({
      added: 0,
      changed: 1,
      unchanged: 0,
      withdrawn: 1,
    });
    expect(await rows(`select quantity::text q, lot from stock_count where said_date = '2026-10-01'`)).toEqual([{ q: '6', lot: '' }]);
    expect(await rows(`select before->>'quantity' q from fact_revision where kind = 'count' order by 1`)).toEqual([{ q: '5' }, { q: '8' }]);
  });

  test('masters: a void item is unknown to what comes later, and a new value of one keeps the old in the history', async () => {
    await csv('items-v', 'sku,uom,unit_cost\nV-1,EA,1.00\n');
    await csv('items-v', 'sku,uom,unit_cost\nV-1,EA,2.00\n');
    await csv('items-v', 'sku,uom,void\nV-1,,yes\n');
    expect(await rows(`select before->>'unit_cost' cost from fact_revision where kind = 'item' and key = 'V-1' order by id`)).toEqual([
      { cost: '1' },
      { cost: '2' },
    ]);
    expect(problems(await csv('counts-v', 'sku,location,counted_at,quantity,uom\nV-1,HAM,2026-10-01,5,EA\n'))).toEqual([
      'row 2, column sku | V-1 | item.unknown',
    ]);
  });

  test('an older statement of how far the data reach does not take back a newer one', async () => {
    await csv('feeds-1', 'location,complete_through,kind\n*,2026-11-10T00:00:00Z,counts\n*,2026-11-12T00:00:00Z,counts\n');
    await csv('feeds-2', 'location,complete_through,kind\n*,2026-11-11T00:00:00Z,counts\n');
    const reach = `select to_char(complete_through at time zone 'UTC', 'YYYY-MM-DD') d from feed_watermark where location = '*' and kind = 'counts'`;
    expect(await one(reach)).toEqual({ d: '2026-11-12' });
    await csv('feeds-3', 'location,complete_through,kind,void\n*,2026-11-12T00:00:00Z,counts,yes\n');
    expect(await one(reach)).toEqual({ d: '2026-11-11' });
  });
});

describe('terms', () => {
  const head = 'supplier,sku,location,managed_by,owned_by,min,max';
  const history = (sku: string): Promise<Record<string, unknown>[]> =>
    rows(
      `select terms->>'min' min, to_char(valid_from at time zone 'UTC', 'MM-DD HH24') from_, to_char(valid_to at time zone 'UTC', 'MM-DD HH24') to_ from program where sku = '${sku}' order by valid_from`,
    );

  test('without valid_from they hold from their import, and what held before stays known', async () => {
    await csv('items-t', 'sku,uom\nT-1,EA\n');
    await csv('programs-t', `${head}\nACME,T-1,CHI,supplier,buyer,10,90\n`, '2026-11-01T00:00:00Z');
    await csv('programs-t', `${head}\nACME,T-1,CHI,supplier,buyer,10.0,90\n`, '2026-11-02T00:00:00Z');
    await csv('programs-t', `${head}\nACME,T-1,CHI,supplier,buyer,20,90\n`, '2026-11-03T00:00:00Z');
    expect(await history('T-1')).toEqual([
      { min: '10', from_: '11-01 00', to_: '11-03 00' },
      { min: '20', from_: '11-03 00', to_: null },
    ]);
    await csv('programs-t', `${head.replace(',min,max', ',max')}\nACME,T-1,CHI,supplier,buyer,80\n`, '2026-11-04T00:00:00Z');
    expect(await history('T-1')).toMatchObject([{ min: '10' }, { min: '20', to_: '11-04 00' }, { min: '20', to_: null }]);
    await csv('programs-t', `supplier,sku,location,managed_by,owned_by,void\nACME,T-1,CHI,,,yes\n`, '2026-11-05T00:00:00Z');
    expect((await history('T-1')).at(-1)).toEqual({ min: '20', from_: '11-04 00', to_: '11-05 00' });
  });

  test('dates are days of the location, to the end of the last one', async () => {
    expect(await history('BRK-2210')).toEqual([
      { min: '450', from_: '11-15 23', to_: null },
      { min: '300', from_: '11-17 12', to_: '11-15 23' },
    ]);
  });
});

describe('other forms of the same rows', () => {
  test('NDJSON, with numbers and booleans where JSON has them', async () => {
    const lines = [
      '{"sku":"J-1","uom":"EA","unit_cost":"0.10"}',
      '{"sku":"J-2","uom":"EA","unit_cost":0.25,"description":null}',
      'not json',
      '{"sku":"J-3","uom":"EA","unit_cost":12345678901234567890}',
      '{"sku":"J-4","uom":"EA","void":true}',
    ];
    const result = await load(file('items.ndjson', lines.join('\n')));
    expect(problems(result)).toEqual(['row 3 | null | row.not-json', 'row 4 | null | row.not-a-cell']);
    expect(await rows(`select sku, unit_cost::text c from item where sku like 'J-%' order by 1`)).toEqual([
      { sku: 'J-1', c: '0.1' },
      { sku: 'J-2', c: '0.25' },
    ]);
  });

  test('xlsx: dates, numbers and codes as they are meant, places as cells', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['sku', 'location', 'counted_at', 'quantity', 'uom'],
      ['FST-1', 'HAM', { t: 'n', v: 46250, z: 'dd.mm.yyyy' }, 0.1 + 0.2, 'EA'],
      ['FST-1', 'HAM', '2026-09-01T06:00:00+02:00', 12, 'EA'],
      ['FST-1', 'HAM', { t: 'n', v: 46250.25, z: 'dd.mm.yyyy hh:mm' }, 12, 'EA'],
    ]);
    const book = XLSX.utils.book_new(sheet, 'Bestand');
    const result = await load(file('counts-x.xlsx', XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    expect(problems(result)).toEqual(['Bestand!C4 | 2026-08-16T06:00:00 | value.not-an-instant']);
    expect(await rows(`select quantity::text q, said_date::text d from stock_count where source = 'counts-x.xlsx' order by 2`)).toEqual([
      { q: '0.3', d: '2026-08-16' },
      { q: '12', d: null },
    ]);
  });

  test('objects, as a program hands them over', async () => {
    const result = await importObjects(db(), 'items', [{ sku: 'O-1', uom: 'EA' }, { uom: 'EA' }], { clock: fixedClock(NOW) });
    expect(result).toMatchObject({ accepted: 1, rejected: 1, issues: [{ place: 'row 2, column sku', code: 'value.missing' }] });
  });

  test('the same bytes at the same instant are the same import, so that a backfill may run again', async () => {
    const head = 'id,sku,location,moved_at,kind,quantity,uom';
    const [first, second] = [`${head}\nB1,FST-1,HAM,2026-11-10,usage,5,EA\n`, `${head}\nB1,FST-1,HAM,2026-11-10,usage,6,EA\n`];
    for (let run = 0; run < 2; run++) {
      await csv('movements-b', first, '2026-11-10T12:00:00Z');
      await csv('movements-b', second, '2026-11-11T12:00:00Z');
    }
    expect(await one(`select quantity::text q from movement where key = 'B1'`)).toEqual({ q: '6' });
    expect(await size(`fact_revision where key = 'B1'`)).toBe(1);
  });
});
