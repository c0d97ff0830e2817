import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { addressOf, ask } from '../api/client';
import { Failure } from '../notice';
import { clock } from '../times';

const VERDICTS: Readonly<Record<string, readonly [mark: string, says: string, tone: string]>> = {
  pass: ['✓', 'It is from whom it says', 'good'],
  fail: ['✕', 'It is not from whom it says', 'bad'],
  none: ['⚠', 'Nobody has vouched for its sender', 'warn'],
  undecided: ['⚠', 'Whether it is from whom it says could not be found out yet', 'warn'],
};
const LEFT: Readonly<Record<string, string>> = {
  picture: 'a picture in the text',
  calendar: 'an invitation',
  signature: 'a signature',
  notice: 'a notice about another mail',
  alternative: 'the same text once more',
  empty: 'empty',
};
const size = (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`);

/** The mail that a document came in: all of it as text, and what is attached as files. */
export function MailTab({ id }: { readonly id: string }) {
  const found = useQuery({
    queryKey: ['of-document', id, 'mail'],
    staleTime: Infinity,
    queryFn: ({ signal }) => ask('getDocumentMail', { params: { id }, signal }),
  });
  if (found.error) return <Failure error={found.error} again={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton height={200} mt="sm" />;
  const { mail, sender } = found.data;
  if (mail === null) return <p className="empty">It came as a file, and not by mail.</p>;
  const [mark, says, tone] = (sender && VERDICTS[sender.verdict]) ?? ['–', 'Nobody has looked at who sent it', 'dim'];
  return (
    <div className="mail">
      <h2 className="wrap">{mail.subject || 'Without a subject'}</h2>
      <p className="wrap">
        From {mail.from.length === 0 ? 'nobody' : mail.from.join(', ')}
        {mail.sentAt && `, sent ${clock(mail.sentAt)}`}.{' '}
        <b className={tone}>
          {mark} {says}
        </b>
        {sender?.said ? <span className="dim"> ({sender.said})</span> : null}
      </p>
      {mail.refused !== null && <p className="bad wrap">✕ Nothing of it was read: {mail.refused}</p>}
      <h2>Attached</h2>
      {mail.attachments.length === 0 && <p className="dim">Nothing.</p>}
      <ul>
        {mail.attachments.map((a, n) => (
          <li key={n} className="wrap">
            {a.damage === null ? (
              <a href={addressOf('getMailAttachment', { params: { id, n } })} download>
                {a.name}
              </a>
            ) : (
              a.name
            )}{' '}
            <span className={a.damage === null ? 'dim' : 'bad'}>{a.damage === null ? size(a.bytes) : `✕ ${a.damage}`}</span>
          </li>
        ))}
        {mail.leftOut.map((p, n) => (
          <li key={`left ${n}`} className="wrap dim">
            {p.name}: {LEFT[p.as] ?? p.as}, left out
          </li>
        ))}
      </ul>
      <h2>What it says</h2>
      {mail.wasPage && <p className="dim">It has no plain text; these are the words of its page.</p>}
      {mail.text.trim() === '' ? <p className="dim">Nothing.</p> : <pre className="letter">{mail.text}</pre>}
      {mail.cut && <p className="dim">It goes on; the rest stands in the original file.</p>}
      <h2>Headers</h2>
      <dl className="facts">
        {mail.headers.map((h, n) => (
          <div key={n} className="header">
            <dt>{h.name}</dt>
            <dd>{h.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
