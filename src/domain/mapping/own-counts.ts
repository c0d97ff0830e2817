import { parseDecimal } from '../canonical/quantity';
import type { Row } from '../canonical/vocabulary';
import { examplesOf, textsOf } from './evidence';
import { isOtherThing } from './fields';
import { decimalSignOf, readNumber } from './numbers';
import { shapeOf } from './shapes';
import type { ListSeen } from './by-layouts';
import type { SuggestedField } from './suggest';

/** A row whose item and place may be known to the masters, so that its numbers can be compared with what the buyer counted there. */
export interface CountAsked {
  readonly row: number;
  readonly items: readonly { readonly value: string; readonly whose: SuggestedField['whose'] | null }[];
  readonly place: string | null; // none is said: where all of the supplier's programs are
}
/** The buyer's last counts by row; several where stock of more than one owner was counted. */
export type OwnCounts = ReadonlyMap<number, readonly string[]>;

const ROWS = 200;
const ENOUGH = 5; // rows, before their agreement says anything
const DIFFERENT = 3; // quantities other than zero: empty places agree by chance
const COUNTED = ['on_hand', 'available'];

/** The first rows of a stock list that say an item; none where no column of items, or more than one of places, is believed. */
export function countsToAsk(fields: readonly SuggestedField[], list: ListSeen, place: string | undefined): CountAsked[] {
  const believed = fields.filter((f) => f.band !== 'ask' && f.column !== null);
  const items = believed.filter((f) => f.field === 'item');
  const [at, other] = believed.filter((f) => f.field === 'location');
  if (list.kind !== 'stock_report' || items.length === 0 || other) return [];
  const shown = (row: Row, f: SuggestedField): string => row.cells[f.column! - 1]?.shown.trim() ?? '';
  const asked: CountAsked[] = [];
  for (const row of list.sample) {
    if (row.number <= list.after) continue;
    const named = items.map((f) => ({ value: shown(row, f), whose: f.whose ?? null })).filter((i) => i.value !== '');
    const where = at ? shown(row, at) : (place ?? null);
    if (named.length > 0 && where !== '') asked.push({ row: row.number, items: named, place: where });
    if (asked.length === ROWS) break;
  }
  return asked;
}

interface Agreement {
  readonly agree: number;
  readonly of: number;
  readonly different: number;
}
const NOTHING: Agreement = { agree: 0, of: 0, different: 0 };

/** How many of a column's numbers are what the buyer counted; a blank or what is no number is not compared. */
function agreementOf(column: number, { sample, after }: ListSeen, counts: OwnCounts): Agreement {
  if (shapeOf(sample, column, after).shape !== 'number') return NOTHING;
  const sign = decimalSignOf(textsOf([sample], column, after));
  const same = new Set<string>();
  let [agree, of] = [0, 0];
  for (const row of sample) {
    const counted = counts.get(row.number);
    const cell = counted && row.cells[column];
    const read = cell ? readNumber(cell, sign) : undefined;
    if (!counted || !read || !('amount' in read)) continue;
    of += 1;
    const amount = exactly(read.amount);
    if (!counted.some((c) => exactly(c) === amount)) continue;
    agree += 1;
    if (amount !== '0/1') same.add(amount);
  }
  return { agree, of, different: same.size };
}
function exactly(text: string): string {
  const { n, d } = parseDecimal(text) ?? { n: text, d: '' };
  return `${n}/${d}`;
}

const isStrong = ({ agree, of, different }: Agreement): boolean => of >= ENOUGH && different >= DIFFERENT && agree * 2 > of;

/**
 * The suggested fields against what the buyer counted. Agreement decides between columns, and never makes one sure that no heading
 * names; a column that disagrees loses nothing: that a supplier counts otherwise is what is to be found out.
 */
export function byCounts(
  fields: readonly SuggestedField[],
  list: ListSeen,
  counts: OwnCounts,
): { readonly fields: readonly SuggestedField[]; readonly decided: boolean } {
  if (counts.size === 0) return { fields, decided: false };
  const agreements = list.headings.map((_, column) => agreementOf(column, list, counts));
  const strong = agreements.flatMap((a, column) => (isStrong(a) && isFree(column, fields, list) ? [column] : []));
  const best = bestOf(fields, strong, agreements, list);
  const weighed = fields.map((f): SuggestedField => {
    const own = f.column === null ? NOTHING : (agreements[f.column - 1] ?? NOTHING);
    if (!COUNTED.includes(f.field) || own.of === 0 || (f.field === 'available' && !isStrong(own))) return f;
    const rivals = strong.filter((column) => column !== f.column! - 1);
    const beside = isStrong(own)
      ? []
      : rivals.map((c) => `${agreements[c]!.agree} of ${agreements[c]!.of} in ${JSON.stringify(list.headings[c])}`);
    const evidence = [...f.evidence, [told(own), ...beside].join(', ')];
    const named = f.band === 'likely' && list.settled.has(f.column! - 1) && isStrong(own) && rivals.length === 0; // a bare `Qty`
    return { ...f, evidence, band: named ? 'sure' : f.column === best?.column ? 'likely' : f.band };
  });
  if (!best) return { fields: weighed, decided: false };
  // a question is answered only between columns of which words say that they may be it
  const decided = fields.filter((f) => f.field === 'on_hand' && f.column !== null).length > 1;
  if (weighed.some((f) => f.column === best.column)) return { fields: weighed, decided };
  return { fields: [...weighed.filter((f) => f.field !== 'on_hand' || f.column !== null), best], decided };
}
const told = ({ agree, of }: Agreement): string => `${agree} of ${of} values are your own counts there`;

/** A column that may be on hand: it is nothing else by its heading, nor of another day. */
const isFree = (column: number, fields: readonly SuggestedField[], { headings }: ListSeen): boolean =>
  fields.every((f) => f.column !== column + 1 || f.field === 'on_hand') && !isOtherThing(headings[column] ?? '');

/** Where nothing is known to be on hand: the one column that agrees, of those that may be it, or at least twice as often as any other. */
function bestOf(
  fields: readonly SuggestedField[],
  strong: readonly number[],
  agreements: readonly Agreement[],
  list: ListSeen,
): SuggestedField | undefined {
  const of = fields.filter((f) => COUNTED.includes(f.field) && f.column !== null);
  if (of.some((f) => f.band !== 'ask' || list.settled.has(f.column! - 1))) return undefined;
  const asked = of.filter((f) => f.field === 'on_hand').map((f) => f.column! - 1);
  const may = asked.length > 1 ? strong.filter((c) => asked.includes(c)) : strong;
  const [first, second] = [...may].sort((a, b) => agreements[b]!.agree - agreements[a]!.agree);
  if (first === undefined || (second !== undefined && agreements[second]!.agree * 2 > agreements[first]!.agree)) return undefined;
  const known = fields.find((f) => f.column === first + 1);
  const examples = examplesOf(list.sample, first, list.after).map((e) => JSON.stringify(e));
  const evidence = [told(agreements[first]!), `holds ${examples.join(', ')}`];
  return known ?? { field: 'on_hand', column: first + 1, heading: list.headings[first] || null, band: 'likely', evidence };
}
