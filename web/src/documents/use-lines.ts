import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { ask } from '../api/client';
import type { Document } from '../api/types';

export interface Lines {
  readonly all: Document['lines'];
  readonly goesOn: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly more: () => void;
}

/** The first thousand come with the document, the others page by page as they are looked at; as far as a line that is asked for. */
export function useLines(d: Document, until: string | undefined): Lines {
  const rest = useInfiniteQuery({
    queryKey: ['document', d.id, 'lines', d.nextCursor],
    enabled: false,
    queryFn: ({ pageParam }) =>
      ask('listLines', { params: { id: d.id }, query: { limit: 500, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: d.nextCursor,
    getNextPageParam: (last) => last.nextCursor,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = rest;
  const all = useMemo(() => [...d.lines, ...(data?.pages.flatMap((p) => p.data) ?? [])], [d.lines, data]);
  const goesOn = data ? hasNextPage : d.nextCursor !== null;
  const more = useCallback(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  const missing = until !== undefined && !all.some((l) => String(l.line) === until);
  useEffect(() => {
    if (missing) more();
  }, [missing, more]);
  return { all, goesOn, busy: isFetching, error: rest.error, more };
}
