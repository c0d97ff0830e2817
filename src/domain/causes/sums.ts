import { absolute, add, compare as order, type Fraction, subtract, ZERO } from '../canonical/quantity';
import { accident, type Differing, gaps, within } from './cause';

/** Facts that together explain a gap. */
export interface Choice<T> {
  readonly chosen: readonly T[];
  readonly book: Fraction;
  readonly gap: Fraction;
  readonly left: Fraction;
  readonly chance: Fraction;
}

const MOST = 4; // of more facts together some always fit
const AMONG = 10; // the latest ones; among more, too

/**
 * The gaps of one sign closed by one of the facts; by up to four together where no single one does; and by all of them, which
 * leaves nothing to choose. The more could have been chosen, the likelier a fit is an accident.
 */
export function choices<T>(c: Differing, facts: readonly T[], quantity: (t: T) => Fraction, sign: 1 | -1): Choice<T>[] {
  const wanted = gaps(c).filter(({ gap }) => order(gap, ZERO) === sign);
  if (wanted.length === 0 || facts.length === 0) return [];
  const total = (chosen: readonly T[]): Fraction => chosen.reduce((sum, f) => add(sum, quantity(f)), ZERO);
  const against = (chosen: readonly T[], tried: number): Choice<T>[] => {
    const sum = total(chosen);
    return wanted.map(({ book, gap }) => {
      const left = absolute(subtract(absolute(gap), sum));
      return { chosen, book, gap, left, chance: accident(tried * wanted.length, left, gap) };
    });
  };
  const among = facts.slice(-AMONG);
  const out = facts.flatMap((f) => against([f], facts.length));
  if (facts.length > 1) out.push(...against(facts, facts.length + 1));
  let tried = facts.length;
  for (let size = 2; size <= Math.min(MOST, among.length - 1); size++) {
    if (out.some((o) => within(o.left, c.tolerance))) break;
    const subsets = subsetsOf(among, size);
    tried += subsets.length;
    for (const chosen of subsets) out.push(...against(chosen, tried).filter((o) => within(o.left, c.tolerance)));
  }
  return out;
}

function subsetsOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((first, i) => subsetsOf(list.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
}

/** `200 EA of A and 40 EA of B` */
export const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
