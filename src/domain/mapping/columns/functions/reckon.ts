import {
  absolute as size,
  add as sum,
  divide as ratio,
  type Fraction,
  multiply as product,
  negate as opposite,
  parseDecimal,
  parseFraction,
} from '../../../canonical/quantity';
import { readNumber } from '../../numbers';
import { textCell } from '../../../syntax/table';
import { BLANK, decimalOf, quoted, Refused } from '../value';
import { count, decimal, define } from './function';

const of = (given: string): Fraction => parseFraction(given)!; // it was checked with the mapping

/** What reckons with exact numbers, by the column's decimal sign. A unit behind a number stays with it. */
export const number = define({ name: 'number', does: 'the number that stands there, exactly, by the decimal sign of its column', args: {}, of: 'number', gives: 'number', run: (n) => n }); // prettier-ignore
export const negate = define({ name: 'negate', does: 'with the other sign', args: {}, cel: '', of: 'number', gives: 'number', run: (n) => opposite(n) }); // prettier-ignore
export const absolute = define({ name: 'absolute', does: 'without its sign', args: {}, cel: '', of: 'number', gives: 'number', run: (n) => size(n) }); // prettier-ignore
export const add = define({ name: 'add', does: 'this much more, or less where it is below zero', args: { number: decimal }, cel: 'string', of: 'number', gives: 'number', run: (n, { number: by }) => sum(n, of(by)) }); // prettier-ignore
export const multiply = define({ name: 'multiply', does: 'so many times, exactly', args: { by: decimal }, cel: 'string', of: 'number', gives: 'number', run: (n, { by }) => product(n, of(by)) }); // prettier-ignore
export const divide = define({
  name: 'divide', does: 'divided, exactly; what no decimal ends is refused, unless round follows', args: { by: decimal.refine((t) => (parseFraction(t)?.n ?? 1n) !== 0n, 'nothing is divided by zero') },
  cel: 'string', of: 'number', gives: 'number', run: (n, { by }) => ratio(n, of(by)),
}); // prettier-ignore
export const round = define({
  name: 'round', does: 'to so many places behind the point, half away from zero', args: { places: count.max(9) }, cel: 'int', of: 'number', gives: 'number',
  run: (n, { places }) => {
    const scale = 10n ** BigInt(places);
    const twice = (n.n < 0n ? -n.n : n.n) * scale * 2n + n.d;
    const rounded = twice / (n.d * 2n);
    return ratio({ n: n.n < 0n ? -rounded : rounded, d: 1n }, { n: scale, d: 1n });
  },
}); // prettier-ignore

const NUMBER = /[-+−]?\d[\d.,'’\u00a0 ]*/gu;
const VAGUE = /^(ca|circa|approx|about|etwa|rund|ungefähr|über|unter|bis|max|min|k|tsd|mio|x)\b|[<>~≈%€$£/]/iu;

/** The one number in a text and the one word beside it. */
function apart(t: string): { readonly number: string; readonly unit: string } | Refused {
  const [found, ...more] = [...t.matchAll(NUMBER)];
  if (!found || more.length > 0) return new Refused(`${quoted(t)} holds ${found ? 'more than one number' : 'no number'}`);
  const written = found[0].trim();
  const [front, back] = [t.slice(0, found.index).trim(), t.slice(found.index + found[0].length).trim()];
  const unit = front || back;
  if ((front !== '' && back !== '') || unit.length > 20 || VAGUE.test(unit) || (unit !== '' && !/\p{L}/u.test(unit)))
    return new Refused(`${quoted(t)} is more than a number with its unit`);
  return { number: written, unit };
}

export const numberOf = define({
  name: 'number_of', does: 'the number of a text that is a number with its unit, before or behind it', args: {}, of: 'text', gives: 'number',
  run: (t, _, sign) => {
    const found = apart(t);
    if (found instanceof Refused) return found;
    const read = readNumber(textCell(found.number), sign);
    if (!('amount' in read)) return new Refused(`${quoted(t)} ${'wrong' in read && read.wrong === 'ambiguous' ? 'may be a thousand or a fraction; say which sign ends its whole part (decimal)' : 'is not a number with its unit'}`);
    return decimalOf(parseDecimal(read.amount)!);
  },
}); // prettier-ignore
export const unitOf = define({
  name: 'unit_of', does: 'the unit of a text that is a number with its unit; blank where it has none', args: {}, cel: '', of: 'text', gives: 'text',
  run: (t) => {
    const found = apart(t);
    return found instanceof Refused ? found : found.unit === '' ? BLANK : found.unit;
  },
}); // prettier-ignore
