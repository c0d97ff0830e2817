import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import { clock } from '../times';

/** Oneself: the second factor, the password, where one is signed in. */
export default function Account({ me }: { readonly me: Me }) {
  return (
    <section className="screen narrow" aria-labelledby="title">
      <h1 id="title">{me.name}</h1>
      {me.rights.length === 0 ? (
        <p>Here a second factor is needed before anything else is shown. Set it up below.</p>
      ) : (
        <p>
          May {me.rights.join(', ')}; sees {me.suppliers === null ? 'all suppliers' : me.suppliers.join(', ')} and{' '}
          {me.locations === null ? 'all places' : me.locations.join(', ')}.
        </p>
      )}
      <SecondFactor />
      <Password />
      <Sessions />
    </section>
  );
}

/** What a form does with what was entered, and how it ended. */
function useDeed(): {
  readonly error: unknown;
  readonly busy: boolean;
  readonly run: (work: () => Promise<unknown>) => (e: FormEvent) => void;
} {
  const [state, setState] = useState<{ error: unknown; busy: boolean }>({ error: null, busy: false });
  const run = (work: () => Promise<unknown>) => (e: FormEvent) => {
    e.preventDefault();
    setState({ error: null, busy: true });
    work().then(
      () => setState({ error: null, busy: false }),
      (error: unknown) => setState({ error, busy: false }),
    );
  };
  return { ...state, run };
}

function SecondFactor() {
  const queries = useQueryClient();
  const factor = useQuery({ queryKey: ['factor'], queryFn: () => ask('getSecondFactor') });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
  const { error, busy, run } = useDeed();
  const again = (): Promise<void> => {
    setCode(''); // each is good once
    setBegun(null);
    return queries.invalidateQueries();
  };
  if (factor.data?.in_force)
    return (
      <section aria-label="Second factor">
        <h2>Second factor</h2>
        <p>It is in force: each sign-in by password asks for a code.</p>
        <form onSubmit={run(async () => ask('removeSecondFactor', { body: { code } }).then(again))}>
          <Stack gap="xs">
            <Digits label="A code of it, to take it off" value={code} set={setCode} />
            <Button type="submit" variant="default" loading={busy}>
              Take it off
            </Button>
          </Stack>
        </form>
        {error !== null && <Failure error={error} />}
      </section>
    );
  return (
    <section aria-label="Second factor">
      <h2>Second factor</h2>
      {begun === null ? (
        <form onSubmit={run(async () => setBegun(await ask('beginSecondFactor', { body: { password } })))}>
          <Stack gap="xs">
            <PasswordInput
              label="Your password, once more"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={busy}>
              Set up
            </Button>
          </Stack>
        </form>
      ) : (
        <form onSubmit={run(async () => ask('confirmSecondFactor', { body: { code } }).then(again))}>
          <Stack gap="xs">
            <p>
              Enter this secret in your authenticator: <code>{begun.secret}</code>. It is shown this once.{' '}
              <a href={begun.uri}>Open the authenticator of this device</a>
            </p>
            <Digits label="The six digits that it shows" value={code} set={setCode} />
            <Button type="submit" loading={busy}>
              Confirm
            </Button>
          </Stack>
        </form>
      )}
      {error !== null && <Failure error={error} />}
    </section>
  );
}

const Digits = ({ label, value, set }: { readonly label: string; readonly value: string; readonly set: (code: string) => void }) => (
  <TextInput
    label={label}
    inputMode="numeric"
    autoComplete="one-time-code"
    pattern="\d{6}"
    required
    value={value}
    onChange={(e) => set(e.currentTarget.value)}
  />
);

function Password() {
  const queries = useQueryClient();
  const [given, setGiven] = useState({ old: '', password: '' });
  const { error, busy, run } = useDeed();
  return (
    <section aria-label="Password">
      <h2>Password</h2>
      <form onSubmit={run(() => ask('changePassword', { body: given }).then(() => queries.invalidateQueries({ queryKey: ['me'] })))}>
        <Stack gap="xs">
          <PasswordInput
            label="The old one"
            autoComplete="current-password"
            required
            value={given.old}
            onChange={(e) => setGiven({ ...given, old: e.currentTarget.value })}
          />
          <PasswordInput
            label="The new one"
            description="You then sign in anew, everywhere"
            autoComplete="new-password"
            minLength={12}
            required
            value={given.password}
            onChange={(e) => setGiven({ ...given, password: e.currentTarget.value })}
          />
          <Button type="submit" variant="default" loading={busy}>
            Change it
          </Button>
          {error !== null && <Failure error={error} />}
        </Stack>
      </form>
    </section>
  );
}

function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => ask('listMySessions') });
  const { error, run } = useDeed();
  return (
    <section aria-label="Where you are signed in">
      <h2>Where you are signed in</h2>
      {sessions.error && <Failure error={sessions.error} />}
      <ul>
        {sessions.data?.data.map((s) => (
          <li key={s.id}>
            {clock(s.started_at)} from {s.address ?? 'an unknown address'} {s.this ? '(here)' : ''} <span className="dim">{s.agent}</span>
          </li>
        ))}
      </ul>
      <form onSubmit={run(() => ask('signOutEverywhere').then(() => queries.invalidateQueries()))}>
        <Button type="submit" variant="default">
          Sign out everywhere
        </Button>
      </form>
      {error !== null && <Failure error={error} />}
    </section>
  );
}
