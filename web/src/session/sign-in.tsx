import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask, ProblemError } from '../api/client';
import { Failure } from '../notice';

/** The way in: by password, with the second factor where one is in force, or at the provider. */
export function SignIn({ done }: { readonly done: () => void }) {
  const ways = useQuery({ queryKey: ['ways'], queryFn: () => ask('listWays') });
  const [given, setGiven] = useState({ name: '', password: '', code: '' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const needsCode = error instanceof ProblemError && error.code === 'code-needed';
  const [asksCode, setAsksCode] = useState(false);
  const set = (key: keyof typeof given) => (e: { currentTarget: { value: string } }) => {
    const { value } = e.currentTarget;
    setGiven((g) => ({ ...g, [key]: value }));
  };
  const enter = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    setBusy(true);
    try {
      const { code, ...rest } = given;
      await ask('signIn', { body: code === '' ? rest : { ...rest, code: code.trim() } });
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
      <h1>Crosscount</h1>
      {ways.error && <Failure error={ways.error} again={() => void ways.refetch()} />}
      {ways.data?.password && (
        <form onSubmit={(e) => void enter(e)}>
          <Stack gap="sm">
            <TextInput label="Name" name="name" autoComplete="username" required autoFocus value={given.name} onChange={set('name')} />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              required
              value={given.password}
              onChange={set('password')}
            />
            {asksCode && (
              <TextInput
                label="Code of your second factor"
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="\d{6}"
                autoFocus
                required
                value={given.code}
                onChange={set('code')}
              />
            )}
            {error !== null && (!needsCode || given.code !== '') && <Failure error={error} />}
            <Button type="submit" loading={busy}>
              Sign in
            </Button>
          </Stack>
        </form>
      )}
      {ways.data?.provider && (
        <Button component="a" href="/api/v1/session/provider" variant="default" mt="md" fullWidth>
          Sign in with {ways.data.provider}
        </Button>
      )}
      <p className="quiet">
        Who has an invitation comes in <a href="/welcome">here</a>.
      </p>
    </main>
  );
}
