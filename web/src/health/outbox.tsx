import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Health } from '../api/types';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { toast } from '../shell/toasts';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { go } from '../use-place';

type State = keyof Health['outbox'];
const STATES: Readonly<Record<State, string>> = {
  given_up: '▲ given up',
  waiting: '◌ waits',
  confirm: '▲ waits for your word since a restore',
  withheld: '○ withheld',
  dropped: '○ dropped',
  sent: '● sent',
};

/** What leaves by mail, webhook, chat and file: each with its last try, to be sent once more. */
export function Outbox({ place, counts }: { readonly place: Place; readonly counts: Health['outbox'] }) {
  const queries = useQueryClient();
  const usual: State = counts.given_up > 0 ? 'given_up' : 'waiting';
  const state = (Object.keys(STATES) as State[]).find((s) => s === place.query.outbox) ?? usual;
  const { list, rows } = usePages(['outbox', state], (page, signal) => ask('listOutbox', { query: { state, limit: 20, ...page }, signal }));
  const again = useMutation({
    mutationFn: (id: string) => ask('resendMessage', { params: { id } }),
    onSuccess: () => {
      toast('It is sent once more');
      for (const key of ['outbox', 'health']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <section aria-label="Outbox">
      <h2>Outbox</h2>
      <NativeSelect
        size="xs"
        maw="20rem"
        label="Shown"
        value={state}
        data={(Object.keys(STATES) as State[]).map((s) => ({ value: s, label: `${STATES[s]}: ${counts[s]}` }))}
        onChange={(e) => go({ ...place, query: { ...place.query, outbox: e.currentTarget.value } }, { instead: true })}
      />
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {again.error && <Failure error={again.error} />}
      {list.isLoading && <Skeleton height={60} mt="xs" />}
      {list.data && rows.length === 0 && <p className="quiet">Nothing is in that state.</p>}
      {rows.length > 0 && (
        <Sideways label="Outbox" columns={['What', 'To', 'Made', 'Tries', 'Last try', 'Do']}>
          {rows.map((o) => (
            <tr key={o.id}>
              <th scope="row" className="wrap">
                {o.subject || o.kind}
                <span className="why">{o.kind}</span>
              </th>
              <td className="wrap">{o.target}</td>
              <td className="once">{clock(o.created_at)}</td>
              <td className="num">{o.tries.length}</td>
              <td className="wrap">{o.tries.at(-1)?.detail ?? o.tries.at(-1)?.outcome ?? 'none yet'}</td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Send again “${o.subject || o.kind}” to ${o.target}`}
                  loading={again.isPending && again.variables === o.id}
                  onClick={() => again.mutate(o.id)}
                >
                  Send again
                </Button>
              </td>
            </tr>
          ))}
        </Sideways>
      )}
      <More list={list} mt="xs">
        Show older
      </More>
    </section>
  );
}
