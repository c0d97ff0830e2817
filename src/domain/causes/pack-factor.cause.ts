import { absolute, compare as order, divide, isZero, multiply, subtract, text } from '../canonical/quantity';
import type { Explanation, Hypothesis } from './cause';
import { shown } from './cause';

/** A tolerance as wide as the stock itself would let any number pass for a pack; the reading must be near the book as a share too. */
const NEAR = { n: 1n, d: 4n };

/** The number is right in another unit: it is a known pack factor away from the book, up or down. */
export const packFactor: Hypothesis = {
  code: 'PACK_FACTOR',
  test(view, c) {
    const said = c.statement.quantity;
    const out: Explanation[] = [];
    for (const unit of view.units) {
      if (isZero(unit.factor) || order(unit.factor, { n: 1n, d: 1n }) === 0) continue;
      for (const book of c.band.values) {
        if (isZero(book) || isZero(said)) continue;
        const many = {
          read: multiply(said, unit.factor),
          words: `${shown(said)} ${unit.uom} are ${shown(multiply(said, unit.factor))} ${view.uom}`,
        };
        const few = {
          read: divide(said, unit.factor),
          words: `${shown(said)} ${view.uom} are ${shown(divide(said, unit.factor))} ${unit.uom}`,
        };
        for (const { read, words } of [many, few]) {
          if (order(absolute(subtract(read, book)), multiply(absolute(book), NEAR)) > 0) continue;
          out.push({
            left: absolute(subtract(read, book)),
            cause: {
              code: 'PACK_FACTOR',
              text: `the number seems to be in another unit: ${words}, and the book says ${shown(book)}`,
              evidence: [
                `1 ${unit.uom} = ${text(unit.factor, 6)} ${view.uom}`,
                `reported ${shown(said)}`,
                `book ${shown(book)} ${view.uom}`,
              ],
            },
          });
        }
      }
    }
    return out;
  },
};
