import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { type Box, settingsOf } from './box';

const WAIT_MS = 2_000;

/** The provider asks a person, once: by a code that is entered on any machine, or in the browser. */
export function SignInAtProvider({ box, signedIn }: { readonly box: Box; readonly signedIn: () => void }) {
  const queries = useQueryClient();
  const [pasted, setPasted] = useState('');
  const begin = useMutation({
    mutationFn: () => ask('beginMailboxSignIn', { body: { settings: settingsOf(box) } }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sign-ins'] }),
  });
  const paste = useMutation({ mutationFn: () => ask('pasteSignIn', { body: { name: box.name, address: pasted } }) });
  const all = useQuery({
    queryKey: ['sign-ins'],
    queryFn: () => ask('listMailboxSignIns'),
    refetchInterval: ({ state }) => (state.data?.data.some((s) => s.name === box.name && s.state === 'asked') ? WAIT_MS : false),
  });
  const mine = all.data?.data.find((s) => s.name === box.name);
  const done = mine?.state === 'done';
  useEffect(() => {
    if (done) signedIn();
  }, [done, signedIn]);
  return (
    <>
      <Button size="sm" variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
        {mine ? 'Sign in anew' : 'Sign in as its owner'}
      </Button>
      {begin.error && <Failure error={begin.error} />}
      <div aria-live="polite">
        {mine?.says.map((line) => (
          <p key={line} className={mine.state === 'done' ? 'good' : mine.state === 'refused' ? 'bad' : 'wrap'}>
            {mine.state === 'done' ? '● ' : mine.state === 'refused' ? '▲ ' : ''}
            <Line text={line} />
          </p>
        ))}
      </div>
      {mine?.state === 'asked' && box.provider === 'google' && (
        <div className="acts">
          <TextInput
            size="xs"
            label="Address of the browser’s last page"
            value={pasted}
            onChange={(e) => setPasted(e.currentTarget.value)}
          />
          <Button size="xs" variant="default" disabled={pasted === ''} loading={paste.isPending} onClick={() => paste.mutate()}>
            That is it
          </Button>
          {paste.error && <Failure error={paste.error} />}
        </div>
      )}
    </>
  );
}

/** Only an https address of what we ourselves were told becomes a link. */
function Line({ text }: { readonly text: string }) {
  const [, before, url, after] = /^(.*?)(https:\/\/[^\s"'<>]+)(.*)$/s.exec(text) ?? [];
  if (url === undefined) return <>{text}</>;
  return (
    <>
      {before}
      <a href={url} target="_blank" rel="noreferrer noopener">
        {url.length > 80 ? `${url.slice(0, 80)}…` : url}
      </a>
      {after}
    </>
  );
}
