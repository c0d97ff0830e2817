import './health.css';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { Fresh, OwnData } from './fresh';
import { Overview } from './overview';

/** How fresh all of it is; and for who administers it, what it stands on, with a verb for what is wrong. */
export default function Health({ me, place }: { readonly me: Me; readonly place: Place }) {
  const whole = me.rights.includes('manage') && me.suppliers === null && me.locations === null;
  const fresh = useQuery({ queryKey: ['freshness'], queryFn: () => ask('getFreshness'), refetchInterval: 15_000 });
  return (
    <section className="screen health" aria-labelledby="title" tabIndex={0}>
      <h1 id="title">Health</h1>
      {fresh.error && <Failure error={fresh.error} again={() => void fresh.refetch()} />}
      {fresh.isLoading && <Skeleton height={120} />}
      {whole ? <Overview place={place} /> : fresh.data && <Fresh fresh={fresh.data} />}
      {fresh.data && <OwnData feeds={fresh.data.feeds} />}
    </section>
  );
}
