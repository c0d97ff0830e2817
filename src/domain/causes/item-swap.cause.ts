import type { Peer } from '../rules/pair-view';
import { type Differing, type Hypothesis, shown } from './cause';
import { cellOf, indexOf } from './peers';
import { swapped } from './swapped';

/** Two items at one place have each other's numbers. Lines that stand side by side are swapped more easily than any two. */
export const itemSwap: Hypothesis = {
  code: 'ITEM_SWAP',
  test(view, c) {
    if (!view.peers) return [];
    const index = indexOf(view.peers);
    const others = index.differingAt(view.location) - 1;
    return index
      .near(view.location, c.statement.quantity, c.tolerance)
      .filter((p) => p.sku !== view.sku && p.uom === view.uom)
      .flatMap((peer) =>
        swapped(
          view,
          c,
          peer,
          Math.min(others, 2 * rowsBetween(c, peer)),
          'ITEM_SWAP',
          () =>
            `the numbers of ${view.sku} and ${peer.sku} seem to be swapped: ${shown(c.statement.quantity)} and ${shown(peer.said)} ${view.uom}`,
        ),
      );
  },
};

function rowsBetween(c: Differing, peer: Peer): number {
  const [a, b] = [cellOf(c.statement.place), cellOf(peer.place)];
  const together = a && b && a.column === b.column && peer.document === c.statement.document.id;
  return together ? Math.max(1, Math.abs(a.row - b.row)) : Infinity;
}
