import { compare } from '../src/domain/ledger/compare';
import { text } from '../src/domain/canonical/quantity';
import { Terms } from '../src/domain/items/terms';
import type { PairView } from '../src/domain/rules/pair-view';
import { at, count, findings, incoming, judge, movement, report, view } from './support/pair';

const brief = (v: PairView) =>
  findings(v).map((f) => ({ type: f.type, reported: f.reported, expected: f.expected, difference: f.difference, cause: f.cause?.code }));
const band = (v: PairView): string[] => {
  const c = compare(v);
  return [c.state, text(c.band!.low), text(c.band!.high)];
};

describe('1 truck timing', () => {
  const counts = [count('13 18:00', '400')];
  test("the day's report lies in the day's band", () => {
    const v = view({
      now: at('17 07:30'),
      counts,
      movements: [movement('16 09:00', '-40'), movement('16 14:00', '200'), movement('16 17:00', '-20')],
      statements: [report('16', '362', '17 07:30')],
    });
    expect(band(v)).toEqual(['weak', '360', '560']);
    expect(findings(v)).toEqual([]);
  });
  test('before the truck, its load is counted by the supplier already', () => {
    const v = view({
      now: at('16 10:00'),
      counts,
      movements: [movement('16 09:00', '-40')],
      incoming: [incoming('884', '200', '16 15:00', '16 06:00')],
      statements: [report('16', '560', '16 10:00')],
    });
    expect(brief(v)).toEqual([
      { type: 'COUNT_DIVERGENCE', reported: '560', expected: { low: '360', high: '400' }, difference: '160', cause: 'IN_TRANSIT_COUNTED' },
    ]);
    expect(findings(v)[0]!.cause!.evidence[0]).toBe('reported 560 − book 360 = 200');
  });
});

describe('2 backdated receipt', () => {
  const base = { incoming: [incoming('901', '120', '16 14:00', '15 06:00')], statements: [report('17 06:00', '420', '17 06:30')] };
  const late = movement('16 14:00', '120', '17 10:50');
  const expected = {
    type: 'COUNT_DIVERGENCE',
    reported: '420',
    expected: { low: '300', high: '300' },
    difference: '120',
    cause: 'UNPOSTED_RECEIPT',
  };
  test('before it is posted', () => {
    const v = view({ now: at('17 07:00'), counts: [count('16 22:00', '300', 'system')], ...base });
    expect(brief(v)).toEqual([expected]);
  });
  test('a system count did not hold it: the book moves, and it is resolved', () => {
    const v = view({ now: at('17 11:00'), counts: [count('16 22:00', '300', 'system')], movements: [late], ...base });
    expect(band(v)).toEqual(['agreed', '420', '420']);
    expect(judge(v).filter((x) => x.holds === false && x.key.startsWith('COUNT_DIVERGENCE'))).toHaveLength(1);
  });
  test('a physical count did: it stays open', () => {
    const v = view({ now: at('17 11:00'), counts: [count('16 22:00', '300')], movements: [late], ...base });
    expect(brief(v)).toEqual([expected]);
  });
});

describe('3 partial ASN', () => {
  const receipts: [string, string][] = [
    ['16 10:00', '60'],
    ['18 10:00', '60'],
  ];
  const base = (upto: number) => ({
    counts: [count('16 06:00', '400')],
    movements: receipts.slice(0, upto).map(([when, q]) => movement(when, q)),
    incoming: [incoming('910', '120', '18 12:00', '15 06:00', receipts.slice(0, upto))],
  });
  test.each(['17 07:00', '18 11:00', '19 07:00'])('nothing on %s', (now) => {
    expect(findings(view({ now: at(now), ...base(now < '18 10' ? 1 : 2) }))).toEqual([]);
  });
  test('a report of what is there', () => {
    expect(findings(view({ now: at('17 09:00'), ...base(1), statements: [report('17 08:00', '460', '17 08:30')] }))).toEqual([]);
  });
  test.each([1, 2])('a report that counts the remainder, with %i receipts known', (known) => {
    const v = view({ now: at(known === 1 ? '17 09:00' : '19 09:00'), ...base(known), statements: [report('17 08:00', '520', '17 08:30')] });
    expect(brief(v)).toEqual([
      { type: 'COUNT_DIVERGENCE', reported: '520', expected: { low: '460', high: '460' }, difference: '60', cause: 'IN_TRANSIT_COUNTED' },
    ]);
  });
});

