import type { QueryClient } from '@tanstack/react-query';
import { go } from '../use-place';

/** Read anew, a document has another id: first one stands there, then all is asked anew, and nobody asks for the old one. */
export function goOn(queries: QueryClient, old: readonly string[], id: string | null): void {
  go({ screen: 'documents', id, query: {} }, { instead: true });
  for (const was of old) for (const key of ['document', 'of-document']) queries.removeQueries({ queryKey: [key, was] });
  void queries.invalidateQueries();
}
