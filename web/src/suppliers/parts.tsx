import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Failure } from '../notice';
import { More, type usePages } from '../pages';

/** What stands where a list is not there: it is read, it failed, there is none, there is more. */
export function Around({
  list,
  rows,
  none,
  children,
}: {
  readonly list: ReturnType<typeof usePages>['list'];
  readonly rows: number;
  readonly none: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Waiting />}
      {list.data && rows === 0 && <p className="dim">{none}</p>}
      {rows > 0 && children}
      <More list={list} mt="xs" />
    </>
  );
}

const PATIENCE_MS = 200;
/** What is there at once needs no sign that it is awaited. */
export function Waiting({ height = 90 }: { readonly height?: number }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return long ? <Skeleton height={height} mt="sm" /> : null;
}

export const places = (location: string): string => (location === '*' ? 'all places' : location);
export const items = (sku: string): string => (sku === '*' ? 'every item' : sku);
export const DOCUMENTS = { stock_report: 'Stock report', ship_notice: 'Ship notice' } as const;
export const much = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
