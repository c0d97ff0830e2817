import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Walk, walkTheGap } from '../../../src/domain/timeline/walk';
import type { Row } from './view';

const PAUSE = 450;
const isStill = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface Walking {
  readonly walk: Walk;
  readonly row: Row | null; // as far as it came
  readonly over: boolean;
  readonly marks: ReadonlyMap<string, 'walked' | 'separates' | 'alone'>;
}

/** From the last agreement on, one event at a time, until the two separate; who wants no motion sees the end at once. */
export function useWalk(rows: readonly Row[]) {
  const [steps, setSteps] = useState<number | null>(null);
  const walk = useMemo(() => (steps === null ? null : walkTheGap(rows)), [rows, steps === null]);
  const all = walk?.steps.length ?? 0;
  useEffect(() => {
    if (steps === null || steps >= all) return;
    const next = setTimeout(() => setSteps(isStill() ? all : steps + 1), isStill() ? 0 : PAUSE);
    return () => clearTimeout(next);
  }, [steps, all]);
  const start = useCallback(() => setSteps(1), []);
  const stop = useCallback(() => setSteps(null), []);
  const walking = useMemo<Walking | null>(() => {
    if (walk === null || steps === null) return null;
    const come = walk.steps.slice(0, steps);
    const over = steps >= all;
    const marks = new Map<string, 'walked' | 'separates' | 'alone'>(come.map((s) => [rows[s.row]!.id, 'walked']));
    if (over) {
      for (const a of walk.alone) marks.set(rows[a.row]!.id, 'alone');
      if (walk.at !== null) marks.set(rows[walk.at]!.id, 'separates');
    }
    const last = come.at(-1);
    return { walk, row: last ? rows[last.row]! : null, over, marks };
  }, [walk, steps, all, rows]);
  return { walking, start, stop };
}
