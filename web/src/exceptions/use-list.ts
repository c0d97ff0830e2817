import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ask, type Answer, type Query } from '../api/client';
import type { Listed } from './row';
import { steady } from './steady';

const PAGE = 100;
type Pages = InfiniteData<Answer<'listExceptions'>>;
const unique = (data: Pages | undefined): readonly Listed[] => {
  const seen = new Set<string>();
  return (data?.pages ?? []).flatMap((p) => p.data).filter((e) => !seen.has(e.id) && seen.add(e.id));
};

/** The list as it stands before somebody's eyes: pages are added behind it, what is new waits until it is asked for. */
export function useList(asked: Query<'listExceptions'>) {
  const key = JSON.stringify(asked);
  const list = useInfiniteQuery({
    queryKey: ['exceptions', asked],
    queryFn: ({ pageParam, signal }) =>
      ask('listExceptions', { query: { ...asked, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 60_000,
  });
  const fresh = useMemo(() => unique(list.data), [list.data]);
  const stands = useRef<{ key: string; rows: readonly Listed[]; pages: number } | null>(null);
  const [, draw] = useState(0);
  const pages = list.data?.pages.length ?? 0;
  if (list.data && (stands.current === null || stands.current.key !== key)) stands.current = { key, rows: fresh, pages };
  else if (list.data && stands.current && pages > stands.current.pages) {
    const has = new Set(stands.current.rows.map((r) => r.id));
    const added = (list.data.pages.at(-1)?.data ?? []).filter((r) => !has.has(r.id));
    stands.current = { key, rows: [...stands.current.rows, ...added], pages };
  }
  const rows = stands.current?.key === key ? stands.current.rows : fresh;
  const shown = useMemo(() => steady(rows, fresh, !list.hasNextPage), [rows, fresh, list.hasNextPage]);
  const renew = useCallback((): void => {
    stands.current = null;
    draw((n) => n + 1);
  }, []);
  return { list, shown, renew };
}
