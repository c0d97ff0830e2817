import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { ask, ProblemError } from './api/client';
import { Guard } from './guard';
import { Failure } from './notice';
import { Shell } from './shell/shell';
import { SignIn } from './session/sign-in';
import { Welcome } from './session/welcome';
import type { Me } from './api/types';
import type { Place } from './route';
import { shownAt } from './screens';
import { usePlace } from './use-place';

export function App() {
  const place = usePlace();
  const me = useQuery({ queryKey: ['me'], queryFn: () => ask('getMe'), staleTime: 60_000 });
  if (place?.screen === 'welcome') return <Welcome done={() => void me.refetch()} />;
  if (me.error instanceof ProblemError && me.error.status === 401) return <SignIn done={() => void me.refetch()} />;
  if (me.data === undefined) {
    return me.error ? (
      <main className="alone">
        <Failure error={me.error} again={() => void me.refetch()} />
      </main>
    ) : null;
  }
  return (
    <Shell me={me.data} place={place}>
      <Guard of={`${place?.screen ?? ''} ${place?.id ?? ''}`}>
        <Suspense fallback={<p className="quiet">…</p>}>{place === null ? <Nowhere /> : <ScreenOf place={place} me={me.data} />}</Suspense>
      </Guard>
    </Shell>
  );
}

function ScreenOf({ place, me }: { readonly place: Place; readonly me: Me }) {
  const at = me.rights.length === 0 ? 'account' : place.screen;
  const Shown = shownAt(at);
  return Shown === undefined ? <Nowhere /> : <Shown place={place} me={me} />;
}

const Nowhere = () => (
  <section className="screen">
    <h1>There is no such screen</h1>
    <p>The address may be of another version of the console. Choose a screen above.</p>
  </section>
);
