import { add, exact, type Fraction, text, ZERO } from '../../../src/domain/canonical/quantity';
import { money } from '../../../src/domain/exceptions/words';
import type { Reorders } from '../api/types';

export type Draft = Reorders['data'][number];
export interface Group {
  readonly key: string;
  readonly supplier: string;
  readonly location: string;
  readonly drafts: readonly Draft[];
  readonly value: string; // what is known of it, by currency
}

/** What is ordered together: of one supplier for one place, in the order in which they are told. */
export function groupsOf(drafts: readonly Draft[]): readonly Group[] {
  const groups = new Map<string, Draft[]>();
  for (const d of drafts) {
    const key = JSON.stringify([d.supplier, d.location]);
    groups.set(key, [...(groups.get(key) ?? []), d]);
  }
  return [...groups].map(([key, all]) => ({ key, supplier: all[0]!.supplier, location: all[0]!.location, drafts: all, value: worth(all) }));
}

/** What it costs, by currency. What nobody knows the cost of is said, not counted as nothing. */
export function worth(drafts: readonly Pick<Draft, 'value'>[]): string {
  const sums = new Map<string, Fraction>();
  for (const { value } of drafts)
    if (value) sums.set(value.currency ?? '', add(sums.get(value.currency ?? '') ?? ZERO, exact(value.amount)));
  const unknown = drafts.filter((d) => d.value === null).length;
  const known = [...sums].map(([currency, sum]) => `${money(text(sum))} ${currency}`.trim());
  return [...known, ...(unknown > 0 ? [`${unknown} of unknown cost`] : [])].join(' + ');
}

/** Why it cannot be approved as it stands; null where it can. */
export const heldWhy = (d: Pick<Draft, 'held' | 'doubts'>): string | null =>
  d.held ? d.doubts.filter((x) => !x.released).map((x) => x.says).join('; ') || 'its count is in doubt' : null; // prettier-ignore
