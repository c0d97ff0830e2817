import type { Finding } from '../canonical/vocabulary';

/**
 * What a rule knows about one scope, as of `now` of its view: what it finds there, and which findings it would have made.
 * `holds` false clears an open exception of that key; `unknown` neither clears nor raises (stale data never heals).
 */
export type Verdict =
  | { readonly holds: true; readonly finding: Finding }
  | { readonly holds: false; readonly key: string; readonly asOfTo?: string; readonly resolution: string }
  | { readonly holds: 'unknown'; readonly key: string; readonly reason: string };

/** One exception type. `look` names the kind of view that it wants; a rule is pure and sees no clock but its view's `now`. */
export interface Rule<View> {
  readonly types: readonly string[]; // mostly one; a divergence and its flip are one row with two names
  readonly judge: (view: View) => readonly Verdict[];
}
