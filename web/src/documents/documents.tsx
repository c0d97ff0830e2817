import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask, type Query } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { step } from '../step';
import { Document } from './document';
import { Drop } from './drop';
import { counted, KINDS, stateOf, STATES } from './words';

const FILTERS = ['status', 'kind', 'supplier'] as const;

/** Everything that came, the newest first, with what became of it; a file dropped here is handed over. */
export default function Documents({ place, me }: { readonly place: Place; readonly me: Me }) {
  return place.id === null ? <List place={place} me={me} /> : <Document id={place.id} me={me} />;
}

function List({ place, me }: { readonly place: Place; readonly me: Me }) {
  const asked = Object.fromEntries(FILTERS.flatMap((f) => (place.query[f] ? [[f, place.query[f]]] : []))) as Query<'listDocuments'>;
  const list = useInfiniteQuery({
    queryKey: ['documents', asked],
    queryFn: ({ pageParam, signal }) =>
      ask('listDocuments', { query: { ...asked, limit: 100, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const suppliers = useQuery({
    queryKey: ['suppliers'],
    queryFn: () => ask('listSuppliers', { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const set = (key: string, value: string): void => go({ ...place, query: { ...place.query, [key]: value } });
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
  ]);
  const rows = list.data?.pages.flatMap((p) => p.data) ?? [];
  return (
    <section className="screen" aria-labelledby="title">
      <h1 id="title">Documents</h1>
      {me.rights.includes('send') && <Drop suppliers={suppliers.data?.data ?? []} />}
      <div className="filters" role="search">
        <NativeSelect
          size="xs"
          label="What became of it"
          value={place.query.status ?? ''}
          onChange={(e) => set('status', e.currentTarget.value)}
          data={[{ value: '', label: 'all' }, ...Object.entries(STATES).map(([value, s]) => ({ value, label: s.says }))]}
        />
        <NativeSelect
          size="xs"
          label="Kind"
          value={place.query.kind ?? ''}
          onChange={(e) => set('kind', e.currentTarget.value)}
          data={[{ value: '', label: 'all' }, ...Object.entries(KINDS).map(([value, label]) => ({ value, label }))]}
        />
        <NativeSelect
          size="xs"
          label="Supplier"
          value={place.query.supplier ?? ''}
          onChange={(e) => set('supplier', e.currentTarget.value)}
          data={[{ value: '', label: 'all' }, ...(suppliers.data?.data ?? []).map((s) => ({ value: s.supplier, label: s.name }))]}
        />
      </div>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Skeleton height={200} mt="md" />}
      {list.data && rows.length === 0 && (
        <p className="empty">
          {FILTERS.some((f) => place.query[f])
            ? 'Nothing fits these filters.'
            : 'Nothing has come yet. Drop a file above, mail one, or put one into the drop folder.'}
        </p>
      )}
      {rows.length > 0 && (
        <div className="sideways" tabIndex={0} role="group" aria-label="Documents">
          <table>
            <thead>
              <tr>
                {['Came', 'Supplier', 'File', 'Kind', 'What became of it', 'Lines', 'Problems'].map((h) => (
                  <th key={h} scope="col">
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((d) => {
                const state = stateOf(d.status);
                return (
                  <tr key={d.id} data-row={d.id}>
                    <td className="once">{clock(d.received_at)}</td>
                    <td>{d.supplier ?? <span className="warn">unknown</span>}</td>
                    <td className="wrap">
                      <Link to={{ screen: 'documents', id: d.id, query: {} }}>{d.file}</Link>
                    </td>
                    <td className="once">{KINDS[d.kind] ?? d.kind}</td>
                    <td className={`once ${state.tone}`}>
                      {state.mark} {state.says}
                    </td>
                    <td className="once">{counted(d.counts)}</td>
                    <td>{d.issues.length === 0 ? '–' : d.issues.length}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button mt="sm" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Older ones
        </Button>
      )}
    </section>
  );
}
