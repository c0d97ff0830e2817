import type { ItemRef, LocationRef, Segment } from '../canonical/vocabulary';

/** One HL of a ship notice with what its segments said; any of them may stand on any level, and the level is their scope. */
export interface Level {
  readonly parent: Level | null;
  readonly code: string; // S, O, T, P, I …; '' for what stands before the first HL
  lin: Segment | null;
  refs: readonly ItemRef[];
  sn1: Segment | null;
  order: string | null;
  orderLine: string | null;
  shipTo: LocationRef | null;
  buyer: LocationRef | null;
  sscc: string | null;
  lots: string[] | null; // null for none: of a hundred thousand levels few have any
  packs: string[] | null; // SSCCs of what splits the item
}

export const levelOf = (parent: Level | null, code: string): Level => ({
  parent,
  code,
  lin: null,
  refs: [],
  sn1: null,
  order: null,
  orderLine: null,
  shipTo: null,
  buyer: null,
  sscc: null,
  lots: null,
  packs: null,
});

/** The nearest thing that a level or one above it says. */
export function nearest<T>(from: Level | null, of: (l: Level) => T | null): T | null {
  for (let l = from; l; l = l.parent) {
    const value = of(l);
    if (value !== null) return value;
  }
  return null;
}

const ORDER = ['S', 'E', 'O', 'T', 'P', 'Q', 'I', 'F', 'K'];
const rankOf = (code: string): number => ORDER.indexOf(code);

/** The tree of the levels by HL02. The codes in BSN05 and HL04 are often wrong, and are not asked. */
export class Levels {
  readonly root = levelOf(null, '');
  private readonly byId = new Map<string, Level>();
  private readonly latest: Level[] = []; // the newest level of each rank, in the order of their coming
  count = 0;

  open(id: string, parentId: string, code: string): Level {
    const named = parentId === '' || parentId === '0' ? undefined : this.byId.get(parentId);
    const level = levelOf(named ?? this.above(code), code);
    this.count += 1;
    this.byId.set(id, level);
    const { latest } = this;
    if (latest.at(-1)?.code === code) latest.pop();
    else {
      const same = latest.findIndex((l) => l.code === code);
      if (same >= 0) latest.splice(same, 1);
    }
    latest.push(level);
    return level;
  }

  /** Without a parent's number: the newest level above, by the order in which levels stand in a shipment. */
  private above(code: string): Level {
    const own = rankOf(code);
    const found = own < 0 ? this.latest.at(-1) : this.latest.findLast((l) => rankOf(l.code) >= 0 && rankOf(l.code) < own);
    return found ?? this.root;
  }
}
