import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { go } from '../use-place';
import { useEntry, wantsCode } from './form';

/** Behind # it never leaves the browser: no log of a proxy or of ours holds it. */
const inAddress = (): string => /^#(cci_[\w-]{43})$/.exec(window.location.hash)?.[1] ?? '';

/** Comes in by an invitation: chooses the password, and as the first admin the name. */
export function Welcome({ done }: { readonly done: () => void }) {
  const { given, field, error, busy, asksCode, submit } = useEntry(
    { token: inAddress(), name: '', password: '', code: '' },
    async ({ token, password, name, code }) => {
      await ask('acceptInvitation', {
        body: { token: token.trim(), password, ...(name.trim() === '' ? {} : { name: name.trim() }), ...(code === '' ? {} : { code }) },
      });
      window.history.replaceState(null, '', '/welcome');
      go({ screen: 'exceptions', id: null, query: {} }, { instead: true });
      done();
    },
  );
  return (
    <main className="alone">
      <h1>Welcome to Crosscount</h1>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {inAddress() === '' && (
            <TextInput label="Invitation" description="It begins with cci_" autoComplete="off" required {...field('token')} />
          )}
          <TextInput
            label="Your name"
            description="Of the first admin. Who was invited by name leaves it empty."
            autoComplete="username"
            {...field('name')}
          />
          <PasswordInput
            label="Password"
            description="12 characters or more; several words are good"
            autoComplete="new-password"
            required
            minLength={12}
            {...field('password')}
          />
          {asksCode && <TextInput label="Code of your second factor" inputMode="numeric" autoComplete="one-time-code" {...field('code')} />}
          {error !== null && (!wantsCode(error) || given.code !== '') && <Failure error={error} />}
          <Button type="submit" loading={busy}>
            Come in
          </Button>
        </Stack>
      </form>
    </main>
  );
}
