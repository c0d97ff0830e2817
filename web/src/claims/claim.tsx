import { Button, Modal, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Claim as Whole, ClaimActionDto, Me } from '../api/types';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { clock } from '../times';
import { Link } from '../use-place';
import { claimed, STATES } from './claims';

type Does = ClaimActionDto['do'];
const ASKS: Readonly<Record<Does, string>> = { send: 'Send it to the supplier?', settle: 'How did it end?', withdraw: 'Withdraw it?' };
const SAYS: Readonly<Record<Does, string>> = { send: 'Send', settle: 'Settle', withdraw: 'Withdraw' };
const OUTCOMES: readonly { readonly value: NonNullable<ClaimActionDto['outcome']>; readonly label: string }[] = [
  { value: 'credited', label: 'credited' },
  { value: 'replaced', label: 'replaced' },
  { value: 'returned', label: 'sent back' },
  { value: 'refused', label: 'the supplier refuses it' },
  { value: 'other', label: 'otherwise' },
];
const mayBe = (state: Whole['state']): readonly Does[] =>
  state === 'open' ? ['send', 'settle', 'withdraw'] : state === 'sent' ? ['settle', 'withdraw'] : [];

/** One claim with its evidence as it stood when it was made. */
export function Claim({ id, me, close }: { readonly id: string; readonly me: Me; readonly close: () => void }) {
  const found = useQuery({ queryKey: ['claim', id], queryFn: ({ signal }) => ask('getClaim', { params: { id }, signal }) });
  const [does, setDoes] = useState<Does | null>(null);
  const c = found.data;
  return (
    <aside className="pane" aria-label="The claim">
      <Button className="close" size="compact-sm" variant="default" onClick={close}>
        Close
      </Button>
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Skeleton height={160} />}
      {c && (
        <>
          <h2>{claimed(c)}</h2>
          <p>
            Claim {c.n} to {c.supplier} · {STATES[c.state]}
            {c.sent_at ? `, ${clock(c.sent_at)} by ${c.way ?? ''} to ${c.target ?? ''}` : ''}
            {c.outcome ? `, ${c.outcome}` : ''}
          </p>
          {me.rights.includes('work') && (
            <p className="deeds">
              {mayBe(c.state).map((what) => (
                <Button key={what} size="compact-sm" variant={what === 'send' ? 'filled' : 'default'} onClick={() => setDoes(what)}>
                  {SAYS[what]} …
                </Button>
              ))}
            </p>
          )}
          <Evidence c={c} />
          <p className="dim">
            Made {clock(c.made_at)} by {c.by}
            {c.reason ? `: “${c.reason}”` : ''} of <Link to={{ screen: 'exceptions', id: c.exception, query: {} }}>the exception</Link>
          </p>
          <Modal opened={does !== null} onClose={() => setDoes(null)} title={does === null ? '' : ASKS[does]} {...PLAIN}>
            {does !== null && <Decide key={does} claim={c} does={does} close={() => setDoes(null)} />}
          </Modal>
        </>
      )}
    </aside>
  );
}

function Evidence({ c: { evidence } }: { readonly c: Whole }) {
  const { announced, received, uom, shipment } = evidence;
  return (
    <>
      <h2>What it stands on</h2>
      <p>
        Shipment {shipment}: {grouped(received)} {uom} received of {grouped(announced)} announced.
      </p>
      <ul>
        {evidence.announced_in.map((a, n) => (
          <li key={n}>
            announced {grouped(a.quantity)} {uom}:{' '}
            <Link to={{ screen: 'documents', id: a.document, query: { at: a.place } }}>{a.file}</Link>, {a.place}
            {a.po ? `, order ${a.po}` : ''}
          </li>
        ))}
        {evidence.received_by.map((r) => (
          <li key={r.key}>
            received {grouped(r.quantity)} {uom} at {r.location_name}, {clock(r.moved_at)}: booking {r.key} of our own data
            {r.reason ? `, ${r.reason}` : ''}
          </li>
        ))}
        {evidence.received_by.length === 0 && <li>nothing was booked as received</li>}
      </ul>
    </>
  );
}

function Decide({ claim, does, close }: { readonly claim: Whole; readonly does: Does; readonly close: () => void }) {
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<NonNullable<ClaimActionDto['outcome']>>('credited');
  const [reason, setReason] = useState('');
  const settle = (): void => {
    for (const key of ['claims', 'claim', 'exception']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const decide = useMutation({
    mutationFn: () =>
      ask('actOnClaim', {
        params: { id: claim.id },
        body: { do: does, ...(does === 'settle' ? { outcome } : {}), ...(reason.trim() ? { reason: reason.trim() } : {}) },
      }),
    onSuccess: (c) => {
      toast(does === 'send' ? `Claim ${c.n} leaves by ${c.way ?? 'mail'} to ${c.target ?? c.supplier}` : 'Done');
      close();
      settle();
    },
    onError: settle,
  });
  return (
    <DeedForm says={SAYS[does]} run={decide.mutate} busy={decide.isPending} error={decide.error} first={does === 'send'}>
      {does === 'send' && <p>{claimed(claim)}, with the evidence. It leaves once, however often it is pressed.</p>}
      {does === 'settle' && (
        <NativeSelect
          label="How it ended"
          data-autofocus
          value={outcome}
          onChange={(e) => setOutcome(e.currentTarget.value as typeof outcome)}
          data={[...OUTCOMES]}
        />
      )}
      {does !== 'send' && <Why required={does === 'withdraw'} value={reason} change={setReason} />}
    </DeedForm>
  );
}
