import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type Box, KEPT, type Provider, PROVIDERS } from './box';

interface Props {
  readonly box: Box;
  readonly set: (change: Partial<Box>) => void;
  readonly known: boolean;
}
/** The server, and how the gateway proves who it is. */
export function Account({ box, set, known }: Props) {
  const choose = (provider: Provider): void =>
    set({ provider, host: PROVIDERS[provider].host || (provider === 'other' ? '' : box.host), way: provider === 'other' ? 'password' : 'oauth', authRest: {}, port: '', tls: '' }); // prettier-ignore
  return (
    <div className="account">
      <NativeSelect
        label="Provider"
        value={box.provider}
        data={Object.entries(PROVIDERS).map(([value, { says }]) => ({ value, label: says }))}
        onChange={(e) => choose(e.currentTarget.value as Provider)}
      />
      <TextInput
        label="Called"
        description="short, as it stands in lists"
        required
        readOnly={known}
        placeholder="vmi"
        value={box.name}
        onChange={(e) => set({ name: e.currentTarget.value })}
      />
      <TextInput
        label="Server"
        required
        placeholder="imap.acme.example"
        value={box.host}
        onChange={(e) => set({ host: e.currentTarget.value })}
      />
      <TextInput
        label="Port"
        inputMode="numeric"
        pattern="\d{0,5}"
        placeholder="993"
        value={box.port}
        onChange={(e) => set({ port: e.currentTarget.value })}
      />
      <NativeSelect
        label="Encryption"
        value={box.tls}
        data={[
          { value: '', label: 'as usual on that port' },
          { value: 'implicit', label: 'TLS from the first byte' },
          { value: 'starttls', label: 'STARTTLS' },
          { value: 'none', label: 'none: only on the same machine' },
        ]}
        onChange={(e) => set({ tls: e.currentTarget.value as Box['tls'] })}
      />
      <TextInput
        label="User"
        required
        placeholder="vmi@acme.example"
        autoComplete="off"
        value={box.user}
        onChange={(e) => set({ user: e.currentTarget.value })}
      />
      {box.provider !== 'other' && (
        <NativeSelect
          label="Signs in"
          value={box.way === 'password' ? 'password' : box.flow}
          data={[
            { value: 'person', label: 'by a person, once' },
            { value: 'alone', label: box.provider === 'google' ? 'by a service account' : 'by the application itself' },
            { value: 'password', label: 'by a password' },
          ]}
          onChange={(e) => {
            const way = e.currentTarget.value;
            set(way === 'password' ? { way } : { way: 'oauth', flow: way as Box['flow'] });
          }}
        />
      )}
      {box.way === 'password' && (
        <PasswordInput
          label="Password"
          description={box.password === KEPT ? 'one is kept; leave it, or type another' : 'kept sealed, never in the file'}
          required
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          value={box.password}
          onChange={(e) => set({ password: e.currentTarget.value })}
        />
      )}
      {box.way === 'oauth' && box.provider !== 'other' && <Application box={box} set={set} />}
      {box.way === 'oauth' && box.provider === 'other' && (
        <p className="dim">How it signs in without a password stands in the settings as YAML, and stays as it is.</p>
      )}
    </div>
  );
}

function Application({ box, set }: Omit<Props, 'known'>) {
  const account = box.provider === 'google' && box.flow === 'alone';
  return (
    <>
      {box.provider === 'microsoft' && (
        <TextInput
          label="Tenant"
          description="its id, or acme.onmicrosoft.com"
          value={box.tenant}
          onChange={(e) => set({ tenant: e.currentTarget.value })}
        />
      )}
      {!account && (
        <TextInput
          label="Application (client) id"
          description="of its registration; docs/guide/mailbox.md has the steps"
          value={box.clientId}
          onChange={(e) => set({ clientId: e.currentTarget.value })}
        />
      )}
      {account && (
        <Textarea
          label="Key of the service account"
          description="the whole JSON file; kept sealed"
          rows={4}
          classNames={{ input: 'code' }}
          value={box.clientSecret}
          onChange={(e) => set({ clientSecret: e.currentTarget.value })}
        />
      )}
      {!account && (box.flow === 'alone' || box.provider === 'google') && (
        <PasswordInput
          label="Client secret"
          description={box.clientSecret === KEPT ? 'one is kept; leave it, or type another' : 'its value, not its id; kept sealed'}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
          value={box.clientSecret}
          onChange={(e) => set({ clientSecret: e.currentTarget.value })}
        />
      )}
    </>
  );
}
