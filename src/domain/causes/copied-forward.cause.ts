import { absolute, add, compare as order, type Fraction, isZero, ZERO } from '../canonical/quantity';
import { type Band, distance } from '../ledger/book';
import { bookOf } from '../ledger/compare';
import { earlierThan } from '../ledger/supersede';
import { accident, asOfText, type Explanation, gaps, type Hypothesis, shown } from './cause';

/**
 * The very number of an earlier report, though usage went on and the book has moved by more than the tolerance since. Zero is
 * no copy: whoever has nothing says so twice.
 */
export const copiedForward: Hypothesis = {
  code: 'COPIED_FORWARD',
  test(view, c) {
    const { statement: s, tolerance } = c;
    if (isZero(s.quantity)) return [];
    const earlier = earlierThan(s, view.statements);
    const book = bookOf(view);
    const out: Explanation[] = [];
    for (const [i, e] of earlier.entries()) {
      if (order(e.quantity, s.quantity) !== 0) continue;
      const used = view.movements
        .filter((m) => m.kind === 'usage' && m.signed.n < 0n && m.from > e.to && m.to <= c.window![1])
        .reduce((sum, m) => add(sum, absolute(m.signed)), ZERO);
      const then = book.over(e.from, e.to);
      // A number that includes what is on the way moves with more than the stock; what was used is what tells then.
      const moved = view.terms?.basis === 'including_in_transit' ? used : then && apart(then, c.band);
      if (used.n === 0n || !then || !moved || order(moved, tolerance) <= 0) continue;
      for (const { book: now, gap } of gaps(c)) {
        out.push({
          left: ZERO,
          chance: accident((i + 1) * c.band.values.length, ZERO, gap),
          lacks: true,
          shared: [{ key: `COPIED_FORWARD|${e.document.id}`, words: `the numbers are those of the report of ${asOfText(e, view)}` }],
          cause: {
            code: 'COPIED_FORWARD',
            text: `the same number as in the report of ${asOfText(e, view)}, though ${shown(used)} ${view.uom} were used since`,
            evidence: [
              `reported ${shown(s.quantity)} as of ${asOfText(s, view)}, and ${shown(e.quantity)} as of ${asOfText(e, view)} (${[e.document.file, e.place].filter(Boolean).join(', ')})`,
              `used in between: ${shown(used)} ${view.uom}`,
              `book then ${shown(then.low)}${order(then.low, then.high) === 0 ? '' : ` to ${shown(then.high)}`}, now ${shown(now)} ${view.uom}`,
            ],
          },
        });
      }
      break;
    }
    return out;
  },
};

const apart = (a: Band, b: Band): Fraction => absolute(order(a.high, b.low) < 0 ? distance(b, a.high) : distance(b, a.low));
