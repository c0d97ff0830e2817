import type { CompositeSegment } from '../canonical/vocabulary';

/** A quantity with what qualifies it, or the several of one INV that are qualified together. */
export interface QuantityGroup {
  readonly quantities: CompositeSegment[];
  inv: CompositeSegment | null;
  location: CompositeSegment | null; // LOC
  party: CompositeSegment | null; // NAD
  reference: CompositeSegment | null; // RFF
  dates: readonly CompositeSegment[];
  details: number; // CPS, PAC, PCI, GIN: it is split further
  own: boolean; // place, date or split are its own, not the line's
}
/** A line of stock or sales: what names the item, what holds for all of it, and its quantities. */
export interface ItemLine {
  readonly lin: CompositeSegment;
  readonly pias: readonly CompositeSegment[];
  readonly imd: CompositeSegment | null;
  readonly ftx: CompositeSegment | null;
  readonly prices: readonly CompositeSegment[];
  readonly references: readonly CompositeSegment[];
  readonly dates: readonly CompositeSegment[];
  readonly groups: readonly QuantityGroup[];
}

const SPLITS = new Set(['CPS', 'PAC', 'PCI', 'GIN']);

/**
 * Which place, date and direction belong to which quantity. Until D.01B a QTY opens its group and INV stands behind it, from then
 * on INV opens the group; what is seen first in the line tells, since senders mix directories and forms. What stands between LIN
 * and the first of them holds for the whole line.
 */
export function groupsOf(lin: CompositeSegment, rest: readonly CompositeSegment[]): ItemLine {
  const { byInv, placesFirst, labelsFirst } = orderOf(rest);
  let pias = NONE;
  let prices = NONE;
  let references = NONE;
  let dates = NONE;
  const groups: QuantityGroup[] = [];
  let imd: CompositeSegment | null = null;
  let ftx: CompositeSegment | null = null;
  let place: CompositeSegment | null = null;
  let party: CompositeSegment | null = null;
  let label: CompositeSegment | null = null;
  let here: QuantityGroup | null = null;
  let before = '';
  const open = (inv: CompositeSegment | null, quantities: CompositeSegment[]): void => {
    here = { quantities, inv, location: place, party, reference: label, dates: NONE, details: 0, own: false };
    groups.push(here);
  };
  for (const s of rest) {
    const group = here as QuantityGroup | null;
    switch (s.tag) {
      case 'PIA':
        pias = [...pias, s];
        break;
      case 'IMD':
        imd ??= s;
        break;
      case 'FTX':
        ftx ??= s;
        break;
      case 'PRI':
        prices = [...prices, s];
        break;
      case 'QTY':
        if (byInv && group && !group.own) group.quantities.push(s);
        else open(byInv && group ? group.inv : null, [s]);
        break;
      case 'INV':
        if (byInv || !group) open(s, []);
        else group.inv ??= s;
        break;
      case 'LOC':
        if (!group || placesFirst) place = s;
        else if (group.location === place) own(group).location = s;
        break;
      case 'NAD':
        if (group) own(group).party = s;
        else party = s;
        break;
      case 'DTM':
        if (before === 'RFF') break; // the reference's own date
        if (group) own(group).dates = [...group.dates, s];
        else dates = [...dates, s];
        break;
      case 'RFF':
        references = [...references, s];
        if (labelsFirst) label = s;
        else if (group) group.reference ??= s;
        break;
      default:
        if (group && SPLITS.has(s.tag)) own(group).details += 1;
    }
    before = s.tag;
  }
  return { lin, pias, imd, ftx, prices, references, dates, groups: byInv ? groups.filter((g) => g.quantities.length > 0) : groups };
}

function own(group: QuantityGroup): QuantityGroup {
  group.own = true;
  return group;
}
const NONE: readonly CompositeSegment[] = [];

/**
 * In which order a line says things: whether INV opens its groups, and whether places, or labels, stand in front of their
 * quantities: one before the first, and none behind the last.
 */
function orderOf(rest: readonly CompositeSegment[]): { byInv: boolean; placesFirst: boolean; labelsFirst: boolean } {
  let [inv, loc, rff] = [false, false, false]; // before the first quantity
  let qty = false;
  let [locs, rffs] = [false, false]; // behind the last one
  for (const { tag } of rest)
    if (tag === 'QTY') {
      qty = true;
      [locs, rffs] = [false, false];
    } else if (tag === 'LOC') {
      if (qty) locs = true;
      else loc = true;
    } else if (tag === 'RFF') {
      if (qty) rffs = true;
      else rff = true;
    } else if (tag === 'INV' && !qty) inv = true;
  return { byInv: inv, placesFirst: loc && qty && !locs, labelsFirst: rff && qty && !rffs };
}

/**
 * Puts the lines of a message together: each LIN with what follows it, up to the summary. A sales report may list its lines below
 * outlets: where a LOC stands before the first line, every further one ends a line and opens the next outlet (`outlets`).
 */
export class Lines {
  private lin: CompositeSegment | null = null;
  private rest: CompositeSegment[] = [];
  private first = true;
  private byOutlet = false;

  constructor(
    private readonly outlets: boolean,
    private readonly line: (line: ItemLine) => void,
    private readonly header: (s: CompositeSegment) => void,
  ) {}

  take(s: CompositeSegment): void {
    const { tag } = s;
    const opens = tag === 'LIN';
    if (opens) this.first = false;
    else if (this.outlets && this.first && tag === 'LOC') this.byOutlet = true;
    if (opens || tag === 'UNS' || tag === 'CNT' || tag === 'UNT' || (this.byOutlet && tag === 'LOC')) {
      this.end();
      if (opens) this.lin = s;
      else this.header(s);
    } else if (this.lin) this.rest.push(s);
    else this.header(s);
  }

  end(): void {
    if (this.lin) this.line(groupsOf(this.lin, this.rest));
    this.lin = null;
    this.rest = [];
  }
}
