import { absolute, compare as order, divide, type Fraction, isZero, minimum, multiply, ONE, subtract, text } from '../canonical/quantity';
import { accident, type Explanation, gaps, type Hypothesis, shown } from './cause';

/** A tolerance as wide as the stock itself would let any number pass for a pack; the reading must be near the book as a share too. */
const NEAR: Fraction = { n: 1n, d: 4n };

/** Who counts packs counts whole ones; of a stock of few packs the broken one may be any number. */
const BROKEN: Fraction = { n: 1n, d: 10n };

/** The number is right in another unit: it is a known pack factor away from the book, up or down. */
export const packFactor: Hypothesis = {
  code: 'PACK_FACTOR',
  test(view, c) {
    const said = c.statement.quantity;
    const units = view.units.filter((u) => !isZero(u.factor) && order(u.factor, ONE) !== 0);
    const out: Explanation[] = [];
    for (const { uom, factor } of units) {
      for (const { book, gap } of gaps(c)) {
        if (isZero(book) || isZero(said)) continue;
        const many = { read: multiply(said, factor), meant: divide(book, factor), way: 'packs', words: `${shown(said)} ${uom} are ${shown(multiply(said, factor))} ${view.uom}` }; // prettier-ignore
        const few = { read: divide(said, factor), meant: multiply(book, factor), way: 'pieces', words: `${shown(said)} ${view.uom} are ${shown(divide(said, factor))} ${uom}` }; // prettier-ignore
        for (const { read, meant, way, words } of [many, few]) {
          const left = absolute(subtract(read, book));
          const size = absolute(book);
          if (order(left, multiply(size, NEAR)) > 0) continue;
          const broken = way === 'packs' && said.d === 1n && order(left, factor) < 0 && order(left, multiply(size, BROKEN)) <= 0;
          out.push({
            left: broken ? minimum(left, c.tolerance) : left,
            // What a pack is off by is seen in the number that was sent: a carton more or less is no near hit on pieces.
            chance: accident(2 * units.length * c.band.values.length, subtract(said, meant), gap),
            shared: [
              {
                key: `PACK_FACTOR|${uom}|${way}`,
                words: way === 'packs' ? `the numbers are in ${uom}` : `the numbers are in pieces, and were taken for ${uom}`,
              },
            ],
            cause: {
              code: 'PACK_FACTOR',
              text: `the number seems to be in another unit: ${words}, and the book says ${shown(book)}`,
              evidence: [`1 ${uom} = ${text(factor, 6)} ${view.uom}`, `reported ${shown(said)}`, `book ${shown(book)} ${view.uom}`],
            },
          });
        }
      }
    }
    return out;
  },
};
