import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import type { Suppliers } from '../api/types';
import type { Place } from '../route';
import { go, Link } from '../use-place';
import { suppliersToChoose } from '../use-suppliers';
import { TYPED_MS } from '../typed';
import { KINDS, STATES } from './words';

export const FILTERS = ['status', 'kind', 'supplier', 'channel', 'problem', 'find'] as const;

/** By document or by problem. */
export function Views({ place }: { readonly place: Place }) {
  const by = place.query.by === 'problem' ? 'problem' : '';
  const { supplier = '' } = place.query;
  return (
    <nav className="views" aria-label="Views">
      {[
        ['', 'By document'],
        ['problem', 'By problem'],
      ].map(([of, says]) => (
        <Link key={of} to={{ ...place, query: { by: of!, supplier } }} aria-current={of === by ? 'page' : undefined}>
          {says}
        </Link>
      ))}
    </nav>
  );
}

interface ChoiceProps {
  readonly place: Place;
  readonly of: string;
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}
export const Choice = ({ place, of, label, data }: ChoiceProps) => (
  <NativeSelect
    size="xs"
    label={label}
    value={place.query[of] ?? ''}
    onChange={(e) => go({ ...place, query: { ...place.query, [of]: e.currentTarget.value } })}
    data={[{ value: '', label: 'all' }, ...data]}
  />
);

/** What became of it, its kind, source and supplier, and part of the file's name; all of it stands in the address. */
export function Filters({ place, suppliers }: { readonly place: Place; readonly suppliers: Suppliers['data'] }) {
  const freshness = useQuery({ queryKey: ['freshness'], queryFn: () => ask('getFreshness'), staleTime: 60_000 });
  const sources = (freshness.data?.sources ?? []).map((s) => s.source).filter((s, n, all) => all.indexOf(s) === n);
  const [part, setPart] = useState(place.query.find ?? '');
  useEffect(() => {
    if (part === (place.query.find ?? '')) return;
    const typed = setTimeout(() => go({ ...place, query: { ...place.query, find: part } }, { instead: true }), TYPED_MS);
    return () => clearTimeout(typed);
  }, [part, place]);
  return (
    <div className="filters" role="search">
      <TextInput
        id="find"
        size="xs"
        label="Name of the file"
        value={part}
        maxLength={200}
        onChange={(e) => setPart(e.currentTarget.value)}
        onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
      />
      <Choice {...{ place, of: 'status', label: 'What became of it', data: Object.entries(STATES).map(([value, s]) => ({ value, label: s.says })) }} />
      <Choice {...{ place, of: 'kind', label: 'Kind', data: Object.entries(KINDS).map(([value, label]) => ({ value, label })) }} />
      <Choice {...{ place, of: 'channel', label: 'Source', data: [...sources.map((s) => ({ value: s, label: s })), { value: 'api', label: 'handed over' }, { value: 'command-line', label: 'command line' }] }} />
      <Choice {...{ place, of: 'supplier', label: 'Supplier', data: suppliersToChoose(suppliers) }} />
    </div>
  ); // prettier-ignore
}
