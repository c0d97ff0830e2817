import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { DocumentProblems, Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { focusedRow, step } from '../step';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { suppliersToChoose, useSuppliers } from '../use-suppliers';
import { askAnew } from './go-on';
import { Choice, Views } from './head';
import { problemSaid } from './problem-words';
import { Replay } from './replay';

type Group = DocumentProblems['data'][number];
const placed = ({ newest: { place } }: Group): string | null => (place === 'file' ? null : place);
const keyOf = (g: Group): string => `${g.code} ${g.supplier ?? ''}`;

/** What is wrong, each problem of a supplier once, in however many documents; all of them are read anew at once. */
export function Problems({ place, me }: { readonly place: Place; readonly me: Me }) {
  const { supplier = '' } = place.query;
  const list = useQuery({
    queryKey: ['documents', 'problems', supplier],
    queryFn: ({ signal }) => ask('listDocumentProblems', { query: supplier ? { supplier } : {}, signal }),
    placeholderData: (before) => before,
  });
  const suppliers = useSuppliers();
  const queries = useQueryClient();
  const [replaying, setReplaying] = useState<Group | null>(null);
  const groups = list.data?.data ?? [];
  const works = me.rights.includes('work') && me.locations === null;
  const focused = (): Group | undefined => groups.find((g) => keyOf(g) === focusedRow());
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: 'b', says: 'By document', run: () => go({ ...place, query: { supplier } }) },
    ...(works ? [{ keys: 'Shift+R', says: 'Read the group anew …', run: () => setReplaying(focused() ?? null) }] : []),
  ]);
  return (
    <section className="screen" aria-labelledby="title">
      <h1 id="title">Documents</h1>
      <Views place={place} />
      <div className="filters" role="search">
        <Choice {...{ place, of: 'supplier', label: 'Supplier', data: suppliersToChoose(suppliers) }} />
      </div>
      {replaying && (
        <>
          <h2>
            {problemSaid(replaying.code)} · {replaying.supplier ?? 'sender unknown'}
          </h2>
          <Replay
            key={keyOf(replaying)}
            which={{ problem: replaying.code, ...(replaying.supplier === null ? {} : { supplier: replaying.supplier }) }}
            close={() => setReplaying(null)}
            done={() => {
              setReplaying(null);
              askAnew(queries);
            }}
          />
        </>
      )}
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Skeleton height={160} mt="md" />}
      {list.data && groups.length === 0 && (
        <p className="empty">
          {me.locations === null
            ? 'Nothing is wrong with what came in the last ninety days.'
            : 'What is wrong with a file is for who sees all places.'}
        </p>
      )}
      {groups.length > 0 && (
        <Sideways
          label="Problems"
          columns={[
            'Problem',
            'Supplier',
            { says: 'Documents', num: true },
            { says: 'Times', num: true },
            'The newest',
            { says: 'Read anew', hidden: true },
          ]}
        >
          {groups.map((g) => (
            <tr key={keyOf(g)} data-row={keyOf(g)}>
              <td className="wrap">
                <span className={g.severity === 'error' ? 'bad' : 'warn'}>{g.severity === 'error' ? '✕' : '⚠'}</span>{' '}
                <Link to={{ screen: 'documents', id: null, query: { problem: g.code, ...(g.supplier ? { supplier: g.supplier } : {}) } }}>
                  {problemSaid(g.code)}
                </Link>
                <span className="why">
                  {g.detail} · {g.code}
                </span>
              </td>
              <td>{g.supplier ?? <span className="warn">unknown</span>}</td>
              <td className="num">{g.documents}</td>
              <td className="num">{g.places}</td>
              <td className="wrap">
                <Link to={{ screen: 'documents', id: g.newest.id, query: placed(g) ? { at: placed(g)! } : {} }}>{g.newest.file}</Link>
                <span className="why">
                  {clock(g.newest.received_at)}
                  {placed(g) ? `, ${placed(g)!}` : ''}
                </span>
              </td>
              <td>
                {works && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setReplaying(g)}
                    aria-label={`Read anew: ${problemSaid(g.code)}, ${g.supplier ?? 'unknown'}`}
                  >
                    Read anew …
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Sideways>
      )}
    </section>
  );
}
