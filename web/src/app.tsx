import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ask, ProblemError } from './api/client';
import { Failure } from './notice';
import { Shell } from './shell/shell';
import { SignIn } from './session/sign-in';
import { Welcome } from './session/welcome';
import { Exceptions } from './exceptions/exceptions';
import { usePlace } from './use-place';
import type { Place } from './route';

const Documents = lazy(() => import('./documents/documents'));
const Reorders = lazy(() => import('./reorders/reorders'));
const Suppliers = lazy(() => import('./suppliers/suppliers'));
const Health = lazy(() => import('./health/health'));
const Account = lazy(() => import('./session/account'));

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
      <Suspense fallback={<p className="quiet">…</p>}>{place === null ? <Nowhere /> : <ScreenOf place={place} me={me.data} />}</Suspense>
    </Shell>
  );
}

function ScreenOf({ place, me }: { readonly place: Place; readonly me: NonNullable<Awaited<ReturnType<typeof ask<'getMe'>>>> }) {
  if (me.rights.length === 0 || place.screen === 'account') return <Account me={me} />;
  switch (place.screen) {
    case 'documents':
      return <Documents place={place} me={me} />;
    case 'suppliers':
      return <Suppliers place={place} />;
    case 'reorders':
      return <Reorders place={place} me={me} />;
    case 'health':
      return <Health />;
    case 'exceptions':
      return <Exceptions place={place} me={me} />;
    default:
      return <Nowhere />;
  }
}

const Nowhere = () => (
  <section className="screen">
    <h1>There is no such screen</h1>
    <p>The address may be of another version of the console. Choose a screen at the left.</p>
  </section>
);
