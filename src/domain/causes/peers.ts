import { absolute, add, compare as order, type Fraction, subtract, ZERO } from '../canonical/quantity';
import { once } from '../canonical/once';
import type { Peer } from '../rules/pair-view';

/** Where a line stands in a sheet. */
interface Cell {
  readonly column: string; // with its sheet and file
  readonly row: number;
}

/** `Sheet1!E6`, `row 7, column Qty`; segments are no rows. */
export function cellOf(place: string | null): Cell | undefined {
  const cell = /^(.*![A-Z]+)(\d+)$/.exec(place ?? '');
  if (cell) return { column: cell[1]!, row: Number(cell[2]) };
  const row = /^(.*\b)?row (\d+)(.*)$/.exec(place ?? '');
  return row ? { column: `${row[1] ?? ''}|${row[3]}`, row: Number(row[2]) } : undefined;
}

/** Neither below nor above what our book allows for the peer: zero; else the way to it. */
export function missOf(value: Fraction, peer: Pick<Peer, 'low' | 'high'>): Fraction {
  if (order(value, peer.low) < 0) return subtract(peer.low, value);
  return order(value, peer.high) > 0 ? subtract(value, peer.high) : ZERO;
}
export const gapOf = (peer: Peer): Fraction => missOf(peer.said, peer);

/** The peers of a supplier by what they are asked for; there may be some thousands of them. */
export class PeerIndex {
  private readonly byBook = new Map<string, { readonly book: Fraction; readonly peer: Peer }[]>();
  private readonly bySku = new Map<string, Peer[]>();
  private readonly differing = new Map<string, number>(); // by location
  private readonly byDocument = new Map<string, Peer[]>();
  private readonly byColumn = new Map<string, Map<number, Peer>>();

  constructor(peers: readonly Peer[]) {
    for (const peer of peers) {
      listed(this.bySku, peer.sku).push(peer);
      if (peer.differs) listed(this.byDocument, `${peer.document}|${peer.location}`).push(peer);
      if (peer.differs) this.differing.set(peer.location, this.differingAt(peer.location) + 1);
      if (peer.differs)
        for (const book of order(peer.low, peer.high) === 0 ? [peer.low] : [peer.low, peer.high])
          listed(this.byBook, peer.location).push({ book, peer });
      const cell = cellOf(peer.place);
      if (!cell) continue;
      const column = `${peer.document}|${cell.column}`;
      if (!this.byColumn.has(column)) this.byColumn.set(column, new Map());
      this.byColumn.get(column)!.set(cell.row, peer);
    }
    for (const list of this.byBook.values()) list.sort((a, b) => order(a.book, b.book));
  }

  /** Pairs at the place that differ, and whose book is near a number. */
  near(location: string, value: Fraction, tolerance: Fraction): readonly Peer[] {
    const list = this.byBook.get(location) ?? [];
    const least = subtract(value, tolerance);
    const most = add(value, tolerance);
    const out = new Set<Peer>();
    for (let i = firstFrom(list, least); i < list.length && order(list[i]!.book, most) <= 0; i++) out.add(list[i]!.peer);
    return [...out];
  }
  differingAt = (location: string): number => this.differing.get(location) ?? 0;

  /** The lines of a document about a place that differ. */
  lines = (document: string, location: string): readonly Peer[] => this.byDocument.get(`${document}|${location}`) ?? [];

  of = (sku: string): readonly Peer[] => this.bySku.get(sku) ?? [];

  /** The lines of one column of a document, by row. */
  column(document: string, place: string | null): ReadonlyMap<number, Peer> | undefined {
    const cell = cellOf(place);
    return cell && this.byColumn.get(`${document}|${cell.column}`);
  }
}

function listed<T>(map: Map<string, T[]>, key: string): T[] {
  let list = map.get(key);
  if (!list) map.set(key, (list = []));
  return list;
}

function firstFrom(list: readonly { readonly book: Fraction }[], least: Fraction): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(list[middle]!.book, least) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One list is shared by all pairs of a supplier. */
export const indexOf = once((peers: readonly Peer[]) => new PeerIndex(peers));
export const fitsPeer = (value: Fraction, peer: Peer, tolerance: Fraction): boolean => order(absolute(missOf(value, peer)), tolerance) <= 0;
