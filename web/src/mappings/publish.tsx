import { Button, Checkbox, Modal, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, ProblemError } from '../api/client';
import type { Mapping } from '../api/types';
import { Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';
import { Tested } from './tested';
import { Differences } from './versions';

interface Given {
  readonly asked: { readonly mapping: Mapping; readonly version: number } | null;
  readonly file: File | null; // the sample, where it is one that nobody has kept
  readonly close: () => void;
  readonly done: () => void;
}
/** One of the three things that are asked once more: from here on, every list of the supplier is read by it. */
export function Publish({ asked, file, close, done }: Given) {
  const older = asked !== null && asked.version < (asked.mapping.holds ?? 0) && asked.mapping.kept !== 'file';
  const title = asked === null ? '' : older ? `Roll ${asked.mapping.name} back to version ${asked.version}?` : `Publish version ${asked.version} of ${asked.mapping.name}?`; // prettier-ignore
  return (
    <Modal opened={asked !== null} onClose={close} title={title} size="lg" {...PLAIN}>
      {asked && <Form {...asked} file={file} close={close} done={done} older={older} />}
    </Modal>
  );
}

function Form({
  mapping,
  version,
  file,
  close,
  done,
  older,
}: { readonly mapping: Mapping; readonly version: number; readonly older: boolean } & Omit<Given, 'asked'>) {
  const [reason, setReason] = useState('');
  const [hand, setHand] = useState(true);
  const [repin, setRepin] = useState(false);
  const queries = useQueryClient();
  const { name, holds } = mapping;
  const { text } = mapping.versions.find((v) => v.version === version)!;
  const effect = useQuery({
    queryKey: ['mapping', name, 'test', version],
    queryFn: ({ signal }) => ask('testMapping', { body: { text, last: 10 }, signal }),
    staleTime: 0,
  });
  const publish = useMutation({
    mutationFn: async () => {
      const answer = await ask('publishMapping', { params: { name }, version: mapping.seen, body: { version, reason: reason.trim(), ...(repin ? { repin } : {}) } }); // prettier-ignore
      // Once it counts, so that it is read by it and by nothing else.
      if (file && hand) await ask('upload', { query: { name: file.name, supplier: mapping.supplier }, body: file });
      return answer;
    },
    onSuccess: (answer) => {
      const read = answer.read_again === 1 ? '1 document that waited was read' : `${answer.read_again} documents that waited were read`;
      const opened = answer.opened === 0 ? '' : `; ${answer.opened === 1 ? '1 exception' : `${answer.opened} exceptions`} opened`;
      toast(`Version ${version} counts now; ${read}${opened}${file && hand ? `; ${file.name} is handed over` : ''}`, { seconds: 12 });
      close();
      done();
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['mapping', name] }),
  });
  const pinned = publish.error instanceof ProblemError && publish.error.faults.some((f) => f.code === 'mapping.pins-differ');
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        publish.mutate();
      }}
    >
      <Stack gap="sm">
        <p>
          From now on the lists of {mapping.supplier} are read by it
          {mapping.kept === 'file' ? ', and its file in config/suppliers no longer counts' : ''}. What waits for it is read at once.
        </p>
        {holds !== null && mapping.versions.some((v) => v.version === holds) && <Differences name={name} from={holds} to={version} />}
        {effect.error && <Failure error={effect.error} />}
        {effect.isLoading && <Skeleton height={40} />}
        {effect.data && <Tested files={effect.data.files} />}
        {file && (
          <Checkbox
            label={`Hand ${file.name} over as well, so that it is read by it`}
            checked={hand}
            onChange={(e) => setHand(e.currentTarget.checked)}
          />
        )}
        <Why required first value={reason} change={setReason} />
        {publish.error && <Failure error={publish.error} />}
        {pinned && (
          <Checkbox
            label="What is read of the pinned samples now is what is meant"
            checked={repin}
            onChange={(e) => setRepin(e.currentTarget.checked)}
          />
        )}
        <Button type="submit" loading={publish.isPending}>
          {older ? `Roll back to version ${version}` : `Publish version ${version}`}
        </Button>
      </Stack>
    </form>
  );
}
