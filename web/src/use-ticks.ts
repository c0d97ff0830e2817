import { useCallback, useState } from 'react';

/** What is ticked in a list, by its ids. */
export function useTicks() {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const tick = useCallback((id: string): void => {
    setTicked((t) => {
      const next = new Set(t);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const untick = useCallback((): void => setTicked(new Set()), []);
  return { ticked, tick, untick };
}
