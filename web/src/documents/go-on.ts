import type { QueryClient } from '@tanstack/react-query';
import { go } from '../use-place';

/** Read anew, a document has another id: first one stands there, then all is asked anew, and nobody asks for the old one. */
export function goOn(queries: QueryClient, old: readonly string[], id: string | null): void {
  go({ screen: 'documents', id, query: {} }, { instead: true });
  askAnew(queries, old);
}

/** All that is shown; but nobody asks for what is not known any longer under its id. `old`: without them, every one of them. */
export function askAnew(queries: QueryClient, old?: readonly string[]): void {
  for (const key of ['document', 'of-document'])
    for (const id of old?.map((o) => [o]) ?? [[]]) queries.removeQueries({ queryKey: [key, ...id] });
  void queries.invalidateQueries();
}
