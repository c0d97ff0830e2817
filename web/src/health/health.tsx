import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Freshness } from '../api/types';
import { Failure } from '../notice';
import { ago, clock } from '../times';

const STATES: Readonly<Record<Freshness['sources'][number]['state'], readonly [tone: string, says: string]>> = {
  working: ['good', '● works'],
  failing: ['bad', '▲ cannot be reached'],
  stopped: ['dim', '○ stopped'],
  paused: ['warn', '‖ paused'],
  new: ['warn', '◌ not looked into yet'],
};

/** How fresh all of it is: each source, what waits, up to when our own data are there. */
export default function Health() {
  const fresh = useQuery({ queryKey: ['freshness'], queryFn: () => ask('getFreshness'), refetchInterval: 15_000 });
  return (
    <section className="screen" aria-labelledby="title" tabIndex={0}>
      <h1 id="title">Health</h1>
      {fresh.error && <Failure error={fresh.error} again={() => void fresh.refetch()} />}
      {fresh.isLoading && <Skeleton height={120} />}
      {fresh.data && <Shown fresh={fresh.data} />}
    </section>
  );
}

function Shown({ fresh }: { readonly fresh: Freshness }) {
  const now = Date.now();
  const since = (at: string | null): string => (at === null ? 'never' : `${ago(at, now)}${ago(at, now) === 'just now' ? '' : ' ago'}`);
  const { queue, unread } = fresh;
  return (
    <>
      <h2>Sources</h2>
      {fresh.sources.length === 0 ? (
        <p>Nothing is looked into: start the gateway with the role poll, and name channels in its settings.</p>
      ) : (
        <div className="sideways" tabIndex={0} role="group" aria-label="Sources">
          <table>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">State</th>
                <th scope="col">Last look with success</th>
                <th scope="col">Last arrival</th>
                <th scope="col">What is wrong, and what to do</th>
              </tr>
            </thead>
            <tbody>
              {fresh.sources.map((s) => (
                <tr key={s.source}>
                  <th scope="row">{s.source}</th>
                  <td className={STATES[s.state][0]}>{STATES[s.state][1]}</td>
                  <td title={s.looked_at ? clock(s.looked_at) : undefined}>{since(s.looked_at)}</td>
                  <td title={s.arrived_at ? clock(s.arrived_at) : undefined}>{since(s.arrived_at)}</td>
                  <td className="wrap">{[s.error, s.advice].filter(Boolean).join('. ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h2>What waits</h2>
      <dl className="facts">
        <dt>Files to be read</dt>
        <dd>{unread.receipts === 0 ? 'none' : `${unread.receipts}, the oldest came ${since(unread.oldest)}`}</dd>
        <dt>Queue</dt>
        <dd>{queue.waiting === 0 ? 'empty' : `${queue.waiting} jobs, the oldest is due for ${queue.oldest_seconds} s`}</dd>
        <dt>Given up</dt>
        <dd className={queue.given_up > 0 ? 'bad' : undefined}>
          {queue.given_up === 0 ? 'nothing' : `${queue.given_up}: see crosscount doctor`}
        </dd>
      </dl>
      <h2>Our own data</h2>
      {fresh.feeds.length === 0 ? (
        <p>None yet: crosscount import.</p>
      ) : (
        <dl className="facts">
          {fresh.feeds.flatMap((f) => [
            <dt key={f.location}>{f.location ?? 'all places'}</dt>,
            <dd key={`${f.location} says`} className={f.watermark === null ? 'warn' : undefined}>
              {f.watermark === null ? 'nothing yet' : `until ${clock(f.watermark)}, ${since(f.watermark)}`}
            </dd>,
          ])}
        </dl>
      )}
    </>
  );
}
