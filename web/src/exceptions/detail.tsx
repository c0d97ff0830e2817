import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { about, ending, next, numbersOf, title } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Exception, Me } from '../api/types';
import { Failure } from '../notice';
import { clock } from '../times';
import { Link } from '../use-place';
import { Further } from './further';
import { Mini } from '../item/mini';
import { itemPlace } from '../item/place';
import { SEVERITY, whyOf } from './row';

/** One exception: both numbers, why, where each stands, and what happened to it. */
export function Detail({ id, me, close }: { readonly id: string; readonly me: Me; readonly close: () => void }) {
  const found = useQuery({ queryKey: ['exception', id], queryFn: ({ signal }) => ask('getException', { params: { id }, signal }) });
  return (
    <aside className="pane" aria-label="The exception">
      <Button className="close" size="compact-sm" variant="default" onClick={close}>
        Close
      </Button>
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Skeleton height={160} />}
      {found.data && <Shown e={found.data} me={me} />}
    </aside>
  );
}

function Shown({ e, me }: { readonly e: Exception; readonly me: Me }) {
  const n = numbersOf(e);
  const pair = itemPlace(e);
  return (
    <>
      <h2>{title(e)}</h2>
      <p>
        {about(e)} {e.supplier && e.sku ? <span className="dim">· {e.supplier}</span> : null}{' '}
        <span className={`sev ${e.severity}`}>{SEVERITY[e.severity]}</span>
      </p>
      {n && (
        <dl className="two">
          <div>
            <dt>{n.reported[0]}</dt>
            <dd>
              {n.reported[1]} {e.uom}
            </dd>
          </div>
          <div>
            <dt>{n.expected[0]}</dt>
            <dd>
              {n.expected[1]} {e.uom}
            </dd>
          </div>
          {n.difference && (
            <div>
              <dt>difference</dt>
              <dd>
                {n.difference} {e.uom}
              </dd>
            </div>
          )}
          {n.value && (
            <div>
              <dt>worth</dt>
              <dd>{n.value}</dd>
            </div>
          )}
        </dl>
      )}
      <p className="wrap">{e.message}</p>
      {e.cause && (
        <section aria-label="Likely cause">
          <h2>{whyOf(e.cause).replace(/^./, (c) => c.toUpperCase())}</h2>
          <ul>
            {e.cause.evidence.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      <h2>What to do</h2>
      <p>{next(e).replace(/^./, (c) => c.toUpperCase())}.</p>
      {me.rights.includes('work') && <Further e={e} />}
      <h2>Where it stands</h2>
      {e.documents.length === 0 ? (
        <p className="dim">In no document: something did not come.</p>
      ) : (
        <ul>
          {e.documents.map((d, i) => (
            <li key={i}>
              <Link to={{ screen: 'documents', id: d.id, query: {} }}>{d.file}</Link>
              {d.place && <span>, {d.place}</span>}
            </li>
          ))}
        </ul>
      )}
      {pair && <Mini to={pair} />}
      <Facts e={e} />
      <h2>What happened</h2>
      <ol>
        {e.events.map((v, i) => (
          <li key={i}>
            <span className="dim">{clock(v.at)}</span> {happened(v)}
          </li>
        ))}
      </ol>
    </>
  );
}

function Facts({ e }: { readonly e: Exception }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Open since', clock(e.opened_at)],
    ['Seen last', `${clock(e.last_seen_at)}${e.occurrences > 1 ? `, ${e.occurrences} times` : ''}`],
    ['As of', e.as_of],
    ['Owner', e.owner ?? 'nobody'],
    [
      'Snoozed',
      e.snoozed
        ? e.snoozed.at
          ? `until ${clock(e.snoozed.at)}`
          : e.snoozed.until === 'worse'
            ? `until it grows by ${e.snoozed.percent} %`
            : 'until the next report'
        : null,
    ],
    ['Closed', e.resolved_at ? `${clock(e.resolved_at)}: ${ending(e.resolution)}` : null],
    ['Accepted until', e.accepted_until ? clock(e.accepted_until) : null],
    ['Code', e.type],
  ];
  return (
    <dl className="facts">
      {facts.flatMap(([what, says]) => (says === null ? [] : [<dt key={what}>{what}</dt>, <dd key={`${what} says`}>{says}</dd>]))}
    </dl>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  open: 'opened',
  refresh: 'seen again, changed',
  reopen: 'opened again',
  clear: 'closed by itself',
  acknowledge: 'taken up',
  wait: 'waits for the supplier',
  snooze: 'snoozed',
  wake: 'woken',
  assign: 'assigned',
  comment: 'commented',
  resolve: 'closed',
  claim_made: 'claimed of the supplier',
  claim_sent: 'the claim was sent',
  claim_settled: 'the claim was settled',
  claim_withdrawn: 'the claim was withdrawn',
  count_requested: 'a count was asked for',
  adjustment_proposed: 'an adjustment was proposed',
  request_withdrawn: 'it is asked for no longer',
  counted: 'the count came',
  adjusted: 'the adjustment came',
};
function happened({ what, by, reason, details, after }: Exception['events'][number]): string {
  const to = what === 'assign' && after && 'owner' in after ? ` to ${String(after.owner ?? 'nobody')}` : '';
  const how = what === 'resolve' && typeof after?.resolution === 'string' ? `, ${ending(after.resolution)}` : '';
  const said = typeof details.message === 'string' ? `: ${details.message}` : '';
  return `${WORDS[what] ?? what}${to}${how}${by ? ` by ${by}` : ''}${reason ? `: “${reason}”` : said}`;
}
