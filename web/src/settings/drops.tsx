import { Button, Modal, NativeSelect, PasswordInput, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Settings } from '../api/types';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { ofAfter } from './mailboxes';
import { Copy, FileState } from './parts';
import { useChange, useRemoval, useSettings, useSources } from './use-settings';
import { yamlOf } from './yaml-of';

/** Folders and servers from which files are taken. */
export function Drops() {
  const settings = useSettings();
  const sources = useSources();
  const [open, setOpen] = useState(false);
  const remove = useRemoval(settings.data);
  useKeys([{ keys: 'n', says: 'New drop', run: () => setOpen(true) }]);
  if (settings.error) return <Failure error={settings.error} again={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton height={160} />;
  const drops = settings.data.channels.filter((c) => c.kind === 'drop-folder' || c.kind === 'sftp');
  const own = sources?.find((s) => s.kind === 'drop-folder' && !drops.some((d) => s.source === `${d.kind} ${d.name}`));
  return (
    <>
      <FileState settings={settings.data} />
      <div className="acts">
        <Button size="sm" onClick={() => setOpen(true)}>
          New drop
        </Button>
      </div>
      <Sideways label="Drops" columns={['Name', 'Kind', 'Where', 'A file that was taken', 'Do']}>
        {own && (
          <tr>
            <th scope="row">the gateway’s own</th>
            <td>folder</td>
            <td className="wrap">{own.source.replace(/^drop-folder /, '')}</td>
            <td>moved to done/ or error/ beside it</td>
            <td className="dim">always there</td>
          </tr>
        )}
        {drops.map((c) => (
          <tr key={`${c.kind} ${c.name}`}>
            <th scope="row">{c.name}</th>
            <td>{c.kind === 'sftp' ? 'SFTP' : 'folder'}</td>
            <td className="wrap">
              {c.kind === 'sftp' && `${String(c.settings.username)}@${String(c.settings.host)} `}
              {String(c.settings.folder ?? '.')}
            </td>
            <td>{c.kind === 'sftp' ? ofAfter(c.settings.after) : 'moved to done/ or error/ beside it'}</td>
            <td>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Remove ${c.name}`}
                disabled={!settings.data.writable}
                onClick={() => remove.mutate(c)}
              >
                Remove
              </Button>
            </td>
          </tr>
        ))}
      </Sideways>
      {remove.error && <Failure error={remove.error} />}
      <p className="quiet">
        What else can be set (patterns, pace, a key in place of a password) stands under Mailboxes, “All channels as YAML”.
      </p>
      <Modal opened={open} onClose={() => setOpen(false)} title="New drop" {...PLAIN}>
        {open && <NewDrop settings={settings.data} done={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function NewDrop({ settings, done }: { readonly settings: Settings; readonly done: () => void }) {
  const [kind, setKind] = useState<'sftp' | 'drop-folder'>('sftp');
  const [given, setGiven] = useState({ name: '', folder: '', host: '', username: '', password: '', host_keys: '' });
  const field = (key: keyof typeof given) => ({
    value: given[key],
    required: true,
    onChange: (e: { currentTarget: { value: string } }) => {
      const { value } = e.currentTarget; // gone by the time that the state is made
      setGiven((g) => ({ ...g, [key]: value }));
    },
  });
  const { name, folder, ...server } = given;
  const made = kind === 'sftp' ? { folder, ...server, host_keys: server.host_keys.split(/\s+/).filter(Boolean) } : { folder };
  const save = useChange(
    () => ask('putChannel', { params: { kind, name }, body: { settings: made }, version: settings.version }),
    'Saved. It is looked into at once.',
  );
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(undefined, { onSuccess: done });
      }}
    >
      <Stack gap="sm">
        <NativeSelect
          label="Kind"
          value={kind}
          data={[
            { value: 'sftp', label: 'a server of SFTP' },
            { value: 'drop-folder', label: 'a folder of this machine' },
          ]}
          onChange={(e) => setKind(e.currentTarget.value as typeof kind)}
        />
        <TextInput label="Called" data-autofocus pattern="[\w.\-]{1,60}" {...field('name')} />
        {kind === 'sftp' && (
          <>
            <TextInput label="Server" {...field('host')} />
            <TextInput label="User" autoComplete="off" {...field('username')} />
            <PasswordInput
              label="Password"
              description="kept sealed, never in the file"
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              {...field('password')}
            />
            <Textarea
              label="Fingerprints of the server"
              description="SHA256:…, as `crosscount channels hostkey HOST` prints it; ask its operator, not the connection"
              classNames={{ input: 'code' }}
              {...field('host_keys')}
            />
          </>
        )}
        <TextInput label="Folder" {...field('folder')} />
        {save.error && <Failure error={save.error} />}
        {settings.writable ? (
          <Button type="submit" loading={save.isPending}>
            Save and look into it
          </Button>
        ) : (
          <Copy text={yamlOf(kind, { name, ...made, ...(kind === 'sftp' ? { password: '${secret:NAME}' } : {}) })}>Copy the YAML</Copy>
        )}
      </Stack>
    </form>
  );
}
