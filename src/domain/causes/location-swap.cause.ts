import { absolute, add, compare as order, type Fraction, subtract } from '../canonical/quantity';
import type { Peer } from '../rules/pair-view';
import { accident, type Differing, type Explanation, type Hypothesis, shown, signedText } from './cause';
import { indexOf, missOf } from './peers';
import { swapped } from './swapped';

/**
 * One item at two places: each has the number of the other, or what is too much here is missing there. That the number is the
 * other place's alone says something only where a whole report says it.
 */
export const locationSwap: Hypothesis = {
  code: 'LOCATION_SWAP',
  test(view, c) {
    const others = indexOf(view.peers ?? [])
      .of(view.sku)
      .filter((p) => p.location !== view.location);
    return others.flatMap((peer) => {
      const words = `${view.sku} at ${view.location} and ${peer.location}`;
      const text = `the numbers of ${words} seem to be swapped: ${shown(c.statement.quantity)} and ${shown(peer.said)} ${view.uom}`;
      const both = peer.differs ? [...swapped(view, c, peer, others.length, { code: 'LOCATION_SWAP', text }), ...mirrored(view.uom, c, peer, others.length)] : []; // prettier-ignore
      return [...both, ...theOther(view.uom, c, peer, others.length)];
    });
  },
};

/** Goods of one place that were counted at the other. */
function mirrored(uom: string, c: Differing, peer: Peer, tried: number): Explanation[] {
  const theirs: Fraction = order(peer.said, peer.low) < 0 ? subtract(peer.said, peer.low) : subtract(peer.said, peer.high);
  const left = absolute(add(c.distance, theirs));
  if (order(c.distance, { n: 0n, d: 1n }) === order(theirs, { n: 0n, d: 1n })) return [];
  const [more, less] = [shown(absolute(c.distance)), c.distance.n > 0n ? 'too much here' : 'missing here'];
  return [
    {
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

function theOther(uom: string, c: Differing, peer: Peer, tried: number): Explanation[] {
  const left = missOf(c.statement.quantity, peer);
  return [
    {
      left,
      chance: accident(tried, left, c.distance),
      wide: true,
      shared: [{ key: `LOCATION_SWAP|${peer.location}`, words: `the numbers are those of ${peer.location}` }],
      cause: {
        code: 'LOCATION_SWAP',
        text: `the number is that of ${peer.location}: our book there says ${shown(peer.low)} ${uom}`,
        evidence: [`reported ${shown(c.statement.quantity)}`, `book at ${peer.location}: ${shown(peer.low)} ${uom}`],
      },
    },
  ];
}
