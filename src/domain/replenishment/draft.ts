import { add, compare, divide, type Fraction, maximum, multiply, subtract, text, whole, ZERO } from '../canonical/quantity';

/** A number with where it comes from, so that whoever asks "why 780?" is led to the count, the cell or the order. */
export interface Sourced {
  readonly quantity: Fraction;
  readonly from: string; // 'by our book, count C-17 of 2026-11-16 08:00 UTC'
}

/** What is on its way, or ordered, and whether it can be there before what is ordered today could. */
export interface Coming {
  readonly what: 'in transit' | 'on order';
  readonly name: string; // 'shipment 884', 'order 4711 10'
  readonly quantity: Fraction;
  readonly counted: boolean;
  readonly overdue: boolean; // it was due and has not come: not counted, and a doubt
  readonly why: string;
}

/** All that goes into one draft, in the item's base unit. Null is unknown, and never zero. */
export interface DraftInputs {
  readonly uom: string;
  readonly min: Sourced | null; // the signal level: at it or below a draft is due
  readonly max: Sourced | null; // what is ordered up to
  readonly onHand: Sourced | null;
  readonly coming: readonly Coming[];
  readonly demand: readonly Sourced[]; // known, and due within the lead time
  readonly multiple: Fraction | null;
  readonly moq: Fraction | null;
}

export const NO_DRAFT = ['no-min', 'no-max', 'not-counted', 'enough', 'max-too-low'] as const;
export type NoDraft = (typeof NO_DRAFT)[number];

/** One number of the sum; signed as it goes into it. */
export interface Term {
  readonly name: string; // 'max', 'on hand', 'in transit', 'on order', 'demand', 'moq', 'pack'
  readonly quantity: string; // decimal, as it is: the sign is by `sign`
  readonly sign: '+' | '-' | '→'; // →: rounded up to
  readonly sources: readonly string[];
}
export type Reckoned =
  | { readonly due: false; readonly why: NoDraft; readonly says: string }
  | { readonly due: true; readonly quantity: string; readonly need: string; readonly terms: readonly Term[]; readonly sum: string };

const sumOf = (all: readonly { readonly quantity: Fraction }[]): Fraction => all.reduce((s, x) => add(s, x.quantity), ZERO);

/**
 * Up to max, less on hand, less in transit, less on order, plus what is known to be needed meanwhile; due where all of that is at
 * min or below. Rounded up alone: a pack less would leave the stock short of what was agreed, a pack more is a pack.
 */
export function reckon(i: DraftInputs): Reckoned {
  if (!i.min) return no('no-min', 'no minimum is agreed');
  if (!i.onHand) return no('not-counted', 'nobody has counted it');
  const counted = (what: Coming['what']): Coming[] => i.coming.filter((c) => c.counted && c.what === what);
  const [inTransit, onOrder, demand] = [sumOf(counted('in transit')), sumOf(counted('on order')), sumOf(i.demand)];
  const position = subtract(add(add(i.onHand.quantity, inTransit), onOrder), demand);
  const { uom } = i;
  if (compare(position, i.min.quantity) > 0)
    return no('enough', `${text(position)} ${uom} with what is on its way, and the minimum is ${text(i.min.quantity)}`);
  if (!i.max) return no('no-max', 'it is at its minimum, and no maximum says up to what to order');
  const need = subtract(i.max.quantity, position);
  if (compare(need, ZERO) <= 0)
    return no('max-too-low', `the maximum ${text(i.max.quantity)} is not above what there is (${text(position)} ${uom})`);
  const quantity = roundedUp(need, i.moq, i.multiple);
  const terms: Term[] = [
    { name: 'max', quantity: text(i.max.quantity), sign: '+', sources: [i.max.from] },
    { name: 'on hand', quantity: text(i.onHand.quantity), sign: '-', sources: [i.onHand.from] },
    { name: 'in transit', quantity: text(inTransit), sign: '-', sources: namesOf(i.coming, 'in transit') },
    { name: 'on order', quantity: text(onOrder), sign: '-', sources: namesOf(i.coming, 'on order') },
    ...(i.demand.length > 0 ? [{ name: 'demand', quantity: text(demand), sign: '+', sources: i.demand.map((d) => d.from) } as const] : []),
    ...(i.moq && compare(i.moq, ZERO) > 0 ? [rounding('moq', i.moq)] : []),
    ...(i.multiple && compare(i.multiple, ZERO) > 0 ? [rounding('pack', i.multiple)] : []),
  ];
  return { due: true, quantity: text(quantity), need: text(need), terms, sum: sumText(text(quantity), text(need), terms) };
}

const no = (why: NoDraft, says: string): Reckoned => ({ due: false, why, says });
const rounding = (name: string, quantity: Fraction): Term => ({ name, quantity: text(quantity), sign: '→', sources: [] });

/** Candidates that do not count are named as well: nobody should have to wonder whether they were forgotten. */
const namesOf = (coming: readonly Coming[], what: Coming['what']): string[] => coming.filter((c) => c.what === what).map((c) => c.why);

/** At least the least that is ordered, then whole packs: a minimum that is no whole number of packs is met by the next pack. */
export function roundedUp(need: Fraction, moq: Fraction | null, multiple: Fraction | null): Fraction {
  const least = moq ? maximum(need, moq) : need;
  if (!multiple || compare(multiple, ZERO) <= 0) return least;
  const { n, d } = divide(least, multiple);
  return multiply({ n: (n + d - 1n) / d, d: 1n }, multiple); // least is above zero here, or equals it
}

/** `780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60`, with the sum itself where rounding made another of it. */
function sumText(quantity: string, need: string, terms: readonly Term[]): string {
  const minus = { '+': ' + ', '-': ' − ', '→': ' → ' } as const;
  const part = (t: Term): string => `${t.name} ${t.quantity}`;
  const [first, ...rest] = terms.filter((t) => t.sign !== '→');
  const summed = part(first!) + rest.map((t) => minus[t.sign] + part(t)).join('');
  const rounds = terms.filter((t) => t.sign === '→').map((t) => minus['→'] + part(t)).join(''); // prettier-ignore
  return `${quantity} = ${summed}${quantity === need ? '' : ` = ${need}`}${rounds}`;
}

/** Of a demand over a span, as much as falls into the window, evenly. */
export function shareOf(quantity: Fraction, [from, to]: readonly [number, number], [since, until]: readonly [number, number]): Fraction {
  const covered = Math.min(to, until) - Math.max(from, since);
  if (covered <= 0) return ZERO;
  return to - from <= covered ? quantity : divide(multiply(quantity, whole(covered)), whole(to - from));
}
