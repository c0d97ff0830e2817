import type { PoolClient } from 'pg';
import { PAIR_RULES } from '../../domain/rules';
import { isAtMin } from '../../domain/rules/at-min';
import type { Rule, Verdict } from '../../domain/rules/rule';
import { recordComparisons } from './comparisons.store';
import type { MatchedLines } from './incoming';
import { pairViews } from './pair-views.store';
import { settlePlainPairs } from './plain-pairs.store';

export function judged<View>(rules: readonly Rule<View>[], views: readonly View[]): Verdict[] {
  return views.flatMap((view) => rules.flatMap((rule) => rule.judge(view)));
}

interface JudgedPairs {
  readonly verdicts: readonly Verdict[];
  readonly atMin: ReadonlySet<string>; // supplier|location, and supplier|* for all of them
}

export async function judgePairs(client: PoolClient, at: number, incoming: MatchedLines, now: string, pairs: number): Promise<JudgedPairs> {
  const verdicts: Verdict[][] = [];
  const atMin = new Set<string>();
  if ((await settlePlainPairs(client, now, pairs, incoming)) === 0) return { verdicts: [], atMin };
  for await (const views of pairViews(client, at, incoming)) {
    verdicts.push(judged(PAIR_RULES, views));
    for (const { supplier, location } of views.filter(isAtMin)) atMin.add(`${supplier}|${location}`).add(`${supplier}|*`);
    await recordComparisons(client, views, now);
  }
  return { verdicts: verdicts.flat(), atMin };
}
