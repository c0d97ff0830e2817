import type { PoolClient } from 'pg';
import { relatedTo } from '../../domain/causes';
import type { Differing } from '../../domain/causes/cause';
import { compare } from '../../domain/ledger/compare';
import { PAIR_RULES } from '../../domain/rules';
import { isAtMin } from '../../domain/rules/at-min';
import type { PairView } from '../../domain/rules/pair-view';
import type { Rule, Verdict } from '../../domain/rules/rule';
import { draftOf, type Drafted, type Undrafted } from '../../domain/replenishment/inputs';
import { recordComparisons } from './comparisons.store';
import type { MatchedLines } from './incoming';
import { pairViews } from './pair-views.store';
import { settlePlainPairs } from './plain-pairs.store';
import { Together } from './together';

export function judged<View>(rules: readonly Rule<View>[], views: readonly View[]): Verdict[] {
  return views.flatMap((view) => rules.flatMap((rule) => rule.judge(view)));
}

interface JudgedPairs {
  readonly verdicts: readonly Verdict[];
  readonly atMin: ReadonlySet<string>; // supplier|location, and supplier|* for all of them
  readonly drafts: readonly (Drafted | Undrafted)[]; // what is to be ordered, or why nobody can tell
  readonly related: readonly Related[]; // pairs that were not looked at, and that what was found of others explains as well
}
export interface Related {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
}

/** So many views are kept for a second look; of more, the first are enough to tell why, and the others are fetched again. */
const KEPT = 5000;

const differs = (view: PairView): boolean => compare(view).state === 'differs';

/**
 * Those that agree are judged as they come; those that differ when all were compared, since two of them may explain each other
 * and one reason may explain them all.
 */
export async function judgePairs(client: PoolClient, at: number, incoming: MatchedLines, now: string, pairs: number): Promise<JudgedPairs> {
  const verdicts: Verdict[][] = [];
  const atMin = new Set<string>();
  const drafts: (Drafted | Undrafted)[] = [];
  const judge = (views: readonly PairView[]): void => {
    verdicts.push(judged(PAIR_RULES, views));
    drafts.push(...views.map(draftOf).filter((d) => d !== undefined));
    for (const { supplier, location } of views.filter(isAtMin)) atMin.add(`${supplier}|${location}`).add(`${supplier}|*`);
  };
  const left = await settlePlainPairs(client, now, pairs, incoming);
  const kept: PairView[] = [];
  let taken = 0;
  let again = Infinity; // from here on
  for await (const views of left === 0 ? [] : pairViews(client, at, incoming)) {
    await recordComparisons(client, views, now);
    judge(views.filter((v) => !differs(v)));
    const apart = views.filter(differs);
    if (kept.length + apart.length > KEPT && kept.length > 0) again = Math.min(again, taken);
    if (again === Infinity) kept.push(...apart);
    taken += views.length;
  }
  const together = await Together.of(client, kept, again < Infinity);
  judge(kept);
  for await (const views of again < Infinity ? pairViews(client, at, incoming, again) : []) {
    const apart = views.filter(differs);
    await together.more(client, apart);
    judge(apart);
  }
  verdicts.push(await together.ofReports(client, at));
  return { verdicts: verdicts.flat(), atMin, drafts, related: relatedOf(kept) };
}

/** The other half of a swap was judged when this one had not been told yet. */
function relatedOf(views: readonly PairView[]): Related[] {
  const keyOf = (r: Related): string => [r.supplier, r.sku, r.location].join('\t');
  const seen = new Set(views.map(keyOf));
  const out = new Map<string, Related>();
  for (const v of views)
    for (const { sku, location, differs } of relatedTo(v, compare(v) as Differing)) {
      const other = { supplier: v.supplier, sku, location };
      if (differs && !seen.has(keyOf(other))) out.set(keyOf(other), other);
    }
  return [...out.values()];
}
