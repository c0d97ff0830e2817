import { Random } from '../../../test/fuzz/random';
import { add, exact, subtract, text } from '../canonical/quantity';
import type { CountFact } from '../rules/pair-view';
import { hasDifference, monthAt, type StatedMovement, statementLine, type StatementLine, type StatementPair } from './statement';
import { type Statement, statementBook } from './statement-book';

const TZ = 'Europe/Berlin';
const NOVEMBER = monthAt('2026-11', TZ);
const OPTIONS = { measure: 'on_hand', ledger: false } as const;
const at = (day: string): number => Date.parse(`${day}:00+01:00`);
const count = (day: string, quantity: string, more: Partial<CountFact> = {}): CountFact => ({ at: at(day), quantity: exact(quantity), basis: 'physical', status: 'unrestricted', ref: null, ...more }); // prettier-ignore
let keys = 0;
const moved = (day: string, kind: string, signed: string, more: Partial<StatedMovement> = {}): StatedMovement => {
  const t = at(day);
  return { key: `M${++keys}`, from: t, to: t, postedFrom: t, postedTo: t, kind, signed: exact(signed), status: 'unrestricted', toStatus: null, countRef: null, shipNotice: null, po: null, reason: null, ...more }; // prettier-ignore
};
const pair = (counts: CountFact[], movements: StatedMovement[], more: Partial<StatementPair> = {}): StatementPair => ({ sku: 'BRK', description: null, theirs: null, uom: 'EA', owner: 'buyer', counts, movements, open: [], ...more }); // prettier-ignore
const line = (p: StatementPair): StatementLine => statementLine(p, NOVEMBER, TZ, OPTIONS);
const figures = (l: StatementLine): string[] => [l.opening, l.received, l.used, l.adjusted, l.difference, l.closing].map((q) => q ?? '?');

test('a month by the clock of the place', () => {
  expect(new Date(NOVEMBER.from).toISOString()).toBe('2026-10-31T23:00:00.000Z');
  expect(new Date(NOVEMBER.to).toISOString()).toBe('2026-11-30T22:59:59.999Z');
  const october = monthAt('2026-10', TZ); // with one hour more
  expect((october.to + 1 - october.from) / 3_600_000).toBe(31 * 24 + 1);
});

const before = count('2026-10-20T06:00', '100');
test.each([
  ['plain', [before], [moved('2026-11-02T09:00', 'receipt', '50'), moved('2026-11-05T09:00', 'usage', '-20')], '100 50 20 0 0 130'],
  ['what moved before it and after it is none of it', [before], [moved('2026-10-25T09:00', 'usage', '-10'), moved('2026-12-01T00:00', 'usage', '-7')], '90 0 0 0 0 90'],
  ['a reversal takes its effect back', [before], [moved('2026-11-02T09:00', 'usage', '-20'), moved('2026-11-02T10:00', 'usage', '20')], '100 0 0 0 0 100'],
  ['all else is adjusted, signed', [before], [moved('2026-11-02T09:00', 'scrap', '-3'), moved('2026-11-03T09:00', 'transfer_in', '5')], '100 0 0 2 0 102'],
  ['a count within it that nobody booked is a difference of its own', [before, count('2026-11-20T06:00', '75')], [moved('2026-11-05T09:00', 'usage', '-20')], '100 0 20 0 -5 75'],
  ['and where its correction is booked, none', [before, count('2026-11-20T06:00', '75', { ref: 'C1' })], [moved('2026-11-05T09:00', 'usage', '-20'), moved('2026-11-20T07:00', 'adjustment', '-5', { countRef: 'C1' })], '100 0 20 -5 0 75'],
  ['first counted within it: the opening is rolled back', [count('2026-11-20T06:00', '75')], [moved('2026-11-05T09:00', 'usage', '-20')], '95 0 20 0 0 75'],
  ['never counted: not known, and not 0', [], [moved('2026-11-05T09:00', 'usage', '-20')], '? 0 20 0 ? ?'],
  ['set aside and taken out again stays on hand', [before], [moved('2026-11-05T09:00', 'status_change', '-20', { toStatus: 'quality' })], '100 0 0 0 0 100'],
] as [string, CountFact[], StatedMovement[], string][])('%s', (_, counts, movements, says) => {
  expect(figures(line(pair(counts, movements))).join(' ')).toBe(says);
}); // prettier-ignore

