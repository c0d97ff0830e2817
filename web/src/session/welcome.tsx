import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ask, ProblemError } from '../api/client';
import { Failure } from '../notice';
import { go } from '../use-place';

/** Behind # it never leaves the browser: no log of a proxy or of ours holds it. */
const inAddress = (): string => /^#(cci_[\w-]{43})$/.exec(window.location.hash)?.[1] ?? '';

/** Comes in by an invitation: chooses the password, and as the first admin the name. */
export function Welcome({ done }: { readonly done: () => void }) {
  const [given, setGiven] = useState({ token: inAddress(), name: '', password: '', code: '' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const set = (key: keyof typeof given) => (e: { currentTarget: { value: string } }) => {
    const { value } = e.currentTarget;
    setGiven((g) => ({ ...g, [key]: value }));
  };
  const accept = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    setBusy(true);
    try {
      const { token, password, name, code } = given;
      await ask('acceptInvitation', {
        body: { token: token.trim(), password, ...(name.trim() === '' ? {} : { name: name.trim() }), ...(code === '' ? {} : { code }) },
      });
      window.history.replaceState(null, '', '/welcome');
      go({ screen: 'exceptions', id: null, query: {} }, { instead: true });
      done();
    } catch (caught) {
      setError(caught);
      if (caught instanceof ProblemError && caught.code === 'code-needed') setAsksCode(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="alone">
      <h1>Welcome to Crosscount</h1>
      <form onSubmit={(e) => void accept(e)}>
        <Stack gap="sm">
          {inAddress() === '' && (
            <TextInput
              label="Invitation"
              description="It begins with cci_"
              name="token"
              autoComplete="off"
              required
              value={given.token}
              onChange={set('token')}
            />
          )}
          <TextInput
            label="Your name"
            description="Of the first admin. Who was invited by name leaves it empty."
            name="name"
            autoComplete="username"
            value={given.name}
            onChange={set('name')}
          />
          <PasswordInput
            label="Password"
            description="12 characters or more; several words are good"
            name="password"
            autoComplete="new-password"
            required
            minLength={12}
            value={given.password}
            onChange={set('password')}
          />
          {asksCode && (
            <TextInput
              label="Code of your second factor"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={given.code}
              onChange={set('code')}
            />
          )}
          {error !== null && <Failure error={error} />}
          <Button type="submit" loading={busy}>
            Come in
          </Button>
        </Stack>
      </form>
    </main>
  );
}