describe('4 min raised', () => {
  const terms = Terms.parse({ managed_by: 'supplier', min: '450', max: '800', lead_time_days: 5, response_days: 2 });
  const raised = (now: string, eta?: string) =>
    view({
      now: at(now),
      terms,
      thresholdsSince: at('16'),
      counts: [count('10 12:00', '400')],
      incoming: eta ? [incoming('920', '200', eta, '17 14:00')] : [],
    });
  test('on 17 Nov the supplier still has time to answer', () => expect(findings(raised('17 12:00'))).toEqual([]));
  test('an ASN that comes too late is named, and does not help', () => {
    const [f, ...others] = findings(raised('18 12:00', '30'));
    expect(others).toEqual([]);
    expect(f).toMatchObject({ type: 'REPLENISHMENT_MISSING', details: { short: '50', needed_by: new Date(at('21')).toISOString() } });
    expect(f!.details!['cover']).toEqual([expect.objectContaining({ name: 'shipment 920', quantity: '200', counted: false })]);
    expect(f!.message).toContain('too late (after 2026-11-20 23:00 UTC)');
  });
  test('an ASN that comes in time does', () => expect(findings(raised('18 12:00', '20'))).toEqual([]));
});

describe('5 quiet or dead', () => {
  const quiet = (watermark: string) =>
    view({
      now: at('17 06:00'),
      sku: 'FST-1',
      units: [],
      counts: [count('1 12:00', '100')],
      statements: [report('17 04:00', '70', '17 05:30')],
      watermark: at(watermark),
      terms: Terms.parse({ managed_by: 'supplier', tolerance_qty: '10', tolerance_pct: '5' }),
    });
  test('another item moved: the feed lives, and the quiet item differs', () => {
    expect(brief(quiet('17 05:00'))).toEqual([
      { type: 'COUNT_DIVERGENCE', reported: '70', expected: { low: '100', high: '100' }, difference: '-30', cause: 'UNEXPLAINED' },
    ]);
  });
  test('nothing moved at all: no exception and no healing', () => {
    const v = quiet('15 23:00');
    expect(findings(v)).toEqual([]);
    expect(compare(v).state).toBe('uncomparable');
    expect(judge(v).filter((x) => x.holds === false && x.key.startsWith('COUNT_DIVERGENCE'))).toEqual([]);
  });
});

describe('a ship date without its hour, where the supplier counts what is on the way', () => {
  const counts = [count('13 18:00', '421')];
  const terms = Terms.parse({ managed_by: 'supplier', tolerance_qty: '10', tolerance_pct: '5', basis: 'including_in_transit' });
  const truck = { ...incoming('884', '250', '18 12:00', '16 06:00'), shippedAt: at('16 00:00'), shippedTo: at('17 00:00') - 1 };
  test.each([
    ['before it may have left', '15 12:00', '421', ['agreed', '421', '421']],
    ['on that day without it', '16 12:00', '421', ['weak', '421', '671']],
    ['on that day with it', '16 12:00', '671', ['weak', '421', '671']],
    ['the day after', '17 12:00', '671', ['agreed', '671', '671']],
  ])('%s', (_, asOf, said, expected) => {
    expect(band(view({ now: at('18 07:00'), terms, counts, incoming: [truck], statements: [report(asOf, said, '18 06:30')] }))).toEqual(
      expected,
    );
  });
});
