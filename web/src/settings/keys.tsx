import { Button, Checkbox, Modal, Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, ask } from '../api/client';
import { DeedForm } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { useKeys } from '../shell/keys';
import { toast } from '../shell/toasts';
import { Sideways } from '../sideways';
import { clock, since } from '../times';
import { Once } from './parts';

type Key = Answer<'listKeys'>['data'][number];
type Scope = Key['scopes'][number];
const SCOPES: readonly (readonly [Scope, string])[] = [
  ['read', 'see what came and what was found'],
  ['work', 'deal with exceptions'],
  ['send', "hand over suppliers' files"],
  ['feed', "hand over the buyer's own data"],
  ['approve', 'approve what is ordered'],
  ['audit', 'read who changed what'],
  ['manage', 'people, keys and settings'],
];

/** What programs come in with. */
export function Keys() {
  const queries = useQueryClient();
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => ask('listKeys') });
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const settled = (): void => void queries.invalidateQueries({ queryKey: ['keys'] });
  const revoke = useMutation({
    mutationFn: (name: string) => ask('revokeKey', { params: { name } }),
    onSuccess: (_, name) => (toast(`${name} is not taken any longer`), settled()),
    onError: (e) => toast(e.message, { tone: 'bad' }),
  });
  useKeys([{ keys: 'n', says: 'New key', run: () => setOpen(true) }]);
  return (
    <>
      <div className="acts">
        <Button size="sm" onClick={() => setOpen(true)}>
          New key
        </Button>
      </div>
      {made && (
        <Once what={`Key ${made.name}`} value={made.key}>
          Only its hash is kept here.
        </Once>
      )}
      {keys.error && <Failure error={keys.error} again={() => void keys.refetch()} />}
      {keys.isLoading && <Skeleton height={120} />}
      {keys.data?.data.length === 0 && <p className="empty">No program has a key yet. Make one for your ERP or for a script.</p>}
      {keys.data && keys.data.data.length > 0 && (
        <Sideways label="Keys" columns={['Name', 'May', 'Sees', 'Made', 'Last used', 'Ends', 'Do']}>
          {keys.data.data.map((k) => (
            <tr key={k.id} className={k.revoked_at ? 'off' : undefined}>
              <th scope="row">
                {k.name} <span className="why">{k.lead}</span>
              </th>
              <td className="wrap">{k.scopes.join(', ')}</td>
              <td className="wrap">{[k.suppliers?.join(', ') ?? 'all suppliers', k.locations?.join(', ') ?? 'all places'].join(' · ')}</td>
              <td>{clock(k.created_at)}</td>
              <td>{since(k.last_used_at)}</td>
              <td>{k.revoked_at ? `○ revoked ${clock(k.revoked_at)}` : k.expires_at ? clock(k.expires_at) : 'does not'}</td>
              <td>
                {!k.revoked_at && (
                  <Button size="compact-xs" variant="default" aria-label={`Revoke ${k.name}`} onClick={() => revoke.mutate(k.name)}>
                    Revoke
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Sideways>
      )}
      <Modal opened={open} onClose={() => setOpen(false)} title="New key" {...PLAIN}>
        {open && (
          <NewKey
            done={(key) => {
              setOpen(false);
              setMade(key);
              settled();
            }}
          />
        )}
      </Modal>
    </>
  );
}

function NewKey({ done }: { readonly done: (made: { name: string; key: string }) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [ends, setEnds] = useState('');
  const make = useMutation({
    mutationFn: () =>
      ask('createKey', {
        body: { name: name.trim(), scopes, ...(ends ? { expires: new Date(`${ends}T23:59`).toISOString() } : {}) },
      }),
    onSuccess: done,
  });
  return (
    <DeedForm says="Make it" run={make.mutate} busy={make.isPending} error={make.error} disabled={scopes.length === 0}>
      <TextInput
        label="Name"
        description="of the program that is to have it"
        data-autofocus
        required
        pattern="[\w.@\-]{1,60}"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <Checkbox.Group label="It may" value={[...scopes]} onChange={(all) => setScopes(all as Scope[])}>
        <Stack gap={6} mt={4}>
          {SCOPES.map(([scope, says]) => (
            <Checkbox key={scope} value={scope} label={`${scope}: ${says}`} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput type="date" label="Ends on" description="never when empty" value={ends} onChange={(e) => setEnds(e.currentTarget.value)} />
    </DeedForm>
  );
}
