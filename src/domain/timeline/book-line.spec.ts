import { exact, text } from '../canonical/quantity';
import { Book, type BookOptions } from '../ledger/book';
import type { CountFact, MovementFact } from '../rules/pair-view';
import { bookLine } from './book-line';

const DAY = 86_400_000;
const PLAIN: BookOptions = { measure: 'on_hand', ledger: false };
const count = (day: number, quantity: string, more: Partial<CountFact> = {}): CountFact => ({
  ...{ at: day * DAY, quantity: exact(quantity), basis: 'physical', status: 'unrestricted', ref: null },
  ...more,
});
function move(day: number, signed: string, more: Partial<MovementFact> = {}): MovementFact {
  const at = day * DAY;
  const kind = signed.startsWith('-') ? 'usage' : 'receipt';
  return { from: at, to: at, postedFrom: at, postedTo: at, kind, signed: exact(signed), status: 'unrestricted', toStatus: null, countRef: null, ...more }; // prettier-ignore
}
const line = (counts: readonly CountFact[], movements: readonly MovementFact[], options = PLAIN): string[] =>
  bookLine(counts, movements, options).map((t) => `${t.at / DAY}: ${t.moved ? text(t.moved) : '?'} → ${t.book ? text(t.book) : '?'}`);

describe('the book as one line', () => {
  const posted = (day: number): Partial<MovementFact> => ({ postedFrom: day * DAY, postedTo: day * DAY });
  test.each<[string, readonly CountFact[], readonly MovementFact[], BookOptions, string[]]>([
    ['rolled forward, and set by the next count', [count(1, '100'), count(4, '125')], [move(2, '50'), move(3, '-20')], PLAIN, ['1: 0 → 100', '2: 50 → 150', '3: -20 → 130', '4: -5 → 125']],
    ['rolled back from the first count', [count(4, '125')], [move(2, '50'), move(3, '-20')], PLAIN, ['2: 50 → 145', '3: -20 → 125', '4: 0 → 125']],
    ['nothing was ever counted: no number, and none that is zero', [], [move(2, '50')], PLAIN, ['2: ? → ?']],
    ['at one instant the movement precedes the count', [count(1, '100'), count(2, '80')], [move(2, '-15')], PLAIN, ['1: 0 → 100', '2: -15 → 85', '2: -5 → 80']],
    ['lots of one moment are one count', [count(1, '60'), count(1, '40')], [], PLAIN, ['1: 0 → 100']],
    ["a count's own correction is in it", [count(2, '90', { ref: 'C1' })], [move(2, '-10', { kind: 'adjustment', countRef: 'C1' }), move(3, '5')], PLAIN, ['2: 0 → 90', '2: 0 → 90', '3: 5 → 95']],
    ['a count of the system holds what was posted', [count(1, '100'), count(4, '100', { basis: 'system' })], [move(3, '-30', posted(5))], PLAIN, ['1: 0 → 100', '3: -30 → 70', '4: 0 → 70']],
    ['by the posting, where the program says so', [count(1, '100')], [move(3, '-30', posted(5))], { ...PLAIN, ledger: true }, ['1: 0 → 100', '5: -30 → 70']],
    ['set aside is still on hand', [count(1, '100')], [move(2, '-30', { kind: 'status_change', toStatus: 'blocked' })], PLAIN, ['1: 0 → 100', '2: 0 → 100']],
    ['and not available', [count(1, '100')], [move(2, '-30', { kind: 'status_change', toStatus: 'blocked' })], { ...PLAIN, measure: 'available' }, ['1: 0 → 100', '2: -30 → 70']],
    ['a count of what is blocked leaves the rest as it was', [count(1, '100'), count(2, '7', { status: 'blocked' })], [move(3, '-10')], PLAIN, ['1: 0 → 107', '2: 0 → 107', '3: -10 → 97']],
  ])('%s', (_, counts, movements, options, said) => expect(line(counts, movements, options)).toEqual(said)); // prettier-ignore

  test('where no instant is in doubt it is what the band of the engine is', () => {
    const counts = [count(3, '70'), count(20, '96'), count(41, '300')];
    const movements = Array.from({ length: 50 }, (_, i) => move(i + 0.25, String(((i * 37) % 23) - 11)));
    const book = new Book(counts, movements, PLAIN);
    const turns = bookLine(counts, movements, PLAIN).filter((t) => t.at >= 3 * DAY);
    expect(turns.length).toBeGreaterThan(45);
    for (const [i, t] of turns.entries()) {
      const next = turns[i + 1]?.at ?? t.at + 1;
      const values = book.over(t.at, Math.max(t.at, next - 1))!.values.map((v) => text(v));
      expect(values).toContain(text(t.book!));
    }
  });
});
