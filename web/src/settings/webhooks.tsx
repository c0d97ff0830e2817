import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { Sideways } from '../sideways';
import { since } from '../times';
import { YamlSection } from './yaml-section';

const WEBHOOKS = `webhooks:
  - name: erp
    url: https://erp.acme.example/crosscount
    secret: whsec_
    events: ["exception.*", "document.*"]
`;
const CHATS = 'chats:\n  - { name: ops, kind: slack, url: "https://hooks.slack.com/services/…" }\n';

/** Who is told by programs: endpoints of webhooks, channels of chats. */
export function Webhooks() {
  const health = useQuery({ queryKey: ['health'], queryFn: () => ask('getHealth') });
  return (
    <>
      {health.error && <Failure error={health.error} again={() => void health.refetch()} />}
      {health.isLoading && <Skeleton height={80} />}
      {health.data?.receivers.length === 0 && <p>Nothing has been sent to any endpoint yet.</p>}
      {health.data && health.data.receivers.length > 0 && (
        <Sideways label="Receivers" columns={['Receiver', 'Kind', 'Sent in a day', 'Last', 'Waits', 'Given up', 'What it said']}>
          {health.data.receivers.map((r) => (
            <tr key={`${r.kind} ${r.target}`}>
              <th scope="row">{r.target}</th>
              <td>{r.kind}</td>
              <td className="num">{r.sent_day}</td>
              <td>{since(r.last_sent_at)}</td>
              <td className="num">{r.waiting}</td>
              <td className={r.given_up > 0 ? 'num bad' : 'num'}>{r.given_up > 0 ? `▲ ${r.given_up}` : 0}</td>
              <td className="wrap">{r.closed ? '▲ it wants nothing more; sending anything again opens it' : (r.last_trouble ?? '')}</td>
            </tr>
          ))}
        </Sideways>
      )}
      <p className="quiet">
        What was given up is sent again on the screen Health. The guide to alerts lists the events and how they are signed.
      </p>
      <YamlSection section="webhooks" example={WEBHOOKS} />
      <h2>Chats</h2>
      <YamlSection section="chats" example={CHATS} />
    </>
  );
}
