import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Agreement, AgreementDto } from '../api/types';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { much, Waiting } from './parts';

export type Change = Pick<AgreementDto, 'schedules' | 'tolerances' | 'thresholds' | 'masters'>;
interface Agreeing {
  readonly supplier: string;
  readonly change: Change | null;
  readonly title: string;
  readonly close: () => void;
}
const MOST = 20;

/** What is agreed otherwise is shown before it is: exactly that is done, or nothing. */
export function Agree({ supplier, change, title, close }: Agreeing) {
  return (
    <Modal opened={change !== null} onClose={close} title={title} {...PLAIN}>
      {change && <Shown key={JSON.stringify(change)} supplier={supplier} change={change} close={close} />}
    </Modal>
  );
}

function Shown({ supplier, change, close }: { readonly supplier: string; readonly change: Change; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const params = { supplier };
  const plan = useQuery({
    queryKey: ['agreement', supplier, change],
    queryFn: () => ask('agree', { params, body: change }),
    gcTime: 0,
    retry: false,
  });
  const agree = useMutation({
    mutationFn: (hash: string) => ask('agree', { params, body: { ...change, hash, ...(reason.trim() ? { reason: reason.trim() } : {}) } }),
    onSuccess: ({ raised }) => {
      toast(`Agreed. ${much(raised?.opened ?? 0, 'exception')} opened, ${raised?.resolved ?? 0} closed.`);
      void queries.invalidateQueries();
      close();
    },
    onError: () => void plan.refetch(), // what it would be by now stands beside why it was refused
  });
  return (
    <Stack gap="sm">
      {plan.error && <Failure error={plan.error} />}
      {plan.isLoading && <Waiting />}
      {plan.data && <Differences plan={plan.data} />}
      {agree.error && <Failure error={agree.error} />}
      {plan.data && plan.data.differences.length > 0 && (
        <>
          <Textarea
            size="sm"
            label="Why (for those who come after you)"
            value={reason}
            onChange={(e) => setReason(e.currentTarget.value)}
            autosize
            minRows={2}
          />
          <Button data-autofocus loading={agree.isPending} onClick={() => agree.mutate(plan.data.hash)}>
            Agree it
          </Button>
        </>
      )}
    </Stack>
  );
}

function Differences({ plan }: { readonly plan: Agreement }) {
  const { differences, warnings, via, program } = plan;
  if (differences.length === 0) return <p>That is what is agreed already.</p>;
  return (
    <>
      <ul className="changes">
        {differences.slice(0, MOST).map((d) => (
          <li key={d}>{d.replace('->', '→')}</li>
        ))}
        {differences.length > MOST && <li className="dim">and {differences.length - MOST} more that change alike</li>}
      </ul>
      {warnings.map((w) => (
        <p key={w} className="warn">
          ⚠ {w}
        </p>
      ))}
      <p className="dim">
        {via === 'program' && program
          ? `It becomes version ${program.version} of the program file ${program.name}.`
          : 'It is kept as rows of your feed; what your own export says later about the same takes its place.'}
      </p>
    </>
  );
}
