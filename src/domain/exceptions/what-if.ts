/** An exception's life in one of two histories; instants are epoch milliseconds. */
export interface Life {
  readonly key: string;
  readonly type: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
}
export interface WhatIf<T extends Life> {
  readonly same: number; // raised in both
  readonly beyond: readonly T[]; // raised in the other history only
  readonly missed: readonly T[]; // raised in ours only
}

/**
 * What another history raises beyond ours, and what it misses. Two rows are the same thing where they have one key and one life: they
 * were open at one moment, or each is the only one of its key that is left. A wider tolerance raises some of them later and ends them
 * earlier, which is neither a miss nor a false alarm.
 */
export function whatIf<T extends Life>(ours: readonly T[], theirs: readonly T[]): WhatIf<T> {
  const left = new Map<string, T[]>();
  for (const row of inOrder(theirs)) left.set(row.key, [...(left.get(row.key) ?? []), row]);
  const alone: T[] = [];
  let same = 0;
  for (const row of inOrder(ours)) {
    const others = left.get(row.key) ?? [];
    const at = others.findIndex((o) => together(row, o));
    if (at < 0) alone.push(row);
    else {
      others.splice(at, 1);
      same++;
    }
  }
  const missed = alone.filter((row) => {
    const others = left.get(row.key) ?? [];
    if (others.length !== 1 || alone.filter((a) => a.key === row.key).length !== 1) return true;
    left.set(row.key, []);
    same++;
    return false;
  });
  return { same, beyond: inOrder([...left.values()].flat()), missed };
}

const together = (a: Life, b: Life): boolean => a.openedAt <= (b.resolvedAt ?? Infinity) && b.openedAt <= (a.resolvedAt ?? Infinity);
const inOrder = <T extends Life>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => a.openedAt - b.openedAt || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
