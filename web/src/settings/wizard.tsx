import { Button, Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import type { Settings } from '../api/types';
import { Failure } from '../notice';
import { Account } from './account-step';
import { begun, type Box, problemOf, settingsOf } from './box';
import { DryRun } from './dry-run';
import { Copy, FileState } from './parts';
import { SignInAtProvider } from './sign-in-step';
import { type Channel, useChange } from './use-settings';
import { yamlOf } from './yaml-of';

interface Props {
  readonly settings: Settings;
  readonly known: Channel | undefined;
  readonly close: () => void;
}
/** From the provider to the first mail: each step shows what the next one needs, and nothing is kept before the last. */
export function Wizard({ settings, known, close }: Props) {
  const [box, setBox] = useState<Box>(() => begun(known));
  const [signedIn, setSignedIn] = useState(false);
  const set = (change: Partial<Box>): void => setBox((b) => ({ ...b, ...change }));
  const look = useMutation({ mutationFn: () => ask('listFolders', { body: { settings: settingsOf(box) } }) });
  const run = useMutation({ mutationFn: () => ask('dryRun', { body: { settings: settingsOf(box) } }) });
  const save = useChange(() => {
    const { name: _, ...rest } = settingsOf(box);
    return ask('putChannel', { params: { kind: 'imap', name: box.name }, body: { settings: rest }, version: settings.version });
  }, 'Saved. It is looked into at once.');
  const ask3 = (e: FormEvent): void => {
    e.preventDefault();
    run.reset();
    look.mutate();
  };
  const folders = look.data?.data;
  const problem = problemOf(box, settings, known);
  return (
    <div className="wizard">
      <FileState settings={settings} />
      <form onSubmit={ask3}>
        <Step n={1} says={known ? `The mailbox ${known.name}` : 'Whose mailbox it is, and how to get in'}>
          <Account box={box} set={set} known={known !== undefined} />
        </Step>
        {box.way === 'oauth' && box.flow !== 'alone' && problem === null && (
          <Step n={2} says="Sign in">
            <SignInAtProvider box={box} signedIn={() => setSignedIn(true)} />
          </Step>
        )}
        <div className="acts">
          <Button type="submit" size="sm" loading={look.isPending} disabled={problem !== null}>
            Look for its folders
          </Button>
          <Button size="sm" variant="default" onClick={close}>
            Back to the list
          </Button>
          {signedIn && <span className="good">● signed in</span>}
          {problem !== null && <span className="dim">{problem}</span>}
        </div>
        {look.error && <Failure error={look.error} />}
      </form>
      {folders && (
        <Step n={3} says="Which folders are looked into" focus>
          <fieldset className="folders">
            <legend className="dim">As the server names them</legend>
            {folders.map((f) => (
              <Checkbox
                key={f.path}
                label={`${f.path}${f.use && f.use !== 'inbox' ? ` (${f.use})` : ''}${f.messages === null ? '' : `, ${f.messages} ${f.messages === 1 ? 'mail' : 'mails'}`}`}
                checked={box.folders.includes(f.path)}
                onChange={(e) =>
                  set({ folders: e.currentTarget.checked ? [...box.folders, f.path] : box.folders.filter((p) => p !== f.path) })
                }
              />
            ))}
          </fieldset>
          <Checkbox
            mt="xs"
            label="The folder of junk mail, too: reports end up there"
            checked={box.junk}
            onChange={(e) => set({ junk: e.currentTarget.checked })}
          />
          <Textarea
            mt="xs"
            label="Leave alone mails whose subject is like"
            description="a line each, with * and ?; automatic replies and bounces are left alone by themselves"
            classNames={{ input: 'code' }}
            rows={2}
            value={box.skip}
            onChange={(e) => set({ skip: e.currentTarget.value })}
          />
          <TextInput
            mt="xs"
            type="date"
            label="And what came before"
            description="everything counts when empty"
            value={box.since}
            onChange={(e) => set({ since: e.currentTarget.value })}
          />
          <div className="acts">
            <Button mt="sm" size="sm" loading={run.isPending} disabled={box.folders.length === 0} onClick={() => run.mutate()}>
              Try it on the last 20 mails
            </Button>
          </div>
          {run.error && <Failure error={run.error} />}
        </Step>
      )}
      {run.data && (
        <Step n={4} says="What would be taken" focus>
          <DryRun mails={run.data.data} />
        </Step>
      )}
      {(run.data ?? known) && (
        <Step n={5} says="Afterwards">
          <form
            onSubmit={(e) => {
              e.preventDefault();
              save.mutate(undefined, { onSuccess: close });
            }}
          >
            <Stack gap="sm">
              <NativeSelect
                label="A mail that was taken"
                value={box.after}
                data={[
                  { value: 'nothing', label: 'stays where it is, untouched' },
                  { value: 'move', label: 'is moved to a folder' },
                  { value: 'flag', label: 'gets a flag' },
                ]}
                onChange={(e) => set({ after: e.currentTarget.value as Box['after'] })}
              />
              {
                box.after === 'move' &&
                <TextInput label="Folder" description="made where there is none" required value={box.moveTo} onChange={(e) => set({ moveTo: e.currentTarget.value })} /> // prettier-ignore
              }
              <TextInput
                label="Test mail, once a day, to"
                type="email"
                description="this mailbox’s own address: it is sent by the section mail and has to be back within 15 minutes; none when empty"
                value={box.canary}
                onChange={(e) => set({ canary: e.currentTarget.value })}
              />
              {save.error && <Failure error={save.error} />}
              <div className="acts">
                <Button type="submit" size="sm" loading={save.isPending} disabled={!settings.writable || problem !== null}>
                  Save and look into it
                </Button>
                {!settings.writable && <Copy text={yamlOf('imap', settingsOf({ ...box, password: '${secret:NAME}' }))}>Copy the YAML</Copy>}
              </div>
            </Stack>
          </form>
        </Step>
      )}
    </div>
  );
}

function Step({
  n,
  says,
  focus,
  children,
}: {
  readonly n: number;
  readonly says: string;
  readonly focus?: boolean;
  readonly children: ReactNode;
}) {
  const at = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focus) at.current?.focus();
  }, [focus]);
  return (
    <section className="step" aria-label={says} tabIndex={-1} ref={at}>
      <h2>
        <span aria-hidden="true" className="nth">
          {n}
        </span>
        {says}
      </h2>
      {children}
    </section>
  );
}
