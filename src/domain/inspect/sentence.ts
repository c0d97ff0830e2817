import { readPlace } from '../canonical/place';
import { grouped } from '../exceptions/words';

/** A line as the API tells it; `given` is what was sent. */
export interface SaidLine {
  readonly sku: string | null;
  readonly location: string | null;
  readonly measure: string;
  readonly quantity: string | null;
  readonly uom: string | null;
  readonly said: string | null; // as-of, as it was said
  readonly place: string;
  readonly parked: string | null;
  readonly given: unknown;
}
interface Given {
  readonly refs?: readonly { readonly value: string; readonly scheme?: string }[];
  readonly quantity?: string;
  readonly uom?: string;
}
/** One sentence, and the lines that it speaks of, by their index. */
export interface Sentence {
  readonly text: string;
  readonly lines: readonly number[];
}

const MEASURES: Readonly<Record<string, string>> = {
  on_hand: 'on hand',
  available: 'available',
  sold: 'sold',
  received: 'received',
  in_transit: 'on the way',
  on_order: 'on order',
  returned: 'returned',
  damaged: 'damaged',
  committed: 'committed',
  min: 'as the least stock',
  max: 'as the most stock',
  shipped: 'shipped',
};
export const measureSaid = (measure: string): string => MEASURES[measure] ?? measure.replaceAll('_', ' ');

/** `Item FST-0441, RNO: 120 EA on hand, 4.5 EA sold`: what follows one another about one item at one place is one sentence. */
export function sentencesOf(lines: readonly SaidLine[]): Sentence[] {
  const out: Sentence[] = [];
  let key = '';
  let open: number[] = [];
  const close = (): void => {
    if (open.length > 0) out.push({ text: sentenceOf(open.map((n) => lines[n]!)), lines: open });
    open = [];
  };
  for (const [n, l] of lines.entries()) {
    const next = JSON.stringify([itemOf(l), l.location, l.said, l.parked]);
    if (next !== key) close();
    key = next;
    open.push(n);
  }
  close();
  return out;
}

function sentenceOf(lines: readonly SaidLine[]): string {
  const [first] = lines as [SaidLine];
  const where = first.location === null ? '' : `, ${first.location}`;
  const waits = first.parked === null ? '' : `; it waits: ${waitsFor(first.parked)}`;
  return `Item ${itemOf(first)}${where}: ${lines.map(numberOf).join(', ')}${waits}`;
}

const givenOf = ({ given }: SaidLine): Given => (typeof given === 'object' && given !== null ? given : {});

/** Our number; behind it theirs, where they call it otherwise. */
function itemOf(l: SaidLine): string {
  const refs = [...new Set((givenOf(l).refs ?? []).map((r) => r.value))].filter((v) => v !== '');
  if (l.sku === null) return refs.length === 0 ? 'without a number' : refs.join(' / ');
  const theirs = refs.find((v) => v !== l.sku);
  return theirs === undefined || refs.includes(l.sku) ? l.sku : `${l.sku} (their ${theirs})`;
}

/** In our unit; as it was sent, where that is another one. What nobody said is not zero. */
function numberOf(l: SaidLine): string {
  const { quantity: sent, uom } = givenOf(l);
  const what = measureSaid(l.measure);
  const asSent = [sent, uom].filter((t) => t !== undefined && t !== '').join(' ');
  if (l.quantity === null) return asSent === '' ? `${what}: not said` : `${asSent} ${what}`;
  const ours = [grouped(l.quantity), l.uom].filter((t) => t !== null && t !== '').join(' ');
  const other = uom !== undefined && l.uom !== null && uom !== '' && uom !== l.uom && sent !== l.quantity;
  return `${ours} ${what}${other ? ` (sent as ${asSent})` : ''}`;
}

/** Reasons for which a line waits, for who reads them. */
const WAITS: Readonly<Record<string, string>> = {
  'item.unknown': 'nobody knows which item is meant',
  'item.damaged': 'the number of the item is damaged',
  'item.ambiguous': 'more than one item may be meant',
  'item.conflict': 'its numbers are of different items',
  'item.none-given': 'it names no item',
  'location.unknown': 'nobody knows which place is meant',
  'location.conflict': 'its codes are of different places',
  'location.none-given': 'it names no place',
  'unit.unknown': 'nobody knows how much its unit is of this item',
};
/** Why a line waits, in words; what was found out beside it follows. */
export function waitsFor(parked: string): string {
  const [code = '', ...detail] = parked.split(': ');
  const why = WAITS[code] ?? code.toLowerCase().replace(/[._-]/g, ' ');
  return detail.length === 0 ? why : `${why}: ${detail.join(': ')}`;
}

/** Which row, segment or line of the file a place lies in: the same text for all places within it. */
export function unitOf(place: string): string {
  const at = readPlace(place);
  if (at.in === 'segment') return `segment ${at.number}`;
  if (at.in === 'cell') return `${at.sheet}!${at.row}`;
  return at.in === 'row' ? `row ${at.row}` : place;
}
