import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Comparisons } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import { Sideways } from '../sideways';
import { go, Link } from '../use-place';
import { comeFrom, itemPlace } from './place';
import { day } from './words';

type Pair = Comparisons['data'][number];
const STATES: Readonly<Record<string, readonly [says: string, look: string]>> = {
  agreed: ['✓ the same', 'good'],
  differs: ['⚠ differs', 'warn'],
  weak: ['too little is known to tell', 'dim'],
  uncomparable: ['cannot be compared', 'dim'],
};
const ours = ({ band }: Pair): string =>
  band === null ? '–' : band.low === band.high ? grouped(band.low) : `${grouped(band.low)} to ${grouped(band.high)}`;

/** One item wherever a supplier's number stands beside ours, or should; where that is one place alone, it is gone to. */
export function Where({ sku }: { readonly sku: string }) {
  const { list, rows } = usePages(['comparisons', sku], (page, signal) =>
    ask('listComparisons', { query: { sku, limit: 100, ...page }, signal }),
  );
  const only = rows.length === 1 && !list.hasNextPage;
  useEffect(() => {
    const pairs = list.data?.pages.flatMap((p) => p.data) ?? [];
    comeFrom(pairs);
    if (only) go(itemPlace(pairs[0]!)!, { instead: true });
  }, [list.data, only]);
  return (
    <>
      <h1 id="title" className="wrap">
        {sku}
      </h1>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {(list.isLoading || only) && <Skeleton height={160} />}
      {list.data && rows.length === 0 && (
        <p className="empty">
          No supplier’s number stands beside ours for this item yet.{' '}
          <Link to={{ screen: 'exceptions', id: null, query: { sku } }}>What is open of it</Link>
        </p>
      )}
      {rows.length > 0 && !only && (
        <Sideways
          label={`Where ${sku} is compared`}
          columns={['Place', 'Supplier', { says: 'Reported', num: true }, { says: 'Ours then', num: true }, 'Result', 'As of']}
        >
          {rows.map((r) => (
            <tr key={[r.supplier, r.location, r.owner].join(' ')}>
              <td>
                <Link to={itemPlace(r)!}>{r.location}</Link>
              </td>
              <td>{r.owner === 'buyer' ? r.supplier : `${r.supplier}, on consignment`}</td>
              <td className="num">{r.reported === null ? '–' : `${grouped(r.reported)} ${r.uom}`}</td>
              <td className="num">{ours(r)}</td>
              <td className={STATES[r.state]?.[1]}>
                {STATES[r.state]?.[0] ?? r.state}
                {r.reason !== null && <span className="dim wrap">: {r.reason}</span>}
              </td>
              <td>{r.window === null ? '–' : day(r.window.to)}</td>
            </tr>
          ))}
        </Sideways>
      )}
      <More list={list} mt="sm" />
    </>
  );
}
