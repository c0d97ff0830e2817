import { Button, Kbd, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type Query } from '../api/client';
import type { Documents, Me } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { focusedRow, step } from '../step';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { useSuppliers } from '../use-suppliers';
import { useTicks } from '../use-ticks';
import { type Answered, answerSaid, stateOfAnswer } from './answer-words';
import { Drop } from './drop';
import { askAnew } from './go-on';
import { Filters, FILTERS, Views } from './head';
import { problemSaid } from './problem-words';
import { Replay } from './replay';
import { counted, KINDS, stateOf } from './words';

type Row = Documents['data'][number];
const MOST = 1000; // that are read anew at once

/** Everything that came, the newest first, with what became of it; a file dropped here is handed over. */
export function List({ place, me }: { readonly place: Place; readonly me: Me }) {
  const asked = Object.fromEntries(FILTERS.flatMap((f) => (place.query[f] ? [[f, place.query[f]]] : []))) as Query<'listDocuments'>;
  const { list, rows } = usePages(
    ['documents', asked],
    (page, signal) => ask('listDocuments', { query: { ...asked, limit: 100, ...page }, signal }),
    { keep: true },
  );
  const suppliers = useSuppliers();
  const queries = useQueryClient();
  const works = me.rights.includes('work') && me.locations === null;
  const { ticked, tick, untick } = useTicks();
  const [replaying, setReplaying] = useState<readonly string[] | null>(null);
  const chosen = rows.filter((d) => ticked.has(d.id)).map((d) => d.id).slice(0, MOST); // prettier-ignore
  const replay = (): void => {
    const one = focusedRow();
    const which = chosen.length > 0 ? chosen : one === undefined ? [] : [one];
    if (which.length > 0) setReplaying(which);
  };
  const tickOn = (by: 1 | -1) => (): void => {
    const at = focusedRow();
    if (at !== undefined && !ticked.has(at)) tick(at);
    step(by);
    const next = focusedRow();
    if (next !== undefined && next !== at && !ticked.has(next)) tick(next);
  };
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: '/', says: 'Find by the name of the file', run: () => document.querySelector<HTMLInputElement>('#find')?.focus() },
    { keys: 'b', says: 'By problem', run: () => go({ ...place, query: { by: 'problem', supplier: place.query.supplier ?? '' } }) },
    ...(works
      ? [
          { keys: 'x', says: 'Select', run: () => focusedRow() !== undefined && tick(focusedRow()!) },
          { keys: 'Shift+J', says: 'Select on', run: tickOn(1) },
          { keys: 'Shift+K', says: 'Select back', run: tickOn(-1) },
          { keys: 'Shift+R', says: 'Read anew what is selected …', run: replay },
        ]
      : []),
  ]);
  return (
    <section className="screen" aria-labelledby="title">
      <h1 id="title">Documents</h1>
      {me.rights.includes('send') && <Drop suppliers={suppliers} />}
      <Views place={place} />
      <Filters place={place} suppliers={suppliers} />
      {place.query.problem && (
        <p className="news">
          Those with: <b>{problemSaid(place.query.problem)}</b>{' '}
          <Link to={{ ...place, query: { ...place.query, problem: '' } }}>Show all</Link>
        </p>
      )}
      {replaying && (
        <Replay
          which={{ documents: [...replaying], ...(place.query.supplier ? { supplier: place.query.supplier } : {}) }}
          close={() => setReplaying(null)}
          done={() => {
            setReplaying(null);
            untick();
            askAnew(queries);
          }}
        />
      )}
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Skeleton height={200} mt="md" />}
      {list.data && rows.length === 0 && (
        <p className="empty">
          {FILTERS.some((f) => place.query[f])
            ? 'Nothing fits these filters.'
            : 'Nothing has come yet. Drop a file above, mail one, or put one into the drop folder.'}
        </p>
      )}
      {rows.length > 0 && <Table {...{ rows, ticked, tick: works ? tick : null }} />}
      <More list={list} mt="sm" size="sm">
        Older ones
      </More>
      {works && chosen.length > 0 && (
        <div className="bar" role="toolbar" aria-label="What to do">
          <span>{chosen.length} selected</span>
          <Button size="compact-sm" leftSection={<Kbd size="xs">Shift+R</Kbd>} onClick={replay}>
            Read anew …
          </Button>
          <Button size="compact-sm" variant="default" onClick={untick}>
            Select none
          </Button>
        </div>
      )}
    </section>
  );
}

interface TableProps {
  readonly rows: readonly Row[];
  readonly ticked: ReadonlySet<string>;
  readonly tick: ((id: string) => void) | null;
}
const Table = ({ rows, ticked, tick }: TableProps) => (
  <Sideways
    label="Documents"
    columns={[
      ...(tick ? [{ says: 'Selected', hidden: true }] : []),
      'Came',
      'Supplier',
      'File',
      'Kind',
      'What became of it',
      'Lines',
      'Problems',
      'Answered',
    ]}
  >
    {rows.map((d) => {
      const state = stateOf(d.status);
      return (
        <tr key={d.id} data-row={d.id} className={ticked.has(d.id) ? 'at' : undefined}>
          {tick && (
            <td>
              <input type="checkbox" aria-label={`Select ${d.file}`} checked={ticked.has(d.id)} onChange={() => tick(d.id)} />
            </td>
          )}
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
          <td className="num">
            {d.issues.length === 0 ? (
              '–'
            ) : (
              <Link to={{ screen: 'documents', id: d.id, query: { tab: 'problems' } }}>{d.issues.length}</Link>
            )}
          </td>
          <td>
            {d.answers.length === 0 ? <span className="dim">–</span> : d.answers.map((a, n) => <Answer key={n} of={d.id} answer={a} />)}
          </td>
        </tr>
      );
    })}
  </Sideways>
);

function Answer({ of, answer }: { readonly of: string; readonly answer: Answered }) {
  const { says, tone } = stateOfAnswer(answer);
  return (
    <Link
      className={`once ${tone}`}
      title={says}
      to={{ screen: 'documents', id: of, query: { tab: answer.what === 'reply' ? 'reply' : 'acknowledgement' } }}
    >
      {answerSaid(answer)}
    </Link>
  );
}
