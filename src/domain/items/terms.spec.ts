import { levelOf, LEVELS, type ProgramTerms, TOLERANCES, termsAt, toleranceSource, unchangedSince } from './terms';

const row = (sku: string, location: string, from: string, terms: Record<string, unknown>, to: string | null = null): ProgramTerms => ({
  sku,
  location,
  validFrom: `2026-11-${from}T00:00:00Z`,
  validTo: to === null ? null : `2026-11-${to}T00:00:00Z`,
  terms,
});
const at = (day: string): string => `2026-11-${day}T12:00:00Z`;

const PROGRAMS = [
  row('*', '*', '01', { managed_by: 'supplier', owned_by: 'buyer', tolerance_qty: '10', lead_time_days: 5 }),
  row('*', 'HAM', '01', { managed_by: 'supplier', owned_by: 'buyer', tolerance_qty: '20', min: '7' }),
  row('A', '*', '05', { managed_by: 'supplier', owned_by: 'supplier', tolerance_qty: '30' }),
  row('A', 'HAM', '01', { managed_by: 'supplier', owned_by: 'buyer', min: '300' }, '16'),
  row('A', 'HAM', '16', { managed_by: 'supplier', owned_by: 'buyer', min: '450' }),
];

describe('terms', () => {
  test.each([
    ['B', 'CHI', '10', { tolerance_qty: '10', lead_time_days: 5, min: undefined, owned_by: 'buyer' }],
    ['B', 'HAM', '10', { tolerance_qty: '20', lead_time_days: 5, min: '7' }],
    ['A', 'CHI', '04', { tolerance_qty: '10', owned_by: 'buyer' }],
    ['A', 'CHI', '10', { tolerance_qty: '30', owned_by: 'supplier' }],
    ['A', 'HAM', '10', { tolerance_qty: '30', min: '300', owned_by: 'buyer', lead_time_days: 5 }],
    ['A', 'HAM', '20', { tolerance_qty: '30', min: '450' }],
  ])('%s at %s on %s: the more specific row wins field by field', (sku, location, day, expected) => {
    const terms = termsAt(PROGRAMS, sku, location, at(day));
    expect({ ...expected, ...terms }).toEqual({ ...terms, ...expected });
  });

  test('defaults are those of the contract, and what has none is unknown', () => {
    expect(termsAt([row('*', '*', '01', {})], 'A', 'HAM', at('02'))).toEqual({
      managed_by: 'buyer',
      owned_by: 'buyer',
      tolerance_qty: '0',
      tolerance_pct: '0',
      compare_to: 'on_hand',
      stock_view: 'buyer',
      basis: 'physical',
      snapshot: 'full',
      asn: 'none',
      asn_grace_hours: 24,
      approval: 'none',
    });
    expect(termsAt(PROGRAMS, 'A', 'HAM', '2026-10-31T00:00:00Z')).toBeUndefined();
  });

  test('a newer version of a row stands in place of the older one, wholly', () => {
    const versions = [row('A', 'HAM', '01', { min: '1', max: '9' }), row('A', 'HAM', '03', { min: '2' })];
    expect(termsAt(versions, 'A', 'HAM', at('02'))).toMatchObject({ min: '1', max: '9' });
    expect(termsAt(versions, 'A', 'HAM', at('03'))!.max).toBeUndefined();
  });

  test.each([
    ['15', '2026-11-01T00:00:00.000Z'],
    ['17', '2026-11-16T00:00:00.000Z'],
  ])('on the %s the thresholds have been what they are since %s', (day, since) =>
    expect(unchangedSince(PROGRAMS, 'A', 'HAM', at(day), ['min', 'max'])).toBe(since),
  );

  test('a change of something else is no change of the thresholds', () => {
    const versions = [row('A', 'HAM', '01', { min: '1' }, '05'), row('A', 'HAM', '05', { min: '1', planner: 'x' })];
    expect(unchangedSince(versions, 'A', 'HAM', at('20'), ['min', 'max'])).toBe('2026-11-01T00:00:00.000Z');
    expect(unchangedSince([], 'A', 'HAM', at('20'), ['min'])).toBeUndefined();
  });
});

