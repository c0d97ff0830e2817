import { Button, Modal, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Me, Person } from '../api/types';
import { DeedForm } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { toast } from '../shell/toasts';
import { Sideways } from '../sideways';
import { clock, since } from '../times';
import { Once } from './parts';

type Role = Person['role'];
const ROLES: Readonly<Record<Role, string>> = {
  viewer: 'sees what came and what was found',
  planner: 'deals with exceptions, and hands over files',
  approver: 'that, and approves orders',
  admin: 'everything: people, keys, settings',
  auditor: 'sees, and reads who changed what',
  supplier: 'sees what is of named suppliers',
};
const codes = (text: string): string[] | null => {
  const all = text.split(/[\s,;]+/).filter(Boolean);
  return all.length > 0 ? all : null;
};
const seen = (p: Pick<Person, 'suppliers' | 'locations'>): string =>
  [p.suppliers ? p.suppliers.join(', ') : 'all suppliers', p.locations ? p.locations.join(', ') : 'all places'].join(' · ');

/** Who may come in, what each may do, and whose data they see. */
export function People({ me }: { readonly place: Place; readonly me: Me }) {
  const queries = useQueryClient();
  const people = useQuery({ queryKey: ['people'], queryFn: () => ask('listPeople') });
  const [open, setOpen] = useState<'new' | Person | null>(null);
  const [link, setLink] = useState<{ name: string; invitation: string } | null>(null);
  const settled = (): void => void queries.invalidateQueries({ queryKey: ['people'] });
  useKeys([{ keys: 'n', says: 'Invite somebody', run: () => setOpen('new') }]);
  return (
    <>
      <div className="acts">
        <Button size="sm" onClick={() => setOpen('new')}>
          Invite somebody
        </Button>
      </div>
      {link && (
        <Once what={`Invitation for ${link.name}`} value={`${window.location.origin}/welcome#${link.invitation}`}>
          Hand it over yourself; it is good once, and for a day.
        </Once>
      )}
      {people.error && <Failure error={people.error} again={() => void people.refetch()} />}
      {people.isLoading && <Skeleton height={120} />}
      {people.data && (
        <Sideways label="People" columns={['Name', 'Role', 'Sees', 'Signs in by', 'Last seen', 'Do']}>
          {people.data.data.map((p) => (
            <Row key={p.id} person={p} me={me} edit={() => setOpen(p)} settled={settled} invited={setLink} />
          ))}
        </Sideways>
      )}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? 'Invite somebody' : (open?.name ?? '')}
        {...PLAIN}
      >
        {open !== null && (
          <Form
            person={open === 'new' ? null : open}
            done={(invited) => {
              setOpen(null);
              if (invited) setLink(invited);
              settled();
            }}
          />
        )}
      </Modal>
    </>
  );
}

interface RowProps {
  readonly person: Person;
  readonly me: Me;
  readonly edit: () => void;
  readonly settled: () => void;
  readonly invited: (link: { name: string; invitation: string }) => void;
}
function Row({ person: p, me, edit, settled, invited }: RowProps) {
  const params = { name: p.name };
  const deed = useMutation({
    mutationFn: (work: () => Promise<string>) => work(),
    onSuccess: (says) => {
      if (says) toast(says);
      settled();
    },
    onError: (e) => toast(e.message, { tone: 'bad' }),
  });
  const run = (work: () => Promise<string>) => () => deed.mutate(work);
  const off = p.disabled_at !== null;
  return (
    <tr className={off ? 'off' : undefined}>
      <th scope="row">
        {p.name}
        {p.email && <span className="why">{p.email}</span>}
      </th>
      <td>{p.role}</td>
      <td className="wrap">{seen(p)}</td>
      <td>
        {off ? '○ shut out' : p.signs_in}
        {p.second_factor && <span className="why">✓ second factor</span>}
      </td>
      <td title={p.last_seen_at ? clock(p.last_seen_at) : undefined}>{since(p.last_seen_at)}</td>
      <td>
        <div className="deeds">
          <Button size="compact-xs" variant="default" onClick={edit} aria-label={`Change ${p.name}`}>
            Change
          </Button>
          {!off && (
            <>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`New invitation ${p.name}`}
                onClick={run(async () => (invited(await ask('inviteAgain', { params })), ''))}
              >
                New invitation
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Sign out ${p.name}`}
                onClick={run(async () => `${p.name}: ${(await ask('signOutPerson', { params })).ended} sessions ended`)}
              >
                Sign out
              </Button>
            </>
          )}
          {p.second_factor && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Factor off ${p.name}`}
              onClick={run(async () => (await ask('removeFactorOf', { params }), `${p.name} signs in without a second factor now`))}
            >
              Factor off
            </Button>
          )}
          {p.name !== me.name && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={off ? `Let in ${p.name}` : `Shut out ${p.name}`}
              onClick={run(async () => (await ask('changePerson', { params, body: { disabled: !off } }), off ? `${p.name} may come in again` : `${p.name} is shut out, everywhere, at once`))} // prettier-ignore
            >
              {off ? 'Let in' : 'Shut out'}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

function Form({
  person,
  done,
}: {
  readonly person: Person | null;
  readonly done: (invited?: { name: string; invitation: string }) => void;
}) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(person?.email ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'planner');
  const [suppliers, setSuppliers] = useState(person?.suppliers?.join(', ') ?? '');
  const [locations, setLocations] = useState(person?.locations?.join(', ') ?? '');
  const save = useMutation({
    mutationFn: async () => {
      const body = { role, email: email.trim() || null, suppliers: codes(suppliers), locations: codes(locations) };
      if (person === null) return ask('invite', { body: { ...body, name: name.trim() } });
      await ask('changePerson', { params: { name: person.name }, body });
      return undefined;
    },
    onSuccess: (invited) => done(invited),
  });
  return (
    <DeedForm
      says={person === null ? 'Make the invitation' : 'Save; it holds from their next request on'}
      run={save.mutate}
      busy={save.isPending}
      error={save.error}
    >
      {person === null && (
        <TextInput label="Name" data-autofocus required maxLength={60} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      )}
      <TextInput
        label="E-mail"
        type="email"
        description="for alerts by name"
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
      />
      <NativeSelect
        label="Role"
        value={role}
        data={Object.entries(ROLES).map(([value, says]) => ({ value, label: `${value}: ${says}` }))}
        onChange={(e) => setRole(e.currentTarget.value as Role)}
      />
      <TextInput
        label="Sees suppliers"
        description="codes; all of them when empty"
        required={role === 'supplier'}
        value={suppliers}
        onChange={(e) => setSuppliers(e.currentTarget.value)}
      />
      <TextInput
        label="Sees places"
        description="codes; all of them when empty"
        value={locations}
        onChange={(e) => setLocations(e.currentTarget.value)}
      />
    </DeedForm>
  );
}
