import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, ProblemError } from '../api/client';
import type { Health } from '../api/types';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { clock, since } from '../times';
import { go, Link } from '../use-place';
import { STATES } from './fresh';

type Source = Health['sources'][number];
type Deed = 'test' | 'pause' | 'resume';
interface Said {
  readonly source: string;
  readonly good: boolean;
  readonly says: string;
}
const SIGN_IN = /sign.?in|token/i;
const ENDS_SOON_MS = 14 * 86_400_000;

/** Every way in, with what can be done about it. */
export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const queries = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const act = useMutation({
    mutationFn: ({ source, deed }: { source: string; deed: Deed }) => ask('actOnSource', { body: { source, do: deed } }),
    onSuccess: ({ says }, { source }) => setSaid({ source, good: true, says }),
    onError: (e, { source }) => setSaid({ source, good: false, says: e instanceof ProblemError ? e.detail : e.message }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['health'] });
      void queries.invalidateQueries({ queryKey: ['freshness'] });
    },
  });
  const here = sources.find((s) => s.source === at);
  const move = (by: number): void => {
    const next = sources[Math.max(0, Math.min(sources.length - 1, sources.findIndex((s) => s.source === at) + by))];
    if (!next) return;
    setAt(next.source);
    document.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(next.source)}"] th`)?.focus();
  };
  const press = (deed: Deed): void => {
    if (here) act.mutate({ source: here.source, deed });
  };
  useKeys([
    { keys: 'j', says: 'Next source', run: () => move(at === null ? 0 : 1) },
    { keys: 'k', says: 'Source before', run: () => move(-1) },
    { keys: 't', says: 'Test the source', run: () => press('test') },
    { keys: 'p', says: 'Pause the source, or take it up again', run: () => press(here?.state === 'paused' ? 'resume' : 'pause') },
    { keys: 'n', says: 'Connect a mailbox', run: () => go({ screen: 'settings', id: 'mailboxes', query: { mailbox: 'new' } }) },
  ]);
  const busy = (s: Source, deed: Deed): boolean => act.isPending && act.variables.source === s.source && act.variables.deed === deed;
  return (
    <>
      <h2>Sources</h2>
      {sources.length === 0 ? (
        <p className="empty">
          Nothing is looked into: no process runs in the role poll, or it has just been started.{' '}
          <Link to={{ screen: 'settings', id: 'mailboxes', query: { mailbox: 'new' } }}>Connect a mailbox</Link>
        </p>
      ) : (
        <Sideways
          label="Sources"
          className="sources"
          columns={['Source', 'State', 'Last look', 'Last arrival', 'Waits', 'Troubles in a day', 'Do']}
        >
          {sources.map((s) => (
            <tr key={s.source} data-row={s.source} className={s.source === at ? 'at' : undefined}>
              <th scope="row" tabIndex={-1} className="wrap">
                {s.source}
                <Why source={s} />
                {said?.source === s.source && (
                  <span role="status" className={said.good ? 'good said' : 'bad said'}>
                    {said.good ? '● ' : '▲ '}
                    {said.says}
                  </span>
                )}
              </th>
              <td className={`once ${STATES[s.state][0]}`}>{STATES[s.state][1]}</td>
              <td className="once" title={s.looked_at ? clock(s.looked_at) : undefined}>
                {since(s.looked_at)}
              </td>
              <td className="once" title={s.arrived_at ? clock(s.arrived_at) : undefined}>
                {since(s.arrived_at)}
              </td>
              <td className="num">{s.waiting}</td>
              <td className={s.troubles > 0 ? 'num warn' : 'num'}>{s.troubles > 0 ? `▲ ${s.troubles}` : 0}</td>
              <td>
                <div className="deeds">
                  {s.kind !== 'smtp-inlet' && (
                    <>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Test ${s.source}`}
                        loading={busy(s, 'test')}
                        onClick={() => act.mutate({ source: s.source, deed: 'test' })}
                      >
                        Test
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`${s.state === 'paused' ? 'Resume' : 'Pause'} ${s.source}`}
                        loading={busy(s, 'pause') || busy(s, 'resume')}
                        onClick={() => act.mutate({ source: s.source, deed: s.state === 'paused' ? 'resume' : 'pause' })}
                      >
                        {s.state === 'paused' ? 'Resume' : 'Pause'}
                      </Button>
                    </>
                  )}
                  {s.kind === 'imap' && s.state === 'failing' && SIGN_IN.test(`${s.error ?? ''} ${s.advice ?? ''}`) && (
                    <Link
                      className="button"
                      to={{ screen: 'settings', id: 'mailboxes', query: { mailbox: s.source.replace(/^imap /, '') } }}
                    >
                      Reconnect
                    </Link>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </Sideways>
      )}
    </>
  );
}

function Why({ source: s }: { readonly source: Source }) {
  const lines = [
    s.state === 'failing' ? [s.error, s.advice].filter(Boolean).join('. ') : '',
    s.paused_at ? `paused by ${s.paused_by ?? 'somebody'}, ${since(s.paused_at)}; nobody is alarmed about it meanwhile` : '',
    s.unexplained > 0 ? `${s.unexplained} listed by the server are neither received nor explained` : '',
    ...s.ends.filter((e) => Date.parse(e.at) - Date.now() < ENDS_SOON_MS).map((e) => `${e.what} ends ${clock(e.at)}`),
  ].filter(Boolean);
  return lines.map((line) => (
    <span key={line} className="why">
      {line}
    </span>
  ));
}
