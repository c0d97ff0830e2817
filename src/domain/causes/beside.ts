import { absolute, add, type Fraction, subtract, ZERO } from '../canonical/quantity';
import { Book } from '../ledger/book';
import { bookOptions } from '../ledger/compare';
import type { PairView, StockBeside } from '../rules/pair-view';
import { accident, type Differing, type Explanation, type Shared, shown } from './cause';

/** How the number may have come to hold what lies beside it. */
export interface Readings {
  readonly instead: (value: string) => string;
  readonly aswell: (value: string) => string;
  readonly name: string;
  readonly shared?: (both: boolean) => Shared;
}

/** The number is that of other stock, or of both together. */
export function countedBeside(
  view: PairView,
  c: Differing,
  what: StockBeside['what'],
  code: string,
  words: (b: StockBeside) => Readings,
): Explanation[] {
  const found = (view.beside ?? []).filter((b) => b.what === what && !isCounted(view, b)).map((b) => ({ b, values: valuesOf(b, view, c) }));
  const tried = 2 * found.reduce((n, f) => n + f.values.length, 0);
  const said = c.statement.quantity;
  return found.flatMap(({ b, values }) => {
    const read = words(b);
    return values.flatMap((v) =>
      [ZERO, ...c.band.values].map((own, i): Explanation => {
        const alone = i === 0;
        const left = absolute(subtract(said, add(own, v)));
        const sum = alone ? '' : ` and ${shown(own)} by our book here are ${shown(add(own, v))}`;
        return {
          left,
          chance: accident(alone ? tried : tried * c.band.values.length, left, alone ? c.distance : subtract(said, own)),
          ...(read.shared ? { shared: [read.shared(!alone)] } : {}),
          cause: {
            code,
            text: (alone ? read.instead : read.aswell)(`${shown(v)} ${view.uom}`),
            evidence: [`reported ${shown(said)} ${view.uom}`, `${read.name}: ${shown(v)} ${view.uom} by our book${sum}`],
          },
        };
      }),
    );
  });
}

/** Consigned stock that the program has in our number lies beside nothing. */
const isCounted = (view: PairView, b: StockBeside): boolean =>
  b.what === 'owner' && b.name !== '' && view.owner === 'buyer' && view.terms?.stock_classes?.includes('consigned') === true;

function valuesOf(b: StockBeside, view: PairView, c: Differing): readonly Fraction[] {
  const book = new Book(b.counts, b.movements, bookOptions(view));
  return (book.over(...c.window!)?.values ?? []).filter((v) => v.n > 0n);
}
