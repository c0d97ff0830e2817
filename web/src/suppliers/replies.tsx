import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask } from '../api/client';
import type { Checked, Replies as Found, Supplier } from '../api/types';
import { stateOf } from '../documents/words';
import { Failure } from '../notice';
import { usePages } from '../pages';
import { toast } from '../shell/toasts';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { Link } from '../use-place';
import { Around, much, Waiting } from './parts';

type Row = Found['data'][number];
const OUTCOMES: Readonly<Record<Row['outcome'], string>> = {
  accepted: '● all is right',
  partly: '◐ in part',
  rejected: '✕ nothing of it',
  duplicate: '= sent before',
};
const STATES: Readonly<Record<Row['state'], string>> = {
  preview: 'waits for a person',
  leaves: 'leaves',
  withheld: 'withheld',
  not_sent: 'not sent',
};

/** What they are written back: tried with a file before anybody gets it, and what was written. */
export function Replies({
  supplier,
  maySend,
  mayTry,
}: {
  readonly supplier: Supplier;
  readonly maySend: boolean;
  readonly mayTry: boolean;
}) {
  const { list, rows } = usePages(['replies', supplier.supplier], (page) =>
    ask('listReplies', { query: { supplier: supplier.supplier, limit: 20, ...page } }),
  );
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      {mayTry && <Try supplier={supplier} />}
      <h2>What they were written</h2>
      <Around list={list} rows={rows.length} none="Nothing yet: whoever sends a list hears what became of it.">
        <Sideways label="Replies" columns={['When', 'File', 'Outcome', 'To', 'State', { says: 'Look', hidden: true }]}>
          {rows.map((r) => (
            <tr key={r.id} className={r.id === open ? 'at' : undefined}>
              <td className="once">{clock(r.made_at)}</td>
              <td className="wrap">
                {r.document ? <Link to={{ screen: 'documents', id: r.document, query: {} }}>{r.file}</Link> : r.file}
              </td>
              <td className="once">{OUTCOMES[r.outcome]}</td>
              <td className="wrap">{r.to}</td>
              <td className="wrap">
                {r.left_at === null ? STATES[r.state] : `left ${clock(r.left_at)}`}
                {r.sent_by && ` by ${r.sent_by}`}
                <span className="why">{r.says}</span>
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-expanded={r.id === open}
                  onClick={() => setOpen(r.id === open ? null : r.id)}
                >
                  Read<span className="skip"> the reply to {r.file}</span>
                </Button>
              </td>
            </tr>
          ))}
        </Sideways>
      </Around>
      {open && <Whole id={open} maySend={maySend} />}
    </>
  );
}

function Whole({ id, maySend }: { readonly id: string; readonly maySend: boolean }) {
  const queries = useQueryClient();
  const found = useQuery({ queryKey: ['reply', id], queryFn: () => ask('getReply', { params: { id } }) });
  const send = useMutation({
    mutationFn: () => ask('sendReply', { params: { id }, body: {} }),
    onSuccess: () => {
      toast('It leaves now');
      for (const key of ['reply', 'replies']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const r = found.data;
  return (
    <section aria-label="The reply" className="letter">
      {found.error && <Failure error={found.error} />}
      {found.isLoading && <Waiting />}
      {send.error && <Failure error={send.error} />}
      {r && (
        <>
          <Letter subject={r.subject} text={r.text} attachments={r.attachments.map((a) => a.name)} />
          {maySend && r.state === 'preview' && r.left_at === null && (
            <Button size="xs" loading={send.isPending} onClick={() => send.mutate()}>
              Send it to {r.to ?? 'them'}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Letter({
  subject,
  text,
  attachments,
}: {
  readonly subject: string | null;
  readonly text: string | null;
  readonly attachments: readonly string[];
}) {
  return (
    <>
      <p>
        <b className="wrap">{subject ?? 'No reply is written.'}</b>
      </p>
      {text && (
        <pre tabIndex={0} aria-label="Text of the mail">
          {text}
        </pre>
      )}
      {attachments.length > 0 && <p className="dim">With {attachments.join(', ')}</p>}
    </>
  );
}

/** A file tried: nothing of it is stored, and nobody is told. */
function Try({ supplier }: { readonly supplier: Supplier }) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const check = useMutation({
    mutationFn: (file: File) => ask('check', { query: { name: file.name, supplier: supplier.supplier }, body: file }),
  });
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (!file) return;
    setName(file.name);
    check.mutate(file);
  };
  return (
    <>
      <h2>Preview a reply</h2>
      <div
        className="drop"
        onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault();
          take(e.dataTransfer.files);
        }}
      >
        <input
          ref={input}
          type="file"
          hidden
          aria-label="A file to try"
          onChange={(e) => {
            take(e.currentTarget.files);
            e.currentTarget.value = '';
          }}
        />
        <Button size="xs" variant="default" loading={check.isPending} onClick={() => input.current?.click()}>
          Try a file
        </Button>
        <span className="dim">or drop one here: you read what {supplier.name} would be told. Nothing is kept, and nobody is told.</span>
      </div>
      {check.error && <Failure error={check.error} />}
      {check.data && <Tried name={name} found={check.data} />}
    </>
  );
}

function Tried({ name, found }: { readonly name: string; readonly found: Checked }) {
  return (
    <section aria-label="What would be told" className="letter" aria-live="polite">
      <p className="wrap">
        <b>{name}</b>:{' '}
        {found.documents
          .map(
            (d) => `${stateOf(d.status).says}, ${much(d.counts.lines, 'line')}, ${d.counts.parked} wait, ${d.counts.rejected} not accepted`,
          )
          .join('; ') || 'nothing in it is read here'}
      </p>
      {found.acknowledgements.map((a) => (
        <p key={a.control + a.kind}>
          {a.kind}: {a.says}
        </p>
      ))}
      {found.reply ? (
        <Letter subject={found.reply.subject} text={found.reply.text} attachments={found.reply.attachments.map((a) => a.filename)} />
      ) : (
        <p className="dim">No mail would be written.</p>
      )}
    </section>
  );
}
