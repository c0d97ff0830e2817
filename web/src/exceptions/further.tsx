import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Exception } from '../api/types';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { toast } from '../shell/toasts';
import { go } from '../use-place';

type Does = 'count' | 'adjustment' | 'claim';
const TITLES: Readonly<Record<Does, string>> = {
  count: 'Ask for a count',
  adjustment: 'Propose an adjustment',
  claim: 'Claim it of the supplier',
};
/** What beyond the desk follows from an exception: of our own systems where our number may be wrong, of the supplier where goods are. */
const mayBe = (e: Exception): readonly Does[] =>
  e.status === 'resolved'
    ? []
    : [...(e.sku && e.location ? (['count', 'adjustment'] as const) : []), ...(e.type === 'RECEIPT_VARIANCE' ? (['claim'] as const) : [])];

export function Further({ e }: { readonly e: Exception }) {
  const [does, setDoes] = useState<Does | null>(null);
  const all = mayBe(e);
  if (all.length === 0) return null;
  return (
    <p className="deeds">
      {all.map((what) => (
        <Button key={what} size="compact-sm" variant="default" onClick={() => setDoes(what)}>
          {TITLES[what]} …
        </Button>
      ))}
      <Modal opened={does !== null} onClose={() => setDoes(null)} title={does === null ? '' : TITLES[does]} {...PLAIN}>
        {does !== null && <Form key={does} e={e} does={does} close={() => setDoes(null)} />}
      </Modal>
    </p>
  );
}

function Form({ e, does, close }: { readonly e: Exception; readonly does: Does; readonly close: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [quantity, setQuantity] = useState('');
  const why = reason.trim() ? { reason: reason.trim() } : {};
  const done = (text: string): void => {
    toast(text);
    close();
    for (const key of ['exception', 'claims', 'requests']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const work = useMutation({
    mutationFn: async () => {
      if (does === 'claim') {
        const claim = await ask('makeClaim', { body: { exception: e.id, ...why } });
        done(`Claim ${claim.n} is made; look at it, and send it`);
        go({ screen: 'claims', id: claim.id, query: {} });
        return;
      }
      const request = await ask('makeRequest', {
        body: { exception: e.id, kind: does, ...(does === 'adjustment' ? { quantity: quantity.trim().replace('−', '-') } : {}), ...why },
      });
      done(request.leaves ? 'Asked for; it leaves at once' : 'Asked for; no endpoint takes it, so it is to be fetched here');
    },
  });
  return (
    <DeedForm says={TITLES[does]} run={work.mutate} busy={work.isPending} error={work.error}>
      {does === 'adjustment' && (
        <TextInput
          label={`By how much, ${e.uom ?? 'in the base unit'}`}
          description="Signed: −40 takes 40 off our book"
          required
          data-autofocus
          pattern="[−\-]?\d{1,15}(\.\d{1,9})?"
          value={quantity}
          onChange={(event) => setQuantity(event.currentTarget.value)}
        />
      )}
      {does === 'claim' && (
        <p>What was short, over, damaged or wrong, with the ship notice and the bookings as they stand now. Nothing is sent yet.</p>
      )}
      <Why first={does !== 'adjustment'} value={reason} change={setReason} />
    </DeedForm>
  );
}
