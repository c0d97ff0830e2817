import * as XLSX from 'xlsx';
import { useDatabase } from '../../../test/support/database';
import { COMPANY, NOW, problems, useFeed } from '../../../test/support/feed';
import { fixedClock } from '../../platform/clock';
import { importObjects } from './import-feed';

const { db } = useDatabase();
const { file, load, csv, rows, one, size } = useFeed(db);

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
      complete_through: '2026-11-17 06:00:00.000',
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
        ['items-empty.csv', 'file.empty'],
      ]),
    );
    expect(result.issues.some((i) => i.file === 'counts-b.xlsx')).toBe(true);
    await expect(load('/nowhere/at-all.csv')).rejects.toThrow('does not exist');
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

  test('two imports of the same rows at once: one adds them, the other finds them there', async () => {
    const rows_ = Array.from({ length: 500 }, (_, i) => `P${i},FST-1,HAM,2026-11-10,usage,5,EA`).join('\n');
    const text = `id,sku,location,moved_at,kind,quantity,uom\n${rows_}\n`;
    const both = await Promise.all([csv('movements-p1', text), csv('movements-p2', `${text}\n`)]);
    expect(both.map((b) => b.kinds.movements!.added).sort((a, b) => a - b)).toEqual([0, 500]);
    expect(await size(`movement where key like 'P%'`)).toBe(500);
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
