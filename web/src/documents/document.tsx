import { Button, Kbd, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, ask, ProblemError } from '../api/client';
import type { Document as Found, Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { type Key, useKeys } from '../shell/keys';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { FileTab } from './file/file';
import { goOn } from './go-on';
import { HistoryTab } from './history';
import { AcknowledgementTab, ReplyTab } from './letters';
import { LinesTab, ProblemsTab } from './lines';
import { MailTab } from './mail';
import { Release } from './release';
import { Replay } from './replay';
import { RunsTab } from './runs';
import { type Tab, tabOf, TABS } from './tabs';
import { useLines } from './use-lines';
import { MAY_BE_RELEASED, plainly, stateOf } from './words';

const LIST = { screen: 'documents', id: null, query: {} } as const;

/** One document: in plain words what became of it, and by tabs the file, what was understood, and all that belongs to it. */
export function Document({ id, place, me }: { readonly id: string; readonly place: Place; readonly me: Me }) {
  const found = useQuery({ queryKey: ['document', id], queryFn: ({ signal }) => ask('getDocument', { params: { id }, signal }) });
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  useKeys([{ keys: 'Escape', says: 'Back', run: () => go(LIST) }]);
  return (
    <section className="screen one" aria-labelledby="title">
      <p className="back">
        <Link to={LIST}>← All documents</Link>
      </p>
      {found.error && (
        <>
          <h1 id="title">Document</h1>
          {gone ? <Anew id={id} place={place} /> : <Failure error={found.error} again={() => void found.refetch()} />}
        </>
      )}
      {found.isLoading && <Skeleton height={200} />}
      {found.data && <Shown key={found.data.id} d={found.data} place={place} me={me} />}
    </section>
  );
}

/** A link may name a reading that was replaced since: the one that counts is a step away. */
function Anew({ id, place }: { readonly id: string; readonly place: Place }) {
  const runs = useQuery({
    queryKey: ['of-document', id, 'runs'],
    queryFn: ({ signal }) => ask('listDocumentRuns', { params: { id }, signal }),
    retry: false,
  });
  const current = runs.data?.data.find((r) => r.current)?.id;
  if (runs.isLoading) return <Skeleton height={60} />;
  if (current === undefined) return <Failure error={runs.error ?? 'there is no such document'} />;
  return (
    <p className="empty">
      It was read anew since this link was made. <Link to={{ ...place, id: current }}>Show it as it counts now</Link>
    </p>
  );
}

function Shown({ d, place, me }: { readonly d: Found; readonly place: Place; readonly me: Me }) {
  const [asks, setAsks] = useState<'release' | 'replay' | null>(null);
  const queries = useQueryClient();
  const lines = useLines(d, place.query.line);
  const tab = tabOf(place.query);
  const state = stateOf(d.status);
  const works = me.rights.includes('work');
  const raw = addressOf('getRawFile', { params: { id: d.id } });
  const mapping: Place | null = d.supplier === null ? null : { screen: 'mappings', id: null, query: { supplier: d.supplier } };
  const counts: Partial<Record<Tab, number>> = { lines: d.counts.lines, problems: d.issues.length };
  const toggle = (what: 'release' | 'replay') => (): void => setAsks(asks === what ? null : what);
  const keys: Key[] = [
    ...TABS.map(([to, says], n) => ({ keys: String(n + 1), says, run: () => go({ ...place, query: { tab: to } }) })),
    { keys: 'o', says: 'Original file', run: () => document.querySelector<HTMLAnchorElement>('#original')?.click() },
    ...(works ? [{ keys: 'Shift+R', says: 'Read it anew …', run: toggle('replay') }] : []),
    ...(mapping ? [{ keys: 'm', says: 'Open the mapping', run: () => go(mapping) }] : []),
  ];
  useKeys(keys);
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
        <Button id="original" size="xs" variant="default" component="a" href={raw} download rightSection={<Kbd size="xs">o</Kbd>}>
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
          <Button size="xs" onClick={toggle('release')} aria-expanded={asks === 'release'}>
            Let it count …
          </Button>
        )}
        {works && (
          <Button
            size="xs"
            variant="default"
            onClick={toggle('replay')}
            aria-expanded={asks === 'replay'}
            rightSection={<Kbd size="xs">Shift+R</Kbd>}
          >
            Read it anew …
          </Button>
        )}
        {mapping && (
          <Link className="linked" to={mapping}>
            Mapping
          </Link>
        )}
      </div>
      {asks === 'release' && <Release d={d} />}
      {asks === 'replay' && <Replay which={{ documents: [d.id] }} close={() => setAsks(null)} done={(id) => goOn(queries, [d.id], id)} />}
      <nav className="views" aria-label="Of this document">
        {TABS.map(([to, says], n) => (
          <Link key={to} to={{ ...place, query: { tab: to } }} aria-current={to === tab ? 'page' : undefined} title={`Key ${n + 1}`}>
            {says}
            {counts[to] ? ` ${counts[to]}` : ''}
          </Link>
        ))}
      </nav>
      <Shows {...{ tab, d, lines, place, me }} />
    </>
  );
}

interface ShowsProps {
  readonly tab: Tab;
  readonly d: Found;
  readonly lines: ReturnType<typeof useLines>;
  readonly place: Place;
  readonly me: Me;
}
function Shows({ tab, d, lines, place, me }: ShowsProps) {
  if (tab === 'lines') return <LinesTab lines={lines} place={place} supplier={d.supplier} />;
  if (tab === 'problems') return <ProblemsTab d={d} place={place} />;
  if (tab === 'runs') return <RunsTab id={d.id} place={place} />;
  // These speak of the whole file, in which others may be told of.
  if (me.locations !== null)
    return <p className="empty">The file as a whole is for who sees all places. Its lines at yours stand under Lines.</p>;
  if (tab === 'mail') return <MailTab id={d.id} />;
  if (tab === 'reply') return <ReplyTab id={d.id} />;
  if (tab === 'acknowledgement') return <AcknowledgementTab id={d.id} />;
  if (tab === 'audit') return <HistoryTab id={d.id} />;
  return <FileTab d={d} lines={lines} place={place} />;
}