describe('tolerances', () => {
  const beside = (itemClass: string | null, supplier: boolean, terms: Record<string, unknown>): ProgramTerms => ({
    ...row('*', '*', '01', terms),
    tolerances: { class: itemClass, supplier },
  });
  const ROWS = [
    beside(null, false, { tolerance_qty: '1', tolerance_pct: '1', value_floor: '1' }),
    row('*', '*', '01', { tolerance_qty: '2' }),
    row('*', 'HAM', '01', { tolerance_qty: '3' }),
    beside('A', false, { tolerance_qty: '4', tolerance_pct: '4' }),
    beside('A', true, { tolerance_qty: '5' }),
    row('A', '*', '01', { tolerance_qty: '6' }),
    row('A', 'HAM', '01', { tolerance_qty: '7' }),
  ];
  test.each([
    [7, 'item and location'],
    [6, 'item'],
    [5, 'class of the supplier'],
    [4, 'class'],
    [3, 'location'],
    [2, 'program'],
  ] as const)('of %i levels the quantity is that of the %s', (n, level) => {
    const rows = ROWS.slice(0, n);
    expect(termsAt(rows, 'A', 'HAM', at('02'), 'A')!.tolerance_qty).toBe(String(n));
    expect(toleranceSource(rows, 'A', 'HAM', at('02'), 'A')).toEqual({
      tolerance_qty: level,
      tolerance_pct: n > 3 ? 'class' : 'house',
      value_floor: 'house',
    });
  });
  test('another class goes by what is less specific, and none agrees anything by itself', () => {
    expect(toleranceSource(ROWS, 'B', 'CHI', at('02'), 'B')).toEqual({ tolerance_qty: 'program', tolerance_pct: 'house', value_floor: 'house' }); // prettier-ignore
    expect(termsAt([ROWS[0]!, ROWS[3]!], 'A', 'HAM', at('02'), 'A')).toBeUndefined();
    expect(unchangedSince([ROWS[0]!, ROWS[3]!], 'A', 'HAM', at('02'), ['min'])).toBeUndefined();
  });

  /** Numbers of a fixed seed, below a bound. */
  function dice(seed: number): (below: number) => number {
    let a = seed;
    return (below) => {
      a = (Math.imul(a, 1664525) + 1013904223) >>> 0;
      return Math.floor((a / 4294967296) * below);
    };
  }
  test('whatever overlaps or is left open, the most specific that is valid wins, of these the newest, in whatever order they lie', () => {
    const roll = dice(7);
    const seen = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const rows = new Map<string, ProgramTerms>(); // a level has one row from one instant on
      for (let n = roll(14); n > 0; n--) {
        const level = roll(LEVELS.length);
        const [from, to] = [1 + roll(20), roll(3) === 0 ? null : 1 + roll(28)];
        const said = Object.fromEntries(TOLERANCES.filter(() => roll(3) > 0).map((name) => [name, String(round * 1000 + n)]));
        const shapes = [
          beside(null, false, said),
          row('*', '*', '01', said),
          row('*', 'HAM', '01', said),
          beside('A', false, said),
          beside('A', true, said),
          row('A', '*', '01', said),
          row('A', 'HAM', '01', said),
        ];
        const day = (d: number): string => `2026-11-${String(d).padStart(2, '0')}T00:00:00Z`;
        rows.set(`${level} ${from}`, { ...shapes[level]!, validFrom: day(from), validTo: to === null ? null : day(to) });
      }
      const all = [...rows.values()];
      const now = at(String(1 + roll(28)).padStart(2, '0'));
      const shuffled = [...all].sort(() => roll(3) - 1);
      const source = toleranceSource(all, 'A', 'HAM', now, 'A');
      expect(toleranceSource(shuffled, 'A', 'HAM', now, 'A')).toEqual(source);
      expect(termsAt(shuffled, 'A', 'HAM', now, 'A')).toEqual(termsAt(all, 'A', 'HAM', now, 'A'));
      const valid = all.filter((r) => r.validFrom <= now && (r.validTo === null || r.validTo > now));
      const standing = valid.filter((r) => !valid.some((o) => levelOf(o) === levelOf(r) && o.validFrom > r.validFrom));
      for (const name of TOLERANCES) {
        const [best] = standing.filter((r) => name in r.terms).sort((a, b) => LEVELS.indexOf(levelOf(b)) - LEVELS.indexOf(levelOf(a)));
        expect(source[name]).toBe(best && levelOf(best));
        seen.add(String(source[name]));
        if (standing.some((r) => !r.tolerances))
          expect(termsAt(all, 'A', 'HAM', now, 'A')![name] ?? '0').toBe((best?.terms[name] as string | undefined) ?? '0');
      }
    }
    expect([...seen].sort()).toEqual([...LEVELS, 'undefined'].sort());
  });
});
