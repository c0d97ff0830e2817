import { Button, type ButtonProps } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

interface Paged<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}
type Ask<T> = (page: { readonly cursor?: string }, signal: AbortSignal) => Promise<Paged<T>>;

/** A list page by page, as the API gives it. `keep`: what stood there stays until the first page of another key is here. */
export function usePages<T>(key: readonly unknown[], ask: Ask<T>, { keep = false } = {}) {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask(pageParam === null ? {} : { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
  return { list, rows: list.data?.pages.flatMap((p) => p.data) ?? [] };
}

interface MoreProps extends ButtonProps {
  readonly list: ReturnType<typeof usePages>['list'];
}
/** The next page, where there is one. */
export const More = ({ list, children = 'More', ...look }: MoreProps) =>
  list.hasNextPage && (
    <Button size="xs" variant="default" {...look} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {children}
    </Button>
  );
