import { compare as order, type Fraction, minimum, multiply, ONE, whole } from '../canonical/quantity';
import type { Peer } from '../rules/pair-view';
import { accident, type Explanation, type Hypothesis, shown } from './cause';
import { cellOf, fitsPeer, gapOf, indexOf, missOf } from './peers';

const RUN = 3; // so many lines that differ, one under the other, have the number of their neighbour
const TOLD = 5;

/** Down by one: each row has the number of the row above it. */
const WAYS = [
  { by: 1, words: 'down', neighbour: 'above' },
  { by: -1, words: 'up', neighbour: 'below' },
] as const;

/** A column of a sheet has slid by a row: the numbers of a run of lines are those of the lines above them, or below. */
export const shiftedRows: Hypothesis = {
  code: 'ITEM_SWAP',
  test(view, c) {
    const cell = cellOf(c.statement.place);
    const column = view.peers && indexOf(view.peers).column(c.statement.document.id, c.statement.place);
    if (!cell || !column || !column.has(cell.row)) return [];
    return WAYS.flatMap(({ by, words, neighbour }): Explanation[] => {
      const from = column.get(cell.row - by);
      if (!from) return [];
      const run = runsOf(column, by).get(cell.row) ?? [];
      if (run.length < RUN) return [];
      const left = missOf(c.statement.quantity, from);
      const fits = run.map((p) => accident(1, missOf(p.said, column.get(cellOf(p.place)!.row - by)!), gapOf(p)));
      fits.sort((a, b) => order(a, b));
      return [
        {
          left,
          chance: fits.slice(0, RUN).reduce((product: Fraction, f) => multiply(product, minimum(f, ONE)), whole(WAYS.length)),
          shared: [{ key: `ITEM_SWAP|${words}`, words: `the numbers have slid ${words} by one row` }],
          cause: {
            code: 'ITEM_SWAP',
            text: `the numbers of ${run.length} rows seem to have slid ${words} by one: ${shown(c.statement.quantity)} is that of ${from.sku} in the row ${neighbour}`,
            evidence: [
              ...run.slice(0, TOLD).map((p) => told(p, column.get(cellOf(p.place)!.row - by)!, neighbour)),
              ...(run.length > TOLD ? [`and ${run.length - TOLD} more`] : []),
            ],
          },
        },
      ];
    });
  },
};

type Runs = ReadonlyMap<number, readonly Peer[]>; // by row
const known = new WeakMap<ReadonlyMap<number, Peer>, Map<1 | -1, Runs>>(); // every line of a column asks for them

function runsOf(column: ReadonlyMap<number, Peer>, by: 1 | -1): Runs {
  let ways = known.get(column);
  if (!ways) known.set(column, (ways = new Map()));
  let runs = ways.get(by);
  if (!runs) ways.set(by, (runs = runsIn(column, by)));
  return runs;
}

/** Rows one under the other, without a gap, that all have the number of their neighbour; of them those that differ. */
function runsIn(column: ReadonlyMap<number, Peer>, by: 1 | -1): Runs {
  const out = new Map<number, Peer[]>();
  let run: Peer[] = [];
  let last = NaN;
  for (const row of [...column.keys()].sort((a, b) => a - b)) {
    const [line, from] = [column.get(row)!, column.get(row - by)];
    const slid = from && line.uom === from.uom && fitsPeer(line.said, from, line.tolerance);
    if (!slid || row !== last + 1) run = [];
    last = slid ? row : NaN;
    if (!slid || !line.differs) continue;
    run.push(line);
    out.set(row, run);
  }
  return out;
}

const told = (line: Peer, from: Peer, neighbour: string): string =>
  `${line.place}: ${line.sku} reported ${shown(line.said)}; the book of ${from.sku} ${neighbour} says ${shown(from.low)} ${from.uom}`;
