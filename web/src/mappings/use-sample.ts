import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Documents } from '../api/types';
import { TYPED_MS } from '../typed';

export interface Local {
  readonly file: File;
  readonly base64: string;
}
type Doc = Documents['data'][number];
const STATES = 'parked,quarantined,accepted,accepted_with_issues,rejected';

/** Of a supplier's lists those first that nobody could read. */
const unreadFirst = (documents: readonly Doc[]): Doc[] =>
  documents
    .filter((d) => !/^(x12|edifact|ubl|gs1)-/.test(d.format))
    .sort((a, b) => Number(b.counts.lines === 0) - Number(a.counts.lines === 0));

/** The file on which a mapping is shaped: one that was received, or one that was dropped and that nobody has kept. */
export function useSample(supplier: string, wanted: string | undefined, last: string | null, works: boolean) {
  const [local, setLocal] = useState<Local | null>(null);
  const received = useQuery({
    queryKey: ['documents', 'samples', supplier],
    enabled: supplier !== '' && works,
    queryFn: ({ signal }) => ask('listDocuments', { query: { supplier, limit: 100, status: STATES }, signal }),
  });
  const documents = unreadFirst(received.data?.data ?? []);
  const chosen = wanted ?? last ?? documents[0]?.id ?? null;
  const drop = async (file: File): Promise<void> => setLocal({ file, base64: await base64Of(file) });
  const key = local ? `${local.file.name} ${local.file.size} ${local.file.lastModified}` : chosen;
  const body = local ? { file: { name: local.file.name, base64: local.base64 } } : chosen === null || !works ? null : { document: chosen };
  return {
    local,
    documents,
    chosen,
    loading: received.isLoading && supplier !== '' && works,
    drop,
    forget: () => setLocal(null),
    key,
    body,
  };
}
export type Sample = ReturnType<typeof useSample>;

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });

/** Its lists as sent, and what is suggested; anew where somebody says in which row the headings stand. */
export function useLook(supplier: string, { key, body }: Sample, begin: { readonly sheet: string; readonly row: number } | null) {
  const [still] = useDebouncedValue(begin, TYPED_MS);
  const from = begin && still; // another file is looked at from its first row at once
  return useQuery({
    queryKey: ['looked', supplier, key, from],
    enabled: body !== null && supplier !== '',
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask('suggestMapping', { body: { supplier, ...body!, ...(from && from.row > 0 ? { ...(from.sheet === '' ? {} : { sheet: from.sheet }), header_row: from.row } : {}) }, signal }), // prettier-ignore
  });
}

/** What a text makes of it; the former answer stays until the new one is there. */
export function useTrial(text: string | null, { key, body }: Sample) {
  return useQuery({
    queryKey: ['trial', key, text],
    enabled: body !== null && text !== null && text !== '',
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask('tryMapping', { body: { text: text!, ...body! }, signal }),
  });
}
