import type { Kind } from '../kind';
import { itemCrossrefs, locationCrossrefs, unitCrossrefs } from './crossrefs';
import { counts, demand, feeds, orders } from './facts';
import { calendars, itemUnits, items, locations, suppliers } from './masters';
import { movements } from './movements';
import { programs, reportSchedules, tolerances } from './terms';

/**
 * In the order in which they are imported whatever the order given: what is named before what names it, and how far the data
 * reach only after the data are in.
 */
export const KINDS: readonly Kind[] = [
  suppliers,
  locations,
  calendars,
  items,
  itemUnits,
  itemCrossrefs,
  locationCrossrefs,
  unitCrossrefs,
  programs,
  tolerances,
  reportSchedules,
  counts,
  movements,
  orders,
  demand,
  feeds,
];

/** `counts.csv`, `counts-2026-09.csv`: the file's name up to its first `-` or its end. */
export function kindOf(fileName: string): Kind | undefined {
  const name = fileName.replace(/\.[^.]+$/, '').toLowerCase();
  return KINDS.find((k) => name === k.name || name.startsWith(`${k.name}-`));
}
