import { Button, Kbd } from '@mantine/core';
import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'calm' | 'bad';
  readonly undo?: () => void;
}
let all: readonly Toast[] = [];
let last = 0;
const hearers = new Set<() => void>();
const tell = (): void => hearers.forEach((hear) => hear());

/** What is told at the lower edge and goes by itself; what went wrong stays until it is taken away. */
export function toast(
  text: string,
  { tone = 'calm', undo, seconds = 6 }: { tone?: Toast['tone']; undo?: () => void; seconds?: number } = {},
): number {
  const id = ++last;
  all = [...all.slice(-3), { id, text, tone, ...(undo ? { undo } : {}) }];
  tell();
  if (tone === 'calm') setTimeout(() => untoast(id), seconds * 1000);
  return id;
}
export function untoast(id: number): void {
  all = all.filter((t) => t.id !== id);
  tell();
}

export function Toasts() {
  const toasts = useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => all,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((t) => (
        <div key={t.id} className={`toast ${t.tone}`}>
          <span>{t.text}</span>
          {t.undo && (
            <Button size="compact-sm" variant="default" onClick={t.undo} rightSection={<Kbd size="xs">z</Kbd>}>
              Undo
            </Button>
          )}
          {t.tone === 'bad' && (
            <Button size="compact-sm" variant="default" onClick={() => untoast(t.id)}>
              Close
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
