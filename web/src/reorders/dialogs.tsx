import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { type Draft, worth } from './groups';

interface Approving {
  readonly drafts: readonly Draft[] | null;
  readonly close: () => void;
  readonly approve: () => void;
  readonly busy: boolean;
  readonly error: unknown;
}
/** An order leaves the house: it is asked once more, with everything that is ordered. */
export function Approve({ drafts, close, approve, busy, error }: Approving) {
  return (
    <Modal opened={drafts !== null} onClose={close} title="Order these?" {...PLAIN}>
      {drafts && (
        <Stack>
          <ul>
            {drafts.map((d) => (
              <li key={d.id}>
                {d.sku} @ {d.location}: {grouped(d.quantity)} {d.uom} from {d.supplier}
              </li>
            ))}
          </ul>
          <p>Together {worth(drafts)}. Where a number has moved since, that one is not ordered, and said.</p>
          {error !== null && <Failure error={error} />}
          <Button data-autofocus loading={busy} onClick={approve}>
            Order {drafts.length === 1 ? 'it' : `all ${drafts.length}`}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

export type Decision = 'change' | 'decline' | 'defer' | 'release' | 'reopen';
const TITLES: Readonly<Record<Decision, string>> = {
  change: 'Change the quantity',
  decline: 'Decline',
  defer: 'Put aside',
  release: 'Release from its doubt',
  reopen: 'Take up again',
};
interface Deciding {
  readonly decision: { readonly kind: Decision; readonly draft: Draft } | null;
  readonly close: () => void;
  readonly settled: () => void;
}
export function Decide({ decision, close, settled }: Deciding) {
  const title = decision ? `${TITLES[decision.kind]}: ${decision.draft.sku} @ ${decision.draft.location}` : '';
  return (
    <Modal opened={decision !== null} onClose={close} title={title} {...PLAIN}>
      {decision && <Form key={decision.draft.id} {...decision} close={close} settled={settled} />}
    </Modal>
  );
}

function Form({ kind, draft, close, settled }: { readonly kind: Decision; readonly draft: Draft } & Omit<Deciding, 'decision'>) {
  const [reason, setReason] = useState('');
  const [quantity, setQuantity] = useState(draft.quantity);
  const [day, setDay] = useState('');
  const decide = useMutation({
    mutationFn: () =>
      ask('actOnReorder', {
        params: { id: draft.id },
        version: draft.version,
        body: {
          do: kind,
          ...(kind === 'change' ? { quantity: quantity.trim() } : {}),
          ...(kind === 'defer' ? { until: new Date(`${day}T08:00`).toISOString() } : {}),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      }),
    onSuccess: () => {
      toast('Done');
      close();
      settled();
    },
    onError: settled,
  });
  return (
    <DeedForm says={TITLES[kind]} run={decide.mutate} busy={decide.isPending} error={decide.error}>
      {kind === 'change' && (
        <TextInput
          label={`Quantity, ${draft.uom}`}
          description={`Suggested: ${grouped(draft.suggested)}`}
          data-autofocus
          required
          inputMode="decimal"
          pattern="\d{1,15}(\.\d{1,9})?"
          value={quantity}
          onChange={(e) => setQuantity(e.currentTarget.value)}
        />
      )}
      {kind === 'defer' && (
        <TextInput type="date" label="Comes back on" data-autofocus required value={day} onChange={(e) => setDay(e.currentTarget.value)} />
      )}
      <Why label="Why" required={kind !== 'reopen'} value={reason} change={setReason} />
    </DeedForm>
  );
}
