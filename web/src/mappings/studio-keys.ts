import { useEffect, useRef } from 'react';
import { useKeys } from '../shell/keys';

interface Given {
  readonly save: () => void;
  readonly test: () => void;
  readonly columns: boolean; // the fields are shown
  readonly unmap: (field: string) => void;
}
const fields = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('tr[data-field]')];
const at = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('tr[data-field]') ?? null;

function stepField(by: number): void {
  const all = fields();
  const here = at();
  const next = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
}
function choose(): void {
  const select = at()?.querySelector<HTMLSelectElement>('select');
  select?.focus();
  try {
    select?.showPicker();
  } catch {
    // a browser that opens it for a press alone: it has the focus, and the arrows choose
  }
}
function nextProblem(): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-problem]')];
  const here = all.findIndex((p) => p === document.activeElement);
  const next = all[(here + 1) % Math.max(1, all.length)];
  next?.scrollIntoView({ block: 'nearest' });
  next?.focus();
}
function words(): void {
  const details = (at()?.nextElementSibling ?? document).querySelector<HTMLDetailsElement>('details[data-words]');
  if (!details) return;
  details.open = true;
  details.querySelector<HTMLInputElement>('input')?.focus();
}

/** The keys of the studio; those with Ctrl hold within a field, too. */
export function useStudioKeys({ save, test, columns, unmap }: Given): void {
  const now = useRef({ save, test });
  useEffect(() => {
    now.current = { save, test };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || document.querySelector('[role="dialog"]')) return;
      const deed = event.key === 's' ? now.current.save : event.key === 'Enter' ? now.current.test : null;
      if (!deed) return;
      event.preventDefault();
      event.stopPropagation();
      deed();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
  useKeys([
    ...(columns
      ? [
          { keys: 'j', says: 'Next field', run: () => stepField(1) },
          { keys: 'k', says: 'The field before', run: () => stepField(-1) },
          { keys: 'Enter', says: 'Choose its column', run: choose },
          { keys: 'u', says: 'Read no column for it', run: () => at()?.dataset.field && unmap(at()!.dataset.field!) },
          { keys: 'v', says: 'What their words mean', run: words },
        ]
      : []),
    { keys: 'p', says: 'Next problem', run: nextProblem },
    { keys: 'Ctrl+S', says: 'Save', run: save },
    { keys: 'Ctrl+Enter', says: 'Test on the last ten', run: test },
  ]);
}
