/**
 * A list as it stands before somebody's eyes, and what came since. Rows stay where they are: one that moved under the cursor
 * would be pressed instead of the one that was meant. What is new waits until it is asked for; what is over stays, dimmed.
 */
export interface Steady<T> {
  readonly rows: readonly { readonly row: T; readonly gone: boolean }[];
  readonly waiting: number; // new ones, not shown yet
}
export function steady<T extends { readonly id: string }>(stands: readonly T[], fresh: readonly T[], complete: boolean): Steady<T> {
  const now = new Map(fresh.map((r) => [r.id, r]));
  const stood = new Set(stands.map((r) => r.id));
  const rows = stands.map((row) => ({ row: now.get(row.id) ?? row, gone: !now.has(row.id) }));
  // Of a list that is read in part, its end may only have moved behind what was read.
  const settled = complete ? rows : rows.map((r, i) => (r.gone && rows.slice(i + 1).every((o) => o.gone) ? { ...r, gone: false } : r));
  return { rows: settled, waiting: fresh.filter((r) => !stood.has(r.id)).length };
}
