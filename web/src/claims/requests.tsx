import { Button, Modal, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { FeedRequests, Me } from '../api/types';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { clock } from '../times';
import { Link } from '../use-place';

type Request = FeedRequests['data'][number];
const STATES: Readonly<Record<Request['state'], string>> = { open: '● asked for', answered: '✓ came', withdrawn: 'withdrawn' };

/** Counts and adjustments that our own systems were asked for because of an exception, and what came of it. */
export function Requests({ me }: { readonly me: Me }) {
  const list = useQuery({
    queryKey: ['requests'],
    queryFn: ({ signal }) => ask('listRequests', { query: { state: 'open,answered,withdrawn', limit: 200 }, signal }),
  });
  const [ending, setEnding] = useState<Request | null>(null);
  const all = list.data?.data ?? [];
  return (
    <>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      <div className="scroll" tabIndex={0} role="group" aria-label="Requests">
        {list.isLoading && <Skeleton height={120} m="md" />}
        {list.data && all.length === 0 && (
          <p className="empty">Nothing was asked for. An exception about an item at a place offers to ask for a count or an adjustment.</p>
        )}
        {all.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Asked</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="skip">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((r) => (
                <tr key={r.id} data-row={r.id}>
                  <td className="what">
                    <Link to={{ screen: 'exceptions', id: r.exception, query: {} }}>
                      {r.kind === 'count' ? 'a count' : `an adjustment by ${grouped(r.quantity ?? '').replace(/^-/, '−')} ${r.uom}`} of{' '}
                      {r.sku} @ {r.location}
                    </Link>
                    {r.reason && <span className="why">“{r.reason}”</span>}
                  </td>
                  <td className="small">
                    {clock(r.made_at)} by {r.by}
                    {!r.leaves && <span className="why">no endpoint asks for it: it is to be fetched here</span>}
                  </td>
                  <td className="small">
                    {STATES[r.state]}
                    {r.answer && (
                      <span className="why">
                        {grouped(r.answer.quantity)} {r.uom}, {clock(r.answer.at)}
                      </span>
                    )}
                  </td>
                  <td>
                    {r.state === 'open' && me.rights.includes('work') && (
                      <Button size="compact-xs" variant="default" onClick={() => setEnding(r)}>
                        Withdraw …
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={ending !== null} onClose={() => setEnding(null)} title="Withdraw it?" {...PLAIN}>
        {ending && <Withdraw request={ending} close={() => setEnding(null)} />}
      </Modal>
    </>
  );
}

function Withdraw({ request, close }: { readonly request: Request; readonly close: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => ask('withdrawRequest', { params: { id: request.id }, body: { reason: reason.trim() } }),
    onSuccess: () => {
      close();
      for (const key of ['requests', 'exception']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <DeedForm says="Withdraw" run={withdraw.mutate} busy={withdraw.isPending} error={withdraw.error}>
      <Why required first value={reason} change={setReason} />
    </DeedForm>
  );
}
