import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Health } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { toast } from '../shell/toasts';
import { clock, since } from '../times';
import { Link } from '../use-place';
import { Checks } from './checks';
import { Outbox } from './outbox';
import { Sources } from './sources';
import { Steps } from './steps';

const EVERY_MS = 15_000;
const SOON_MS = 3_000; // something begins just now
const DAY_MS = 86_400_000;
const MB = 1024 * 1024;

/** What the gateway stands on, for who administers it. */
export function Overview({ place }: { readonly place: Place }) {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => ask('getHealth'),
    refetchInterval: ({ state }) => (state.data?.sources.some((s) => s.state === 'stopped' || s.state === 'new') ? SOON_MS : EVERY_MS),
  });
  if (health.error && !health.data) return <Failure error={health.error} again={() => void health.refetch()} />;
  if (!health.data) return <Skeleton height={200} />;
  const { data } = health;
  return (
    <>
      {health.error && <Failure error={health.error} again={() => void health.refetch()} />}
      <Steps steps={data.steps} />
      <Sources sources={data.sources} />
      <div className="panels">
        <Pipeline health={data} />
        <MailOut health={data} />
        <Database health={data} />
        <Program health={data} />
      </div>
      <GivenUp given={data.given_up} />
      <Outbox place={place} counts={data.outbox} />
      <Checks />
    </>
  );
}

function Panel({ bad, says, children }: { readonly bad: boolean; readonly says: string; readonly children: React.ReactNode }) {
  return (
    <section className="card" aria-label={says}>
      <h2>
        <span className={bad ? 'bad' : 'good'}>{bad ? '▲ needs a look' : '● in order'}</span> {says}
      </h2>
      <dl className="facts">{children}</dl>
    </section>
  );
}
const Fact = ({
  what,
  children,
  tone,
}: {
  readonly what: string;
  readonly children: React.ReactNode;
  readonly tone?: string | undefined;
}) => (
  <>
    <dt>{what}</dt>
    <dd className={tone}>{children}</dd>
  </>
);

function Pipeline({ health: { queues, given_up } }: { readonly health: Health }) {
  const live = queues.filter((q) => q.queue !== 'dead-letter');
  const waiting = live.reduce((n, q) => n + q.waiting, 0);
  const oldest = Math.max(0, ...live.filter((q) => q.waiting > 0).map((q) => q.oldest_seconds));
  return (
    <Panel says="Reading" bad={oldest > 600 || given_up.length > 0}>
      <Fact what="Waits">{waiting === 0 ? 'nothing' : `${waiting}, the oldest for ${oldest} s`}</Fact>
      <Fact what="Given up" tone={given_up.length > 0 ? 'bad' : undefined}>
        {given_up.length === 0 ? 'nothing' : `${given_up.length}, listed below`}
      </Fact>
    </Panel>
  );
}

function MailOut({ health: { mail, receivers, sources } }: { readonly health: Health }) {
  const lost = mail.given_up + receivers.reduce((n, r) => n + r.given_up, 0);
  const waits = receivers.reduce((n, r) => n + r.waiting, 0);
  const canary = sources.flatMap((s) => (s.canary ? [{ ...s.canary, source: s.source }] : []));
  return (
    <Panel says="What leaves" bad={lost > 0 || canary.some((c) => late(c))}>
      <Fact what="Mail">
        {mail.set_up ? (
          `${mail.sent_day} sent in a day, ${mail.waiting} ${mail.waiting === 1 ? 'waits' : 'wait'}`
        ) : (
          <SetUp>not set up</SetUp>
        )}
      </Fact>
      <Fact what="Receivers">
        {receivers.length === 0 ? 'none yet' : `${receivers.length}, ${waits} ${waits === 1 ? 'waits' : 'wait'}`}
      </Fact>
      <Fact what="Given up" tone={lost > 0 ? 'bad' : undefined}>
        {lost === 0 ? 'nothing' : `${lost}, listed below`}
      </Fact>
      {canary.length === 0 ? (
        <Fact what="Test mail">none is sent to itself; a mailbox has it under “Afterwards”</Fact>
      ) : (
        canary.map((c) => (
          <Fact key={c.source} what={`Test mail, ${c.source}`} tone={late(c) ? 'bad' : undefined}>
            sent {clock(c.sent_at)},{' '}
            {c.seen_at
              ? `back after ${Math.max(1, Math.round((Date.parse(c.seen_at) - Date.parse(c.sent_at)) / 1000))} s ✓`
              : 'not back yet'}
          </Fact>
        ))
      )}
    </Panel>
  );
}
/** As the rule that tells of it judges: a quarter of an hour. */
const late = (c: { readonly sent_at: string; readonly seen_at: string | null }): boolean =>
  c.seen_at === null && Date.now() - Date.parse(c.sent_at) > 15 * 60_000;
const SetUp = ({ children }: { readonly children: string }) => (
  <Link to={{ screen: 'settings', id: 'mailboxes', query: {} }} className="warn">
    {children}: set it up
  </Link>
);

function Database({ health: { database, backup } }: { readonly health: Health }) {
  const old = backup === null || Date.now() - Date.parse(backup.taken_at) > 7 * DAY_MS;
  return (
    <Panel says="Database" bad={old}>
      <Fact what="Answers in">{database.latency_ms} ms</Fact>
      <Fact what="Size">{Math.round(database.bytes / MB).toLocaleString('en-US')} MB</Fact>
      <Fact what="PostgreSQL">
        {database.version}
        {database.embedded ? ', its own' : ', of your server'}
      </Fact>
      <Fact what="Last backup" tone={old ? 'bad' : undefined}>
        {backup === null ? 'there was none: `crosscount backup FOLDER` makes one' : `${since(backup.taken_at)}, in ${backup.folder}`}
      </Fact>
    </Panel>
  );
}

function Program({ health: { version, node, up_since } }: { readonly health: Health }) {
  return (
    <Panel says="Program" bad={false}>
      <Fact what="Version">{version}</Fact>
      <Fact what="Node.js">{node}</Fact>
      <Fact what="Started">{since(up_since)}</Fact>
      <Fact what="Licences">
        <Link to={{ screen: 'settings', id: 'about', query: {} }}>About</Link>
      </Fact>
    </Panel>
  );
}

function GivenUp({ given }: { readonly given: Health['given_up'] }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: (id: string) => ask('retryGivenUp', { body: { id } }),
    onSuccess: () => {
      toast('It is read once more');
      void queries.invalidateQueries({ queryKey: ['health'] });
    },
  });
  if (given.length === 0) return null;
  return (
    <section aria-label="Given up">
      <h2>
        <span className="bad">▲</span> Kept, but given up after several tries
      </h2>
      {retry.error && <Failure error={retry.error} />}
      <ul className="given-up">
        {given.map((g) => (
          <li key={g.id}>
            <span className="wrap">{g.name}</span>{' '}
            <span className="dim">
              {g.channel}, {since(g.received_at)}
            </span>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Try again: ${g.name}`}
              loading={retry.isPending && retry.variables === g.id}
              onClick={() => retry.mutate(g.id)}
            >
              Try again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
