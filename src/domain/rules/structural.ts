import { asOfText } from '../causes/cause';
import { type Comparison, compare } from '../ledger/compare';
import { earlierThan } from '../ledger/supersede';
import type { PairView, Statement } from './pair-view';

/** Two may agree by accident under other terms; three reports in a row that differ under these and agree under those do not. */
const REPORTS = 3;

/** Terms under which the numbers would agree, in place of those that hold. Nobody but a person changes them. */
export interface Proposal {
  readonly term: 'basis' | 'compare_to';
  readonly value: string;
  readonly words: string;
  readonly reports: readonly string[]; // their as-ofs
}

const OTHERS = [
  { term: 'basis', value: 'including_in_transit', words: 'the supplier counts what is on the way' },
  { term: 'basis', value: 'ledger', words: 'the supplier goes by what was posted' },
  { term: 'compare_to', value: 'available', words: 'the supplier reports what is available, without what is set aside' },
] as const;

/** A structural difference (exceptions.md E1): the last three reports differ, and all of them agree under one other term. */
export function proposalFor(view: PairView, c: Comparison): Proposal | undefined {
  if (view.terms === null || c.statement === null) return undefined;
  const last = [c.statement, ...earlierThan(c.statement, view.statements)].slice(0, REPORTS);
  if (last.length < REPORTS || last.some((s) => as(view, s).state !== 'differs')) return undefined;
  const held = { basis: view.terms.basis ?? 'physical', compare_to: view.terms.compare_to ?? 'on_hand' };
  const found = OTHERS.filter((o) => held[o.term] !== o.value && last.every((s) => as(view, s, o).state === 'agreed'));
  const [one] = found;
  // Under two other terms alike, nobody can say which is meant.
  return found.length === 1 ? { ...one!, reports: last.map((s) => asOfText(s, view)) } : undefined;
}

/** The comparison of one report as it stood by itself; a number that is meant as another measure is looked at as that one. */
function as(view: PairView, s: Statement, other?: (typeof OTHERS)[number]): Comparison {
  const terms = { ...view.terms!, ...(other ? { [other.term]: other.value } : {}) };
  return compare({ ...view, terms, statements: [{ ...s, measure: terms.compare_to ?? 'on_hand' }] });
}
