import { useDatabase } from '../../../test/support/database';
import { useFeed } from '../../../test/support/feed';
import { inTransaction } from '../../database/transaction';
import { LEVELS, termsAt, toleranceSource } from '../../domain/items/terms';
import { programsOf } from '../suppliers/suppliers.store';
import { collectPairs, WITH_TERMS } from './pairs.store';
import { openPairs } from './tables.store';
import { termsOf } from './terms.sql';

const { db } = useDatabase();
const { csv } = useFeed(db);

function dice(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (Math.imul(a, 1664525) + 1013904223) >>> 0;
    return Math.floor((a / 4294967296) * below);
  };
}
const ITEMS = ['A1', 'A2', 'B1', 'C1', 'N1'];
const PLACES = ['HAM', 'MUC'];
const day = (d: number): string => `2026-11-${String(d).padStart(2, '0')}T00:00:00Z`;

/** Programs and tolerances at every level, many of them overlapping, some over. */
async function agreed(): Promise<void> {
  const roll = dice(11);
  const validity = (): string => `${day(1 + roll(18))},${roll(3) === 0 ? '' : day(19 + roll(9))}`;
  const said = (): string => [roll(9), roll(9), roll(9)].map((n) => (n < 3 ? '' : String(n))).join(',');
  const rows = (of: () => string, many: number): string => Array.from({ length: many }, of).join('\n');
  const now = '2026-11-01T00:00:00Z';
  await csv('suppliers', 'supplier,name\nNORD,Nord\nSUED,Sued\n', now);
  await csv('locations', 'location,name,timezone\nHAM,Hamburg,UTC\nMUC,München,UTC\n', now);
  await csv('items', `sku,uom,class\n${ITEMS.map((s) => `${s},EA,${s.startsWith('N') ? '' : s[0]!}`).join('\n')}\n`, now);
  const pick = <T>(of: readonly T[]): T => of[roll(of.length)]!;
  await csv(
    'programs',
    `supplier,sku,location,managed_by,owned_by,tolerance_qty,tolerance_pct,value_floor,valid_from,valid_to\n${rows(() => `NORD,${pick(['*', ...ITEMS])},${pick(['*', ...PLACES])},supplier,buyer,${said()},${validity()}`, 12)}\n`,
    now,
  );
  await csv(
    'tolerances',
    `supplier,class,tolerance_qty,tolerance_pct,value_floor,valid_from,valid_to\n${rows(() => {
      const itemClass = pick(['', 'A', 'B', 'C']);
      return `${itemClass === '' ? '' : pick(['', 'NORD', 'SUED'])},${itemClass},${said()},${validity()}`;
    }, 24)}\n`,
    now,
  );
  for (const s of ITEMS) await csv(`counts-${s}`, `sku,location,counted_at,quantity,uom\n${PLACES.map((l) => `${s},${l},2026-11-02T00:00:00Z,5,EA`).join('\n')}\n`, now); // prettier-ignore
}

test('what the database finds valid at an instant is what the rule says, for every pair and on every day', async () => {
  await agreed();
  const { rows: suppliers } = await db().pool.query<{ id: string }>("select id from supplier where code = 'NORD'");
  const programs = await programsOf(db().pool, [suppliers[0]!.id]);
  const seen = new Set<string>();
  let compared = 0;
  for (let d = 3; d <= 28; d++) {
    const now = `2026-11-${String(d).padStart(2, '0')}T12:00:00.000Z`;
    await inTransaction(db().pool, async (client) => {
      await openPairs(client);
      await client.query(`insert into pair_found select i.id, l.id, s.id from item i, location l, supplier s where s.code = 'NORD'`);
      await collectPairs(client, 'every', now);
      const { rows } = await client.query<{ sku: string; place: string; class: string | null; terms: object | null; of: object | null }>(
        `select i.sku, l.code place, i.class, t.terms, ${termsOf('s.id', 'i.sku', 'l.code', `'${now}'::timestamptz`, 'i.class')} "of" from pair p ${WITH_TERMS}
join item i on i.id = p.item_id join location l on l.id = p.location_id join supplier s on s.id = p.supplier_id and s.code = 'NORD'`,
      );
      for (const r of rows) {
        const here = [r.sku, r.place, now] as const;
        const said = termsAt(programs, ...here, r.class);
        const source = toleranceSource(programs, ...here, r.class);
        const { tolerance_qty, tolerance_pct, value_floor } = said ?? {};
        const expected = { tolerance_qty, tolerance_pct, value_floor };
        const found = { tolerance_qty: '0', tolerance_pct: '0', ...r.terms };
        if (said) expect([here, found]).toEqual([here, expect.objectContaining(JSON.parse(JSON.stringify(expected)))]);
        else expect([here, r.terms]).toEqual([here, null]);
        expect([here, Object.keys(source).sort()]).toEqual([here, Object.keys(r.of ?? {}).filter((k) => k in { tolerance_qty, tolerance_pct, value_floor }).sort()]); // prettier-ignore
        Object.values(source).forEach((level) => seen.add(level));
        compared++;
      }
    });
  }
  expect(compared).toBe(26 * ITEMS.length * PLACES.length);
  expect([...seen].sort()).toEqual([...LEVELS].sort());
}, 60_000);

test('a class with one supplier alone needs its class, and of a class that there is not nothing is taken', async () => {
  const done = await csv('tolerances-x', 'supplier,class,tolerance_qty\nNORD,,5\nNORD,D,5\nOST,A,5\n', '2026-11-01T00:00:00Z');
  expect(done.issues.map((i) => [i.column, i.code])).toEqual([
    ['class', 'value.missing'],
    ['class', expect.stringMatching(/^value\./)],
    ['supplier', 'supplier.unknown'],
  ]);
});
