import { Skeleton } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { addressOf, ask } from '../api/client';
import { Failure } from '../notice';
import { clock } from '../times';
import { stateOfAnswer } from './answer-words';

const OUTCOMES: Readonly<Record<string, string>> = {
  accepted: 'all of it was accepted',
  partly: 'a part of it was accepted',
  rejected: 'none of it was accepted',
  duplicate: 'it had come before',
};

/** What its sender was written, as it left. */
export function ReplyTab({ id }: { readonly id: string }) {
  const list = useQuery({
    queryKey: ['of-document', id, 'replies'],
    queryFn: ({ signal }) => ask('listReplies', { query: { document: id, limit: 20 }, signal }),
  });
  const whole = useQueries({
    queries: (list.data?.data ?? []).map((r) => ({ queryKey: ['of-document', id, 'reply', r.id], queryFn: () => ask('getReply', { params: { id: r.id } }) })), // prettier-ignore
  });
  if (list.error) return <Failure error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton height={120} mt="sm" />;
  if (list.data.data.length === 0)
    return <p className="empty">Nobody was written to about it: it came by no mail, or from somebody who gets no answers.</p>;
  return list.data.data.map((r, n) => {
    const { mark, says, tone } = stateOfAnswer({ what: 'reply', state: r.state });
    const text = whole[n]?.data;
    return (
      <article key={r.id} className="mail">
        <h2 className="wrap">{r.subject ?? 'Without a subject'}</h2>
        <p className="wrap">
          It says that {OUTCOMES[r.outcome] ?? r.outcome}. To {r.to ?? 'nobody'}, written {clock(r.made_at)}
          {r.left_at && `, left ${clock(r.left_at)}`}
          {r.sent_by && `, sent by ${r.sent_by}`}. <b className={tone}>{`${mark} ${says}`}</b>
          {r.delivery && <span className="dim"> ({r.delivery.replaceAll('_', ' ')})</span>}
          {r.says && <span> {r.says}</span>}
        </p>
        {whole[n]?.error && <Failure error={whole[n].error} />}
        {text?.text ? <pre className="letter code">{text.text}</pre> : <p className="dim">It has no text.</p>}
        {text && text.attachments.length > 0 && (
          <p className="wrap">
            Attached: {text.attachments.map((a) => `${a.name} (${Math.max(1, Math.round(a.bytes / 1024))} kB)`).join(', ')}
          </p>
        )}
      </article>
    );
  });
}

/** What its interchange was answered, as it left. */
export function AcknowledgementTab({ id }: { readonly id: string }) {
  const list = useQuery({
    queryKey: ['of-document', id, 'acknowledgements'],
    queryFn: ({ signal }) => ask('listAcknowledgements', { query: { document: id, limit: 50 }, signal }),
  });
  const whole = useQueries({
    queries: (list.data?.data ?? []).map((a) => ({ queryKey: ['of-document', id, 'acknowledgement', a.id], queryFn: () => ask('getAcknowledgement', { params: { id: a.id } }) })), // prettier-ignore
  });
  if (list.error) return <Failure error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton height={120} mt="sm" />;
  if (list.data.data.length === 0)
    return <p className="empty">It was not acknowledged: only EDI is, and only where it is asked for or agreed.</p>;
  return list.data.data.map((a, n) => {
    const { mark, says, tone } = stateOfAnswer({ what: a.kind, state: a.state });
    const text = whole[n]?.data?.content;
    return (
      <article key={a.id} className="mail">
        <h2>
          {a.kind} {a.own_control}
        </h2>
        <p className="wrap">
          It answers interchange {a.control}: {a.says}. Written {clock(a.made_at)}. <b className={tone}>{`${mark} ${says}`}</b>
          {a.trouble && <span className="bad"> {a.trouble}</span>}
        </p>
        {a.leaves.length > 0 && (
          <ul>
            {a.leaves.map((l, i) => (
              <li key={i} className="wrap">
                {clock(l.at)} by {l.by} to {l.to}: {l.state.replaceAll('_', ' ')}
              </li>
            ))}
          </ul>
        )}
        {whole[n]?.error && <Failure error={whole[n].error} />}
        {text && <pre className="letter code">{text}</pre>}
        {text && (
          <p>
            <a href={addressOf('getRawAcknowledgement', { params: { id: a.id } })} download>
              The file as it leaves
            </a>
          </p>
        )}
      </article>
    );
  });
}
