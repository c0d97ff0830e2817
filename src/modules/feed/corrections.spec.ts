import { useDatabase } from '../../../test/support/database';
import { COMPANY, problems, useFeed } from '../../../test/support/feed';

const { db } = useDatabase();
const { file, load, csv, rows, one } = useFeed(db);

beforeAll(async () => {
  expect((await load(COMPANY)).rejected).toBe(0);
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

describe('full counts', () => {
  const count = 'sku,location,counted_at,quantity,uom';
  const book = async (): Promise<unknown> =>
    (
      await rows(`select i.sku || ' ' || l.code || ' ' || to_char(c.counted_at at time zone 'UTC', 'MM-DD') k, c.quantity::text q
from stock_count c join item i on i.id = c.item_id join location l on l.id = c.location_id where i.sku like 'F-%' order by 1`)
    ).map((r) => `${r.k as string}: ${r.q as string}`);
  const day = async (n: string, mode: string, counts: string): Promise<Awaited<ReturnType<typeof load>>> =>
    load(
      [
        file(`counts-${n}.csv`, `${count}\n${counts}`),
        file(`feeds-${n}.csv`, `location,complete_through,kind,mode\nCHI-H,2026-09-${n}T12:00:00Z,counts,${mode}\n`),
      ],
      `2026-09-${n}T13:00:00Z`,
    );

  test('what a full file leaves out is zero, and only then', async () => {
    await csv('items-f', 'sku,uom\nF-1,EA\nF-2,EA\nF-3,EA\n');
    await day(
      '01',
      'delta',
      'F-1,CHI-H,2026-09-01T10:00:00Z,5,EA\nF-2,CHI-H,2026-09-01T10:00:00Z,6,EA\nF-2,CHI,2026-09-01T10:00:00Z,6,EA\n',
    );
    await day('02', 'delta', 'F-1,CHI-H,2026-09-02T10:00:00Z,5,EA\n');
    expect(await book()).toEqual(['F-1 CHI-H 09-01: 5', 'F-1 CHI-H 09-02: 5', 'F-2 CHI 09-01: 6', 'F-2 CHI-H 09-01: 6']);
    await day('03', 'full', 'F-1,CHI-H,2026-09-03T10:00:00Z,4,EA\n');
    expect((await book()) as string[]).toContain('F-2 CHI-H 09-03: 0');
    expect((await book()) as string[]).toHaveLength(6);
    await day('04', 'full', 'F-1,CHI-H,2026-09-04T10:00:00Z,4,EA\n');
    expect((await book()) as string[]).toHaveLength(7);
  });

  test('a row that was refused is not absent', async () => {
    const result = await day('05', 'full', 'F-3,CHI-H,2026-09-05T10:00:00Z,4,EA\nF-1,CHI-H,2026-09-05T10:00:00Z,four,EA\n');
    expect(result.rejected).toBe(1);
    expect((await book()) as string[]).toEqual(expect.not.arrayContaining(['F-1 CHI-H 09-05: 0']));
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
