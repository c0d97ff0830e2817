import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { ask } from '../../api/client';
import type { DocumentContent } from '../../api/types';
import type { Paths, Spot } from './model';

const PAGE = 200;
const LARGEST = 500; // page that is told: for each the file is opened anew
const MOST_PAGES = 25; // that are held at a time
const MOST_BY_PATHS = 5000; // lines that are all looked at, since only looking finds a path

export interface Content {
  readonly first: DocumentContent | undefined;
  readonly error: unknown;
  readonly again: () => void;
  readonly want: (from: number, to: number) => void; // units that are seen
  readonly rows: ReadonlyMap<number, DocumentContent['rows'][number]>;
  readonly segments: ReadonlyMap<number, DocumentContent['segments'][number]>;
  readonly lines: ReadonlyMap<number, DocumentContent['lines'][number]>;
  readonly paths: Paths;
}

/** The file of a document, of which only the pages are asked for that somebody looks at. What was sent never changes. */
export function useContent(id: string, at: string | undefined): Content {
  const [begin] = useState(at);
  const first = useQuery({
    queryKey: ['of-document', id, 'content', begin],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      ask('getDocumentContent', { params: { id }, query: { limit: PAGE, outline: true, ...(begin ? { at: begin } : {}) }, signal }),
  });
  const [wanted, setWanted] = useState<readonly number[]>([]);
  const { start = 0, total = 0 } = first.data ?? {};
  const known = first.data !== undefined;
  const byPaths = first.data?.kind === 'tree' || first.data?.rows.some((r) => r.places) === true;
  const all = byPaths ? Array.from({ length: Math.ceil(Math.min(total, MOST_BY_PATHS) / LARGEST) }, (_, n) => n * LARGEST) : [];
  const seen = byPaths ? wanted.filter((s) => s >= MOST_BY_PATHS) : wanted;
  const asked = [...all.map((from) => ({ from, limit: LARGEST })), ...seen.map((from) => ({ from, limit: PAGE }))];
  const pages = useQueries({
    queries: asked
      .filter(({ from, limit }) => from < start || Math.min(from + limit, total) > start + PAGE)
      .map(({ from, limit }) => ({
        queryKey: ['of-document', id, 'content', from, limit],
        staleTime: Infinity,
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          ask('getDocumentContent', { params: { id }, query: { limit, start: from }, signal }),
      })),
    combine: (results) => results.flatMap((r) => r.data ?? []),
  });
  const want = useCallback(
    (from: number, to: number): void => {
      if (!known) return;
      const seen = [Math.floor(from / PAGE) * PAGE, Math.floor(Math.min(to, total - 1) / PAGE) * PAGE].filter((s) => s >= 0 && s < total);
      setWanted((w) => (seen.every((s) => w.includes(s)) ? w : [...new Set([...w, ...seen])].slice(-MOST_PAGES)));
    },
    [known, total],
  );
  const held = useMemo(() => gathered([...(first.data ? [first.data] : []), ...pages]), [first.data, pages]);
  return { first: first.data, error: first.error, again: () => void first.refetch(), want, ...held };
}

function gathered(pages: readonly DocumentContent[]): Pick<Content, 'rows' | 'segments' | 'lines' | 'paths'> {
  const [rows, segments, lines] = [new Map<number, DocumentContent['rows'][number]>(), new Map<number, DocumentContent['segments'][number]>(), new Map<number, DocumentContent['lines'][number]>()]; // prettier-ignore
  const paths = new Map<string, Spot>();
  for (const p of pages) {
    p.rows.forEach((r, n) => {
      rows.set(p.start + n, r);
      r.places?.forEach((place, cell) => paths.has(place) || paths.set(place, { unit: p.start + n, cell }));
    });
    p.segments.forEach((s, n) => segments.set(p.start + n, s));
    p.lines.forEach((l, n) => {
      lines.set(p.start + n, l);
      paths.set(l.place, { unit: p.start + n, cell: null });
    });
  }
  return { rows, segments, lines, paths };
}
