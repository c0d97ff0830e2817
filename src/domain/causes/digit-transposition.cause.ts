import { divide, type Fraction, isZero, ONE, ZERO } from '../canonical/quantity';
import { accident, type Explanation, gaps, type Hypothesis, shown } from './cause';

/**
 * Two adjacent digits of one number swapped give the other exactly; a difference that is merely a multiple of nine says nothing.
 * Whoever counts in packs swaps the digits of the packs.
 */
export const digitTransposition: Hypothesis = {
  code: 'DIGIT_TRANSPOSITION',
  test(view, c) {
    const units = [{ uom: view.uom, factor: ONE }, ...view.units.filter((u) => !isZero(u.factor))];
    const out: Explanation[] = [];
    const read = units.flatMap(({ uom, factor }) => {
      const said = inWholePacks(c.statement.quantity, factor);
      return said === undefined ? [] : [{ uom, factor, said }];
    });
    for (const { uom, factor, said } of read) {
      for (const { book, gap } of gaps(c)) {
        const meant = inWholePacks(book, factor);
        const at = meant === undefined ? -1 : swappedAt(said, meant);
        if (at < 0) continue;
        out.push({
          left: ZERO,
          chance: accident((said.length - 1) * read.length * c.band.values.length, ZERO, gap),
          cause: {
            code: 'DIGIT_TRANSPOSITION',
            text: `two digits seem to be swapped: ${said} for ${meant} ${uom}`,
            evidence: [
              `reported ${said} ${uom}`,
              `book ${meant} ${uom}`,
              `the digits ${said[at]} and ${said[at + 1]} have changed places`,
              ...(uom === view.uom ? [] : [`1 ${uom} = ${shown(factor)} ${view.uom}`]),
            ],
          },
        });
      }
    }
    return out;
  },
};

/** As somebody writes it down: pieces as they are, packs only where they are whole. */
function inWholePacks(quantity: Fraction, factor: Fraction): string | undefined {
  const packs = divide(quantity, factor);
  if (packs.n <= 0n || (packs.d !== 1n && factor !== ONE)) return undefined;
  return shown(packs);
}

/** Where two adjacent digits of `a` stand in `b` the other way round, all else being equal; -1 if nowhere. */
function swappedAt(a: string, b: string): number {
  if (a.length !== b.length) return -1;
  const i = [...a].findIndex((digit, n) => digit !== b[n]);
  if (i < 0 || i + 1 >= a.length || a[i] === '.' || a[i + 1] === '.') return -1;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2) ? i : -1;
}
