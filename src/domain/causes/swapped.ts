import { compare as order, maximum, multiply } from '../canonical/quantity';
import type { Peer, PairView } from '../rules/pair-view';
import { accident, type Differing, type Explanation, shown } from './cause';
import { gapOf, missOf } from './peers';

/** Each of the two has the number that belongs to the other: two coincidences at once. */
export function swapped(view: PairView, c: Differing, peer: Peer, tried: number, code: string, words: () => string): Explanation[] {
  const there = missOf(peer.said, c.band);
  if (order(there, peer.tolerance) > 0) return [];
  const here = missOf(c.statement.quantity, peer);
  if (order(here, c.tolerance) > 0 || gapOf(peer).n === 0n) return [];
  const at = (p: { readonly place: string | null }): string => (p.place === null ? '' : ` (${p.place})`);
  const book = (low: string, high: string): string => (low === high ? low : `${low} to ${high}`);
  const line = (name: string, said: string, low: string, high: string): string => `${name}: reported ${said}, book ${book(low, high)} ${view.uom}`; // prettier-ignore
  const name = (sku: string, location: string): string => (code === 'LOCATION_SWAP' ? location : sku);
  return [
    {
      peer,
      left: maximum(here, there),
      chance: multiply(accident(tried, here, c.distance), accident(1, there, gapOf(peer))),
      cause: {
        code,
        text: words(),
        evidence: [
          line(name(view.sku, view.location) + at(c.statement), shown(c.statement.quantity), shown(c.band.low), shown(c.band.high)),
          line(name(peer.sku, peer.location) + at(peer), shown(peer.said), shown(peer.low), shown(peer.high)),
        ],
      },
    },
  ];
}
