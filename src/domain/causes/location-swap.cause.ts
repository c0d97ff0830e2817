import { absolute, add, compare as order, type Fraction, minimum, multiply, ONE, subtract } from '../canonical/quantity';
import type { PairView, Peer } from '../rules/pair-view';
import { countedBeside } from './beside';
import { accident, type Differing, type Explanation, type Hypothesis, shown, signedText } from './cause';
import { fitsPeer, gapOf, indexOf, missOf } from './peers';
import { swapped } from './swapped';

/**
 * One item at two places: each has the number of the other, or what is too much here is missing there, or the number of the
 * other was told here as well. Of places that were not reported it is asked only where a whole report may be of them.
 */
export const locationSwap: Hypothesis = {
  code: 'LOCATION_SWAP',
  test(view, c) {
    const others = indexOf(view.peers ?? [])
      .of(view.sku)
      .filter((p) => p.location !== view.location);
    const said = shown(c.statement.quantity);
    const each = others
      .filter((p) => p.differs)
      .flatMap((peer) => {
        const words = (): string => `the numbers of ${view.sku} at ${view.location} and ${peer.location} seem to be swapped: ${said} and ${shown(peer.said)} ${view.uom}`; // prettier-ignore
        const whole = swapped(view, c, peer, others.length, 'LOCATION_SWAP', words).map((e) => ({ ...e, chance: multiply(e.chance, besides(view, c, peer.location)) })); // prettier-ignore
        return [...whole, ...mirrored(view.uom, c, peer, others.length)];
      });
    return [...each, ...others.flatMap((peer) => ofTheOther(view, c, peer, others.length)), ...theOther(view, c)];
  },
};

const LOOKED_AT = 20; // lines of the same report; two that say the same of the place say enough
const ENOUGH = 2;

/** How likely it is by accident that other lines of the same report have the numbers of that other place as well. */
function besides(view: PairView, c: Differing, place: string): Fraction {
  const index = indexOf(view.peers ?? []);
  const fits: Fraction[] = [];
  for (const line of index.lines(c.statement.document.id, view.location).slice(0, LOOKED_AT)) {
    if (line.sku === view.sku) continue;
    const there = index.of(line.sku).find((p) => p.location === place);
    if (there && fitsPeer(line.said, there, line.tolerance)) fits.push(minimum(ONE, accident(1, missOf(line.said, there), gapOf(line))));
  }
  return fits.sort(order).slice(0, ENOUGH).reduce(multiply, ONE);
}

/** Goods of one place that were counted at the other. */
function mirrored(uom: string, c: Differing, peer: Peer, tried: number): Explanation[] {
  const theirs: Fraction = order(peer.said, peer.low) < 0 ? subtract(peer.said, peer.low) : subtract(peer.said, peer.high);
  const left = absolute(add(c.distance, theirs));
  if (order(c.distance, { n: 0n, d: 1n }) === order(theirs, { n: 0n, d: 1n })) return [];
  const [more, less] = [shown(absolute(c.distance)), c.distance.n > 0n ? 'too much here' : 'missing here'];
  return [
    {
      peer,
      left,
      chance: accident(tried, left, c.distance),
      cause: {
        code: 'LOCATION_SWAP',
        text: `${more} ${uom} are ${less}, and ${shown(absolute(theirs))} are ${c.distance.n > 0n ? 'missing' : 'too much'} at ${peer.location}: counted at the wrong place`,
        evidence: [`here ${signedText(c.distance)} ${uom}`, `${peer.location} ${signedText(theirs)} ${uom} (reported ${shown(peer.said)})`],
      },
    },
  ];
}

/** The number of the one is told of both: what stands there of the other is not known to be wrong, and proves half as much. */
function ofTheOther(view: PairView, c: Differing, peer: Peer, tried: number): Explanation[] {
  const left = missOf(c.statement.quantity, peer);
  if (order(left, c.tolerance) > 0) return [];
  const book = order(peer.low, peer.high) === 0 ? shown(peer.low) : `${shown(peer.low)} to ${shown(peer.high)}`;
  return [
    {
      left,
      chance: multiply(accident(ONE_SIDED * tried, add(left, subtract(peer.high, peer.low)), c.distance), besides(view, c, peer.location)),
      cause: {
        code: 'LOCATION_SWAP',
        text: `the number seems to be that of ${peer.location}: our book there says ${book} ${view.uom}`,
        evidence: [`reported ${shown(c.statement.quantity)} ${view.uom}`, `book at ${peer.location}: ${book} ${view.uom}`],
      },
    },
  ];
}
const ONE_SIDED = 4;

/** The book of another place, wherever the item was counted; asked only for reports of which most lines differ. */
function theOther(view: PairView, c: Differing): Explanation[] {
  return countedBeside(view, c, 'place', 'LOCATION_SWAP', ({ name }) => ({
    name: `book at ${name}`,
    instead: (v) => `the number is that of ${name}: our book there says ${v}`,
    aswell: (v) => `the stock at ${name} seems to be counted as well: ${v}`,
    shared: (both) => ({
      key: `LOCATION_SWAP|${name}${both ? '|as well' : ''}`,
      words: both ? `what lies at ${name} is counted as well` : `the numbers are those of ${name}`,
    }),
  })).map((e) => ({ ...e, wide: true }));
}
