import { focusManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Live = 'live' | 'retrying' | 'resting';
const GATHER_MS = 2_000; // a burst of changes is one look
const RETRY_MS = 10_000;
const IDLE_MS = 20 * 60_000;
const FEEDING = [
  'freshness',
  'summary',
  'exceptions',
  'exception',
  'consequences',
  'documents',
  'document',
  'reorders',
  'reorder',
  'proposals',
  'claims',
  'claim',
  'comparisons',
  'requests',
  'suppliers',
  'supplier',
];

/**
 * Hears that something changed and asks anew for what is shown. While nobody touches anything it rests, and with it whatever a
 * screen asks again and again: a tab left open must not keep a session alive that ends for want of a request.
 */
export function useLive(): Live {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>('live');
  useEffect(() => hear(queries, setLive), [queries]);
  return live;
}

function hear(queries: QueryClient, tell: (live: Live) => void): () => void {
  let source: EventSource | null = null;
  let gathered: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let touched = Date.now();
  let mark = '';
  /** Not while a deed is under way: what it replaces would be asked for by an id that is gone, before the answer tells the new one. */
  const look = (): void => {
    clearTimeout(gathered);
    gathered = queries.isMutating() > 0 ? setTimeout(look, GATHER_MS) : undefined;
    if (gathered !== undefined) return;
    for (const key of FEEDING) void queries.invalidateQueries({ queryKey: [key] });
  };
  const open = (): void => {
    source?.close();
    source = new EventSource('/api/v1/events');
    source.onopen = () => tell('live');
    source.addEventListener('change', (event) => {
      const said = String((event as MessageEvent<string>).data);
      const first = mark === '';
      if (said === mark) return;
      mark = said;
      if (!first) gathered ??= setTimeout(look, GATHER_MS);
    });
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return; // it comes again by itself
      tell('retrying');
      void queries.invalidateQueries({ queryKey: ['me'] }); // perhaps the session is over
      retry = setTimeout(open, RETRY_MS);
    };
  };
  const rest = setInterval(() => {
    if (Date.now() - touched < IDLE_MS || source === null) return;
    source.close();
    source = null;
    clearTimeout(retry);
    focusManager.setFocused(false);
    tell('resting');
  }, 30_000);
  const touch = (): void => {
    touched = Date.now();
    if (source !== null) return;
    open();
    look();
    focusManager.setFocused(undefined);
  };
  for (const event of ['pointerdown', 'keydown', 'pointermove'] as const) window.addEventListener(event, touch, { passive: true });
  open();
  return () => {
    source?.close();
    focusManager.setFocused(undefined);
    clearInterval(rest);
    clearTimeout(retry);
    clearTimeout(gathered);
    for (const event of ['pointerdown', 'keydown', 'pointermove'] as const) window.removeEventListener(event, touch);
  };
}
