import type { Freshness } from '../api/types';
import { Sideways } from '../sideways';
import { clock, since } from '../times';

export const STATES: Readonly<Record<Freshness['sources'][number]['state'], readonly [tone: string, says: string]>> = {
  working: ['good', '● works'],
  failing: ['bad', '▲ cannot be reached'],
  stopped: ['dim', '○ stopped'],
  paused: ['warn', '‖ paused'],
  new: ['warn', '◌ not looked into yet'],
};

/** For who does not administer it: sources, and what waits. */
export function Fresh({ fresh }: { readonly fresh: Freshness }) {
  const { queue, unread } = fresh;
  return (
    <>
      <h2>Sources</h2>
      {fresh.sources.length === 0 ? (
        <p>Nothing is looked into: start the gateway with the role poll, and name channels in its settings.</p>
      ) : (
        <Sideways label="Sources" columns={['Source', 'State', 'Last look with success', 'Last arrival', 'What is wrong, and what to do']}>
          {fresh.sources.map((s) => (
            <tr key={s.source}>
              <th scope="row">{s.source}</th>
              <td className={STATES[s.state][0]}>{STATES[s.state][1]}</td>
              <td title={s.looked_at ? clock(s.looked_at) : undefined}>{since(s.looked_at)}</td>
              <td title={s.arrived_at ? clock(s.arrived_at) : undefined}>{since(s.arrived_at)}</td>
              <td className="wrap">{[s.error, s.advice].filter(Boolean).join('. ')}</td>
            </tr>
          ))}
        </Sideways>
      )}
      <h2>What waits</h2>
      <dl className="facts">
        <dt>Files to be read</dt>
        <dd>{unread.receipts === 0 ? 'none' : `${unread.receipts}, the oldest came ${since(unread.oldest)}`}</dd>
        <dt>Queue</dt>
        <dd>{queue.waiting === 0 ? 'empty' : `${queue.waiting} jobs, the oldest is due for ${queue.oldest_seconds} s`}</dd>
        <dt>Given up</dt>
        <dd className={queue.given_up > 0 ? 'bad' : undefined}>
          {queue.given_up === 0 ? 'nothing' : `${queue.given_up}: ask an admin to try them again`}
        </dd>
      </dl>
    </>
  );
}

/** Up to when the buyer's own data are there. */
export function OwnData({ feeds }: Pick<Freshness, 'feeds'>) {
  return (
    <>
      <h2>Our own data</h2>
      {feeds.length === 0 ? (
        <p>None yet: crosscount import.</p>
      ) : (
        <dl className="facts">
          {feeds.flatMap((f) => [
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
