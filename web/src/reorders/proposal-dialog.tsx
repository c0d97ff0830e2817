import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { toast } from '../shell/toasts';
import type { Proposal } from './proposals';

export interface ProposalDecision {
  readonly what: 'approve' | 'decline';
  readonly proposal: Proposal;
  readonly lines: Proposal['lines'];
}
interface Deciding {
  readonly decision: ProposalDecision | null;
  readonly close: () => void;
  readonly settled: () => void;
}
/** An order leaves the house: what is taken stands there once more. What is not taken needs a reason. */
export function DecideProposal({ decision, close, settled }: Deciding) {
  const title = decision?.what === 'approve' ? 'Order what is proposed?' : 'Do not take it?';
  return (
    <Modal opened={decision !== null} onClose={close} title={title} {...PLAIN}>
      {decision && <Form {...decision} close={close} settled={settled} />}
    </Modal>
  );
}

function Form({ what, proposal, lines, close, settled }: ProposalDecision & Omit<Deciding, 'decision'>) {
  const [reason, setReason] = useState('');
  const body = { lines: lines.map((l) => l.n), ...(reason.trim() ? { reason: reason.trim() } : {}) };
  const decide = useMutation({
    mutationFn: () =>
      what === 'approve'
        ? ask('approveProposal', { params: { id: proposal.id }, version: proposal.version, body })
        : ask('declineProposal', { params: { id: proposal.id }, body }),
    onSuccess: ({ lines: done }) => {
      close();
      const good = done.filter((l) => l.done).length;
      if (good > 0) toast(`${good} ${what === 'approve' ? 'ordered' : 'not taken'}`);
      for (const l of done) if (!l.done) toast(`Line ${l.n} was left as it is: ${l.detail ?? 'it failed'}`, { tone: 'bad' });
      settled();
    },
    onError: settled,
  });
  if (lines.length === 0) return <p>None of its lines has a draft of ours that can be ordered.</p>;
  return (
    <DeedForm
      says={what === 'approve' ? `Order ${lines.length === 1 ? 'it' : `all ${lines.length}`}` : 'Do not take it'}
      run={decide.mutate}
      busy={decide.isPending}
      error={decide.error}
      first
    >
      <ul>
        {lines.map((l) => (
          <li key={l.n}>
            {l.sku ?? `line ${l.line}`}
            {l.location ? ` @ ${l.location}` : ''}: {l.theirs === null ? l.sent : grouped(l.theirs)} {l.uom ?? ''}
            {l.ours !== null && l.ours !== l.theirs ? ` (our draft: ${grouped(l.ours)})` : ''}
          </li>
        ))}
      </ul>
      {what === 'approve' && <p>Our drafts take these quantities and are ordered. What moved since is not, and says so.</p>}
      <Why required={what === 'decline'} value={reason} change={setReason} />
    </DeedForm>
  );
}
