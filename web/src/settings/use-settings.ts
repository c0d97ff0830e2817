import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, ask } from '../api/client';
import type { Settings } from '../api/types';
import { toast } from '../shell/toasts';

export type Section = Settings['sections'][number];
export type Channel = Settings['channels'][number];

export const useSettings = () => useQuery({ queryKey: ['settings'], queryFn: () => ask('getSettings') });
/** How each channel does; the strip above asks for it all the time. */
export const useSources = () => useQuery({ queryKey: ['freshness'], queryFn: () => ask('getFreshness') }).data?.sources;

/** A change of the file; what comes back is the file as it stands then. */
export function useChange<A>(work: (asked: A) => Promise<Answer<'getSettings'>>, says: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: (now) => {
      queries.setQueryData(['settings'], now);
      void queries.invalidateQueries({ queryKey: ['freshness'] });
      toast(says);
    },
  });
}

export const useRemoval = (settings: Settings | undefined) =>
  useChange(
    ({ kind, name }: Channel) => ask('removeChannel', { params: { kind, name }, version: settings!.version }),
    'Nobody looks into it any more; what came by it stays.',
  );
