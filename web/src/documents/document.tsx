import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { addressOf, ask } from '../api/client';
import type { Document as Found, Me } from '../api/types';
import { Failure } from '../notice';
import { useKeys } from '../shell/keys';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { Release } from './release';
import { Replay } from './replay';
import { MAY_BE_RELEASED, plainly, stateOf } from './words';

const LIST = { screen: 'documents', id: null, query: {} } as const;

/** One document: in plain words, what is wrong and where, and its lines as they were understood. */
export function Document({ id, me }: { readonly id: string; readonly me: Me }) {
  const found = useQuery({ queryKey: ['document', id], queryFn: ({ signal }) => ask('getDocument', { params: { id }, signal }) });
  useKeys([{ keys: 'Escape', says: 'Back', run: () => go(LIST) }]);
  return (
    <section className="screen" aria-labelledby="title">
      <p>
        <Link to={LIST}>← All documents</Link>
      </p>
      {found.error && (
        <>
          <h1 id="title">Document</h1>
          <Failure error={found.error} again={() => void found.refetch()} />
        </>
      )}
      {found.isLoading && <Skeleton height={200} />}
      {found.data && <Shown d={found.data} me={me} />}
    </section>
  );
}

function Shown({ d, me }: { readonly d: Found; readonly me: Me }) {
  const [asks, setAsks] = useState<'release' | 'replay' | null>(null);
  const state = stateOf(d.status);
  const works = me.rights.includes('work');
  return (
    <>
      <h1 id="title" className="wrap">
        {d.file}
      </h1>
      <p>
        <b className={state.tone}>
          {state.mark} {state.says}
        </b>{' '}
        <span className="dim">
          came {clock(d.received_at)} as {d.format}
          {d.reference ? `, reference ${d.reference}` : ''}
        </span>
      </p>
      <p className="wrap">{plainly(d)}</p>
      <div className="acts">
        <Button size="xs" variant="default" component="a" href={addressOf('getRawFile', { params: { id: d.id } })} download>
          Original file
        </Button>
        {works && d.status === 'parked' && d.counts.lines === 0 && d.supplier !== null && (
          <Button
            size="xs"
            renderRoot={(props) => <Link to={{ screen: 'mappings', id: null, query: { draft: d.supplier!, sample: d.id } }} {...props} />}
          >
            Say how it is read …
          </Button>
        )}
        {works && MAY_BE_RELEASED.has(d.status) && (
          <Button size="xs" onClick={() => setAsks(asks === 'release' ? null : 'release')} aria-expanded={asks === 'release'}>
            Let it count …
          </Button>
        )}
        {works && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setAsks(asks === 'replay' ? null : 'replay')}
            aria-expanded={asks === 'replay'}
          >
            Read it anew …
          </Button>
        )}
      </div>
      {asks === 'release' && <Release d={d} />}
      {asks === 'replay' && <Replay d={d} />}
      <h2>Problems {d.issues.length}</h2>
      {d.issues.length === 0 ? <p className="dim">None.</p> : <Issues issues={d.issues} />}
      <Lines d={d} />
    </>
  );
}

function Issues({ issues }: { readonly issues: Found['issues'] }) {
  return (
    <div className="sideways" tabIndex={0} role="group" aria-label="Problems">
      <table>
        <thead>
          <tr>
            {['Where', 'What', 'As sent', 'Code'].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {issues.map((i, n) => (
            <tr key={n}>
              <td>{i.place ?? 'the file'}</td>
              <td className={i.severity === 'error' ? 'bad wrap' : 'wrap'}>
                {i.severity === 'error' ? '✕ ' : '⚠ '}
                {i.detail}
              </td>
              <td className="wrap">{i.value}</td>
              <td className="dim">{i.code}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lines({ d }: { readonly d: Found }) {
  const more = useInfiniteQuery({
    queryKey: ['document', d.id, 'lines', d.nextCursor],
    enabled: false,
    queryFn: ({ pageParam }) =>
      ask('listLines', { params: { id: d.id }, query: { limit: 500, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: d.nextCursor,
    getNextPageParam: (last) => last.nextCursor,
  });
  const lines = [...d.lines, ...(more.data?.pages.flatMap((p) => p.data) ?? [])];
  const goesOn = more.data ? more.hasNextPage : d.nextCursor !== null;
  return (
    <>
      <h2>As understood, {d.counts.lines === 1 ? '1 line' : `${d.counts.lines} lines`}</h2>
      {lines.length === 0 ? (
        <p className="dim">No line could be read.</p>
      ) : (
        <div className="sideways" tabIndex={0} role="group" aria-label="Lines">
          <table>
            <thead>
              <tr>
                {['Item', 'Place', 'What', 'Quantity', 'As of', 'Where', ''].map((h) => (
                  <th key={h} scope="col" className={h === 'Quantity' ? 'num' : undefined}>
                    {h || <span className="skip">State</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((l, n) => (
                <tr key={n}>
                  <td className="wrap">{l.sku ?? <span className="warn">unknown</span>}</td>
                  <td>{l.location ?? <span className="warn">unknown</span>}</td>
                  <td>{l.measure.replaceAll('_', ' ')}</td>
                  <td className="num">
                    {l.quantity === null ? <span className="dim">not said</span> : grouped(l.quantity)} {l.uom}
                  </td>
                  <td className="once">{l.as_of === null ? '' : /T/.test(l.as_of) ? clock(l.as_of) : l.as_of}</td>
                  <td className="wrap">{l.place}</td>
                  <td className="warn wrap">{l.parked === null ? '' : `waits: ${l.parked.toLowerCase().replaceAll('_', ' ')}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more.error && <Failure error={more.error} again={() => void more.fetchNextPage()} />}
      {goesOn && (
        <Button mt="sm" size="xs" variant="default" loading={more.isFetching} onClick={() => void more.fetchNextPage()}>
          More lines
        </Button>
      )}
    </>
  );
}
