import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Document } from '../api/types';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { suppliersToChoose, useSuppliers } from '../use-suppliers';
import { goOn } from './go-on';

/** Lets a document count that is held; who decides it says why, and whose it is where nobody could tell. */
export function Release({ d }: { readonly d: Document }) {
  const [reason, setReason] = useState('');
  const [supplier, setSupplier] = useState('');
  const suppliers = useSuppliers();
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: () => ask('releaseDocument', { params: { id: d.id }, body: { reason: reason.trim(), ...(supplier ? { supplier } : {}) } }),
    onSuccess: ({ document, raised }) => {
      toast(`It counts now: ${raised.opened} exceptions opened, ${raised.resolved} closed`);
      goOn(queries, [d.id], document.id);
    },
  });
  return (
    <form
      className="drop"
      aria-label="Let it count"
      onSubmit={(e) => {
        e.preventDefault();
        release.mutate();
      }}
    >
      {d.supplier === null && (
        <NativeSelect
          size="xs"
          label="Whose it is"
          required
          value={supplier}
          onChange={(e) => setSupplier(e.currentTarget.value)}
          data={[{ value: '', label: 'choose' }, ...suppliersToChoose(suppliers)]}
        />
      )}
      <Textarea
        size="xs"
        label="Why, for those who come after you"
        required
        maxLength={4000}
        autosize={false}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={release.isPending}>
        Let it count
      </Button>
      {release.error && <Failure error={release.error} />}
    </form>
  );
}
