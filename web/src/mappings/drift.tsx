import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Drifts, Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { toast } from '../shell/toasts';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { fieldSays } from './draft';

const LIST: Place = { screen: 'mappings', id: null, query: {} };
type Changed = Drifts['data'][number];

/** A layout that changed: which heading is gone, what is proposed instead and why; one press makes it the next version. */
export function Drift({ id, me }: { readonly id: string; readonly me: Me }) {
  const found = useQuery({ queryKey: ['drifts', ''], queryFn: ({ signal }) => ask('listDrifts', { query: { limit: 500 }, signal }) });
  const d = found.data?.data.find((one) => one.id === id);
  useKeys([{ keys: 'Escape', says: 'Back', run: () => go(LIST) }]);
  return (
    <section className="screen" aria-labelledby="title">
      <p>
        <Link to={LIST}>← All mappings</Link>
      </p>
      <h1 id="title">A layout that changed</h1>
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Skeleton height={120} />}
      {found.data && !d && <p className="empty">Nothing waits for it any more; it may have been accepted already.</p>}
      {d && <Shown key={d.id} d={d} me={me} />}
    </section>
  );
}

function Shown({ d, me }: { readonly d: Changed; readonly me: Me }) {
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const open = d.lost.filter((l) => (columns[l.field] ?? l.heading) === null);
  const accept = useMutation({
    mutationFn: () => ask('decideDrift', { params: { id: d.id }, body: { columns, ...(reason.trim() ? { reason: reason.trim() } : {}) } }),
    onSuccess: (done) => {
      toast(`${done.name} is published as version ${done.version}; ${done.read_again === 1 ? '1 list that waited was' : `${done.read_again} lists that waited were`} read`); // prettier-ignore
      void queries.invalidateQueries();
      go({ screen: 'mappings', id: done.name, query: {} });
    },
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        accept.mutate();
      }}
    >
      <p className="wrap">
        {d.documents === 1 ? '1 list' : `${d.documents} lists`} of {d.supplier} no longer fit{d.documents === 1 ? 's' : ''}{' '}
        <Link to={{ screen: 'mappings', id: d.mapping, query: { sample: d.example.document } }}>{d.mapping}</Link>, version {d.version}, and
        wait{d.documents === 1 ? 's' : ''}. The last one is{' '}
        <Link to={{ screen: 'documents', id: d.example.document, query: {} }}>{d.example.file}</Link>, {clock(d.last_seen)}.
      </p>
      {d.stale && <p className="warn">⚠ Another version counts by now; these lists are read again by themselves.</p>}
      {d.lost.length === 0 && <p>What changed is no heading: it is corrected in the mapping itself.</p>}
      {d.lost.map((l) => (
        <div key={l.field} className="card drift">
          <b>{fieldSays(l.field)}</b>
          <p>
            {l.shown} is gone.{' '}
            {l.heading === null ? 'Nothing speaks clearly enough for another one: please choose.' : `“${l.heading}” is proposed.`}
          </p>
          {l.evidence.length > 0 && <p className="why">{l.evidence.join('; ')}</p>}
          <NativeSelect
            size="xs"
            label={`What ${l.shown} is called now`}
            value={columns[l.field] ?? l.heading ?? ''}
            onChange={(e) => setColumns({ ...columns, [l.field]: e.currentTarget.value })}
            data={[...(l.heading === null ? [{ value: '', label: 'choose …' }] : []), ...d.headings.map((h) => ({ value: h, label: h }))]}
          />
        </div>
      ))}
      {accept.error && <Failure error={accept.error} />}
      {d.lost.length > 0 && me.rights.includes('work') && (
        <div className="acts">
          <TextInput
            size="xs"
            label="Why (if you like)"
            maxLength={4000}
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <Button type="submit" size="xs" data-autofocus loading={accept.isPending} disabled={open.length > 0 || d.stale}>
            Make it the next version and read what waits
          </Button>
        </div>
      )}
      <p className="dim">The heading is written beside the old one, so that older files are read as before.</p>
    </form>
  );
}
