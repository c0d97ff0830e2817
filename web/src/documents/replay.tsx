import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { title } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Replay as Effect, ReplayDto } from '../api/types';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { effectSaid } from './effect';

/** Which deliveries: of some documents, or all that have one problem, perhaps of one supplier. */
export type Which = Pick<ReplayDto, 'documents' | 'problem' | 'supplier'>;
interface Props {
  readonly which: Which;
  readonly done: (id: string | null) => void; // of the one document, as it is known now; called before anything is asked anew
  readonly close?: () => void;
}

/** What reading anew would change, first; then, with a reason, exactly that. */
export function Replay({ which, done, close }: Props) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const effect = useQuery({
    queryKey: ['replay', which],
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => ask('replay', { body: which }),
  });
  const apply = useMutation({
    mutationFn: async (hash: string) => {
      await ask('replay', { body: { ...which, apply: hash, reason: reason.trim() } });
      const [only, ...others] = which.documents ?? [];
      if (only === undefined || others.length > 0) return null;
      const { data } = await ask('listDocumentRuns', { params: { id: only } }); // under which id it counts from here on
      return data.find((r) => r.current)?.id ?? null;
    },
    onSuccess: (id) => {
      toast('Read anew');
      queries.removeQueries({ queryKey: ['replay', which] });
      done(id);
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
          <div className="acts">
            <Button size="xs" mt="xs" type="submit" loading={apply.isPending}>
              Read it anew
            </Button>
            {close && (
              <Button size="xs" mt="xs" variant="default" onClick={close}>
                Leave it
              </Button>
            )}
          </div>
          {apply.error && <Failure error={apply.error} again={() => void effect.refetch()} />}
        </form>
      )}
    </section>
  );
}

const MOST = 20;
function Told({ effect }: { readonly effect: Effect }) {
  const lines = effect.deliveries.flatMap((x) => x.lines.map((l) => ({ ...l, file: x.file })));
  const several = effect.deliveries.length > 1;
  const more = Math.max(0, lines.length - MOST) + Math.max(0, effect.exceptions.length - MOST);
  return (
    <>
      <p>
        <b>{effectSaid(effect)}.</b> Nothing has been changed yet.
      </p>
      <ul className="told">
        {lines.slice(0, MOST).map((l, n) => (
          <li key={n} className="wrap">
            {l.change}: {several ? `${l.file}, ` : ''}
            {l.place}, {l.measure.replaceAll('_', ' ')} {l.before ?? 'nothing'} → {l.after ?? 'nothing'}
          </li>
        ))}
        {effect.exceptions.slice(0, MOST).map((e, n) => (
          <li key={`e${n}`} className="wrap">
            {e.change}: {title(e)}: {e.message}
          </li>
        ))}
        {more > 0 && <li className="dim">and {more} more</li>}
      </ul>
    </>
  );
}
