import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { DocumentHistory } from '../api/types';
import { Failure } from '../notice';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { stateOf } from './words';

type Entry = DocumentHistory['data'][number];
function whatOf({ what, says }: Entry): string {
  switch (what) {
    case 'received':
      return `It came${says ? ` by ${says.replaceAll('-', ' ')}` : ''}`;
    case 'read':
      return `It was read: ${stateOf(says ?? '').says}`;
    case 'read_anew':
      return 'It was read anew';
    case 'released':
      return 'It was let count';
    case 'reply_made':
      return 'Its sender was answered';
    case 'reply_decided':
      return `The answer was decided: ${(says ?? '').replaceAll('_', ' ')}`;
    case 'reply_left':
      return `The answer left${says ? ` to ${says}` : ''}`;
    case 'answered':
      return `It was acknowledged, ${says ?? ''}`;
    case 'answer_left':
      return `The acknowledgement left by ${says ?? ''}`;
  }
}

/** What happened to it, and who did what with it, and why. */
export function HistoryTab({ id }: { readonly id: string }) {
  const list = useQuery({
    queryKey: ['of-document', id, 'history'],
    queryFn: ({ signal }) => ask('getDocumentHistory', { params: { id }, signal }),
  });
  if (list.error) return <Failure error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton height={120} mt="sm" />;
  return (
    <Sideways label="Audit" columns={['When', 'What', 'Who', 'Why']}>
      {list.data.data.map((e, n) => (
        <tr key={n}>
          <td className="once">{clock(e.at)}</td>
          <td className="wrap">{whatOf(e)}</td>
          <td className="wrap">{e.by ?? <span className="dim">{e.what === 'received' ? 'its sender' : 'the gateway'}</span>}</td>
          <td className="wrap">{e.reason}</td>
        </tr>
      ))}
    </Sideways>
  );
}
