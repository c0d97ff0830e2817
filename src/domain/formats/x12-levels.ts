import type { ItemRef, LocationRef, Segment } from '../canonical/vocabulary';
import { shortInteger } from './x12-sum';

/** What a level says for all that is below it. */
interface Scope {
  order: string | null;
  shipTo: LocationRef | null;
  buyer: LocationRef | null;
  sscc: string | null;
}

/** One HL of a ship notice with what its segments said; any of them may stand on any level, and the level is their scope. */
export interface Level extends Scope {
  readonly parent: Level | null;
  readonly code: string; // S, O, T, P, I …; '' for what stands before the first HL
  readonly number: number; // its HL01 where levels are counted from 1, else 0
  readonly above: Scope; // the nearest thing that a level above it says
  below: Scope | null; // as `above` of its children, once it has any
  readonly within: Level | null; // the item that was open when it began, if it stands below that
  lin: Segment | null;
  refs: readonly ItemRef[];
  sn1: Segment | null;
  orderLine: string | null;
  lots: string[] | null; // null for none: of a hundred thousand levels few have any
  packs: string[] | null; // SSCCs of what splits the item
}

const NO_REFS: readonly ItemRef[] = [];
const NOTHING: Scope = { order: null, shipTo: null, buyer: null, sscc: null };
const isSilent = (l: Scope): boolean => l.order === null && l.shipTo === null && l.buyer === null && l.sscc === null;

/** `item`: the one that is open, whatever level it is of. */
export const levelOf = (parent: Level | null, code: string, number = 0, item: Level | null = null): Level => ({
  parent,
  code,
  number,
  above: parent ? (parent.below ??= scopeBelow(parent)) : NOTHING,
  below: null,
  within: item !== null && (parent === item || parent?.within === item) ? item : null,
  lin: null,
  refs: NO_REFS,
  sn1: null,
  order: null,
  orderLine: null,
  shipTo: null,
  buyer: null,
  sscc: null,
  lots: null,
  packs: null,
});

/** A level is left when one below it opens, and says nothing more from then on. */
function scopeBelow(l: Level): Scope {
  const { above } = l;
  if (isSilent(l)) return above;
  const { order, shipTo, buyer, sscc } = l;
  return { order: order ?? above.order, shipTo: shipTo ?? above.shipTo, buyer: buyer ?? above.buyer, sscc: sscc ?? above.sscc };
}

/** A number as it is counted, without leading zeros, so that two of the same number are the same text. */
function plainNumber(text: string): number | undefined {
  const number = shortInteger(text);
  return number !== undefined && number > 0 && text.charCodeAt(0) !== 48 ? number : undefined;
}

const ORDER = ['S', 'E', 'O', 'T', 'P', 'Q', 'I', 'F', 'K'];
const rankOf = (code: string): number => ORDER.indexOf(code);

/** The tree of the levels by HL02. The codes in BSN05 and HL04 are often wrong, and are not asked. */
export class Levels {
  readonly root = levelOf(null, '');
  private readonly byNumber: Level[] = []; // nearly all are counted from 1
  private readonly byId = new Map<string, Level>(); // the others
  private readonly latest: Level[] = []; // the newest level of each rank, in the order of their coming
  count = 0;
  orphan = false; // the level opened last names one that it lies in, and there is none of that number

  open(id: string, parentId: string, code: string, item: Level | null = null): Level {
    const named = parentId === '' || parentId === '0' ? undefined : this.named(parentId);
    this.orphan = named === undefined && parentId !== '' && parentId !== '0';
    const counted = this.byNumber.length + 1 === plainNumber(id);
    const level = levelOf(named ?? this.above(code), code, counted ? this.byNumber.length + 1 : 0, item);
    this.count += 1;
    if (counted) {
      this.byNumber.push(level);
      if (this.byId.size > 0) this.byId.delete(id);
    } else this.byId.set(id, level);
    const { latest } = this;
    if (latest.length > 0 && latest[latest.length - 1]!.code === code) latest[latest.length - 1] = level;
    else {
      const same = latest.findIndex((l) => l.code === code);
      if (same >= 0) latest.splice(same, 1);
      latest.push(level);
    }
    return level;
  }
  /** An item that is complete and says nothing for levels below it: its parent answers in its place, and a notice of a million items holds none. */
  forget(item: Level): void {
    const { number, parent } = item;
    if (number > 0 && parent && isSilent(item)) this.byNumber[number - 1] = parent;
  }
  /** The newest level of a number: senders who count anew in every order mean the last one. */
  private named(id: string): Level | undefined {
    return (this.byId.size > 0 ? this.byId.get(id) : undefined) ?? this.byNumber[(plainNumber(id) ?? 0) - 1];
  }

  /** Without a parent's number: the newest level above, by the order in which levels stand in a shipment. */
  private above(code: string): Level {
    const own = rankOf(code);
    const found = own < 0 ? this.latest.at(-1) : this.latest.findLast((l) => rankOf(l.code) >= 0 && rankOf(l.code) < own);
    return found ?? this.root;
  }
}
