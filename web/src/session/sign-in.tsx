import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { useEntry, wantsCode } from './form';

/** The way in: by password, with the second factor where one is in force, or at the provider. */
export function SignIn({ done }: { readonly done: () => void }) {
  const ways = useQuery({ queryKey: ['ways'], queryFn: () => ask('listWays') });
  const { given, field, error, busy, asksCode, submit } = useEntry({ name: '', password: '', code: '' }, async ({ code, ...rest }) => {
    await ask('signIn', { body: code === '' ? rest : { ...rest, code: code.trim() } });
    done();
  });
  return (
    <main className="alone">
      <h1>Crosscount</h1>
      {ways.error && <Failure error={ways.error} again={() => void ways.refetch()} />}
      {ways.data?.password && (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput label="Name" autoComplete="username" required autoFocus {...field('name')} />
            <PasswordInput label="Password" autoComplete="current-password" required {...field('password')} />
            {asksCode && (
              <TextInput
                label="Code of your second factor"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="\d{6}"
                autoFocus
                required
                {...field('code')}
              />
            )}
            {error !== null && (!wantsCode(error) || given.code !== '') && <Failure error={error} />}
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
