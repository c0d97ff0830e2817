import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { title } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Document, Replay as Effect } from '../api/types';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { goOn } from './go-on';

/** What reading it anew would change, first; then, with a reason, exactly that. */
export function Replay({ d }: { readonly d: Document }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const effect = useQuery({
    queryKey: ['replay', d.id],
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => ask('replay', { body: { documents: [d.id] } }),
  });
  const apply = useMutation({
    mutationFn: (hash: string) => ask('replay', { body: { documents: [d.id], apply: hash, reason: reason.trim() } }),
    onSuccess: ({ deliveries }) => {
      toast('Read anew');
      const [after] = deliveries.flatMap((x) => x.after);
      goOn(queries, [d.id], after?.startsWith('doc_') ? after : null);
    },
  });
  return (
    <section className="drop" aria-label="Read it anew">
      {effect.isLoading && <Skeleton height={40} />}
      {effect.error && <Failure error={effect.error} again={() => void effect.refetch()} />}
      {effect.data && (
        <form
          className="whole"
          onSubmit={(e) => {
            e.preventDefault();
            apply.mutate(effect.data.hash);
          }}
        >
          <Told effect={effect.data} />
          <TextInput size="xs" label="Why" required maxLength={4000} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
          <Button size="xs" mt="xs" type="submit" loading={apply.isPending}>
            Read it anew
          </Button>
          {apply.error && <Failure error={apply.error} again={() => void effect.refetch()} />}
        </form>
      )}
    </section>
  );
}

const MOST = 20;
function Told({ effect }: { readonly effect: Effect }) {
  const lines = effect.deliveries.flatMap((x) => x.lines);
  const of = (change: string): number => lines.filter((l) => l.change === change).length;
  const same = effect.deliveries.reduce((n, x) => n + x.same, 0);
  const count = (change: string): number => effect.exceptions.filter((e) => e.change === change).length;
  return (
    <>
      <p>
        {same} lines stay as they are, {of('gained')} gained, {of('lost')} lost, {of('changed')} changed. Exceptions:{' '}
        {count('opened') + count('reopened')} open, {count('resolved')} close. Nothing has been changed yet, and the supplier is not told
        again.
      </p>
      <ul>
        {lines.slice(0, MOST).map((l, n) => (
          <li key={n}>
            {l.change}: {l.place}, {l.measure} {l.before ?? 'nothing'} → {l.after ?? 'nothing'}
          </li>
        ))}
        {effect.exceptions.slice(0, MOST).map((e, n) => (
          <li key={`e${n}`}>
            {e.change}: {title(e)}: {e.message}
          </li>
        ))}
      </ul>
    </>
  );
}
