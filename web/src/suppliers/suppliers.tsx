import { Button, Skeleton, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { step } from '../step';
import { go, Link } from '../use-place';
import { Card } from './card';

/** Who delivers; of each one how both sides did, with the list behind each figure. */
export default function Suppliers({ place }: { readonly place: Place }) {
  return place.id === null ? <List place={place} /> : <Card supplier={place.id} place={place} />;
}

function List({ place }: { readonly place: Place }) {
  const list = useInfiniteQuery({
    queryKey: ['suppliers', 'list'],
    queryFn: ({ pageParam }) => ask('listSuppliers', { query: { limit: 500, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: '/', says: 'Find', run: () => document.querySelector<HTMLInputElement>('#find')?.focus() },
  ]);
  const part = (place.query.find ?? '').toLowerCase();
  const rows = (list.data?.pages.flatMap((p) => p.data) ?? []).filter((s) => `${s.supplier} ${s.name}`.toLowerCase().includes(part));
  return (
    <section className="screen" aria-labelledby="title">
      <h1 id="title">Suppliers</h1>
      <div className="filters" role="search">
        <TextInput
          id="find"
          size="xs"
          label="Name or code"
          value={place.query.find ?? ''}
          onChange={(e) => go({ ...place, query: { find: e.currentTarget.value } }, { instead: true })}
          onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
        />
      </div>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Skeleton height={120} mt="md" />}
      {list.data && rows.length === 0 && (
        <p className="empty">{part ? 'None is called so.' : 'There is none yet: crosscount import takes suppliers.csv.'}</p>
      )}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Supplier</th>
              <th scope="col">Code</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((s) => (
              <tr key={s.supplier} data-row={s.supplier}>
                <td className="wrap">
                  <Link to={{ screen: 'suppliers', id: s.supplier, query: {} }}>{s.name}</Link>
                </td>
                <td className="wrap">{s.supplier}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Button mt="sm" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          More
        </Button>
      )}
    </section>
  );
}
