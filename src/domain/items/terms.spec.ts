import { termsAt, unchangedSince, type ProgramTerms } from './terms';

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
