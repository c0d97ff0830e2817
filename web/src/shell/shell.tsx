import { Button, Checkbox, Kbd, Modal, useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useHotkeys } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { PLAIN } from '../dialog';
import type { Place } from '../route';
import { ENTRIES, entriesFor, entryPlace as to } from '../screens';
import { go, Link } from '../use-place';
import { flush } from '../exceptions/pending';
import { flush as flushNames } from '../suppliers/held';
import { factsOf } from './freshness';
import { allKeys, type Key, keysAreOn, turnKeys, useKeys } from './keys';
import { type Live, useLive } from './live';
import { Toasts } from './toasts';

const loadPalette = () => import('../palette/palette');
const Palette = lazy(loadPalette);
const CALM_MS = 3_000;

/** What stands around every screen: where one may go, how fresh it all is, who one is. */
export function Shell({ me, place, children }: { readonly me: Me; readonly place: Place | null; readonly children: ReactNode }) {
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  // Who opens it types at once: what it is made of is there by then, and keeps nothing waiting that is looked at first.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), CALM_MS);
    return () => clearTimeout(timer);
  }, []);
  useHotkeys([['mod+K', () => void (document.querySelector('[role="dialog"]') ?? setPalette(true))]], []); // a dialog is finished first
  const live = useLive();
  const nav = entriesFor(me).flatMap((e) => (e.key === undefined ? [] : [{ ...e, key: e.key }]));
  const keys: Key[] = [
    ...nav.map((n) => ({ keys: `g ${n.key}`, says: n.says, run: () => go(to(n.screen)) })),
    { keys: '?', says: 'This sheet', run: () => setSheet(true) },
  ];
  useKeys(keys);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${ENTRIES.find((n) => n.screen === place?.screen)?.says ?? 'Crosscount'} · Crosscount`;
  }, [place?.screen]);
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the screen
      </a>
      <header className="top">
        <span className="brand">Crosscount</span>
        <nav aria-label="Screens">
          {nav.map((n) => (
            <Link key={n.screen} to={to(n.screen)} aria-current={place?.screen === n.screen ? 'page' : undefined}>
              {n.says}
            </Link>
          ))}
        </nav>
        <Button variant="default" size="compact-sm" onClick={() => setPalette(true)} rightSection={<Kbd size="xs">Ctrl K</Kbd>}>
          Go to
        </Button>
        <Who me={me} help={() => setSheet(true)} />
      </header>
      <section aria-label="How fresh this is">
        <Strip live={live} />
      </section>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
      <Toasts />
      <Sheet opened={sheet} close={() => setSheet(false)} />
      {palette && (
        <Suspense fallback={null}>
          <Palette me={me} close={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Strip({ live }: { readonly live: Live }) {
  const fresh = useQuery({
    queryKey: ['freshness'],
    queryFn: () => ask('getFreshness'),
    refetchInterval: live === 'live' ? 30_000 : false,
  });
  const facts = fresh.data ? factsOf(fresh.data, Date.now()) : [];
  return (
    <Link to={to('health')} className="strip">
      {fresh.error && <span className="fact bad">⚠ How fresh this is cannot be told: {fresh.error.message}</span>}
      {facts.map((f) => (
        <span key={f.text} className={`fact ${f.tone}`}>
          {f.tone === 'calm' ? '' : '⚠ '}
          {f.text}
        </span>
      ))}
      <span className={`fact ${live === 'retrying' ? 'bad' : 'calm'}`} aria-live="polite">
        {live === 'live' ? 'Live' : live === 'resting' ? 'Updates rest until you are back' : '⚠ Updates stopped; tried again'}
      </span>
    </Link>
  );
}

function Who({ me, help }: { readonly me: Me; readonly help: () => void }) {
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = colorScheme === 'auto' ? 'dark' : colorScheme === 'dark' ? 'light' : 'auto';
  const leave = async (): Promise<void> => {
    await Promise.all([flush(), flushNames()]);
    await ask('signOut').catch(() => undefined); // who is no longer in is out as well
    queries.clear();
    window.location.assign('/');
  };
  return (
    <div className="who">
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => setColorScheme(next)}
        aria-label={`Colours: ${colorScheme}; press for ${next}`}
      >
        {colorScheme === 'auto' ? '◐' : colorScheme === 'dark' ? '●' : '○'}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={help} aria-label="Keys">
        ?
      </Button>
      <Link to={to('account')}>{me.name}</Link>
      <Button variant="subtle" size="compact-sm" onClick={() => void leave()}>
        Sign out
      </Button>
    </div>
  );
}

function Sheet({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const [on, setOn] = useState(keysAreOn());
  return (
    <Modal opened={opened} onClose={close} title="Keys" {...PLAIN}>
      <dl className="keys">
        {allKeys().map((k) => (
          <div key={k.keys}>
            <dt>
              {k.keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{k.says}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        mt="md"
        label="Single keys do something"
        checked={on}
        onChange={(e) => {
          turnKeys(e.currentTarget.checked);
          setOn(e.currentTarget.checked);
        }}
      />
    </Modal>
  );
}
