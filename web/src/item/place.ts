import type { Place } from '../route';

/** An item at a location and the supplier whose numbers stand beside ours; null where one of them is not known. */
export interface Pair {
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
}
export function itemPlace({ supplier, sku, location }: Pair): Place | null {
  if (!supplier || !sku || !location) return null;
  return { screen: 'item', id: null, query: { supplier, sku, location } };
}

/** Of the list from which one came, so that one goes on from one to the next without going back. */
let trail: readonly Place[] = [];
export function comeFrom(pairs: readonly Pair[]): void {
  trail = pairs.flatMap((p) => itemPlace(p) ?? []);
}
/** Whether the step back leads to a list of ours; who opened a link of their own would leave the console. */
export const isFromList = (): boolean => trail.length > 0;
const isSame = (a: Place, b: Place): boolean => ['supplier', 'sku', 'location'].every((k) => a.query[k] === b.query[k]);
export function beside(place: Place, by: 1 | -1): Place | null {
  const at = trail.findIndex((p) => isSame(p, place));
  // Several of the list may be about the same one.
  for (let i = at + by; at >= 0 && i >= 0 && i < trail.length; i += by) if (!isSame(trail[i]!, place)) return trail[i]!;
  return null;
}