test('of consigned stock, what was taken is to be settled: used, or bought', () => {
  const l = line(pair([before], [moved('2026-11-05T09:00', 'usage', '-20'), moved('2026-11-06T09:00', 'ownership_transfer', '-7')], { owner: 'supplier' })); // prettier-ignore
  expect([figures(l).join(' '), l.settle]).toEqual(['100 0 20 -7 0 73', '27']);
});

test('opening + received - used + adjusted + difference = closing, exactly, and each number is the sum of what stands behind it', () => {
  const random = new Random(8);
  const roll = (below: number): number => random.below(below);
  const KINDS = ['receipt', 'usage', 'usage', 'adjustment', 'scrap', 'transfer_in', 'transfer_out', 'customer_return', 'ownership_transfer', 'status_change']; // prettier-ignore
  const amount = (): string => `${roll(500)}.${roll(1000)}`;
  let [known, differing] = [0, 0];
  for (let n = 0; n < 2000; n++) {
    const day = (): string => `2026-${roll(2) === 0 ? '10' : '11'}-${String(1 + roll(30)).padStart(2, '0')}T${String(roll(24)).padStart(2, '0')}:${String(10 + roll(50))}`; // prettier-ignore
    const status = (): string => (roll(6) === 0 ? 'quality' : 'unrestricted');
    const counts = Array.from({ length: roll(4) }, () => count(day(), amount(), { status: status() }));
    const movements = Array.from({ length: roll(25) }, () => {
      const kind = KINDS[roll(KINDS.length)]!;
      const out = ['usage', 'scrap', 'transfer_out', 'status_change'].includes(kind) !== (roll(10) === 0);
      return moved(day(), kind, `${out ? '-' : ''}${amount()}`, kind === 'status_change' ? { toStatus: 'blocked' } : { status: status() });
    });
    const l = line(pair(counts, movements, { owner: roll(2) === 0 ? 'supplier' : 'buyer' }));
    const inMonth = movements.filter((m) => m.from >= NOVEMBER.from && m.to <= NOVEMBER.to);
    const sum = (kinds: readonly string[]): string => text(inMonth.filter((m) => kinds.includes(m.kind)).map((m) => m.signed).reduce(add, exact('0'))); // prettier-ignore
    expect(l.received).toBe(sum(['receipt']));
    expect(text(subtract(exact('0'), exact(l.used)))).toBe(sum(['usage']));
    expect(l.adjusted).toBe(sum(KINDS.filter((k) => !['receipt', 'usage', 'status_change'].includes(k))));
    expect(text(l.movements.map((b) => exact(b.quantity)).reduce(add, exact('0')))).toBe(text(add(subtract(exact(l.received), exact(l.used)), exact(l.adjusted)))); // prettier-ignore
    if (l.opening === null || l.closing === null) {
      expect([l.difference, l.reason]).toEqual([null, expect.any(String)]);
      continue;
    }
    known++;
    if (hasDifference(l)) differing++;
    const rolled = add(add(subtract(add(exact(l.opening), exact(l.received)), exact(l.used)), exact(l.adjusted)), exact(l.difference!));
    expect(text(rolled)).toBe(l.closing);
  }
  expect(known).toBeGreaterThan(500);
  expect(differing).toBeGreaterThan(100);
});

test('in the workbook each line leads to its bookings, and a difference has a line of its own', () => {
  const l = line(pair([before, count('2026-11-20T06:00', '75')], [moved('2026-11-05T09:00', 'usage', '-20', { po: '4500' })]));
  const s: Statement = { id: 'stm_1', supplier: 'NORD', supplierName: 'Nord', location: 'HAM', locationName: 'Hamburg', month: '2026-11', madeAt: '2026-12-01T08:00:00Z', lines: [l] }; // prettier-ignore
  const [first, second] = statementBook(s).sheets;
  expect(first!.rows[2]!.at(-1)).toEqual({ text: '1 bookings', link: { sheet: 'Bookings', row: 2, column: 1 } });
  expect(first!.rows[3]).toEqual(expect.arrayContaining([{ text: 'difference' }, { number: '-5', fill: 'yellow' }]));
  expect(second!.rows[1]).toEqual(expect.arrayContaining([{ text: 'usage' }, { number: '-20' }, { text: 'order 4500' }]));
});
