import { Button, Kbd, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { type Key, useKeys } from '../shell/keys';
import { lastEvening } from '../times';
import { go } from '../use-place';
import { comeFrom, itemPlace } from '../item/place';
import { becomes, type Deed } from './deeds';
import { Detail } from './detail';
import { Empty, Head } from './head';
import { type Asks, Dialog } from './dialogs';
import { heldIds, hold, onHeld, undo } from './pending';
import { called, type Listed } from './row';
import { Rows, type RowsHandle, type Shown } from './rows';
import { useList } from './use-list';
import { askedFor, FILTERS, leaves, viewOf } from './views';

/** The morning screen: what is worth most first, with its likely cause; four verbs on single keys, and undo. */
export function Exceptions({ place, me }: { readonly place: Place; readonly me: Me }) {
  const view = viewOf(place.query.view);
  const since = useMemo(() => lastEvening(new Date()).toISOString(), []);
  const filters = JSON.stringify(place.query); // the address is another one with each thing that is opened, its filters are not
  const asked = useMemo(() => askedFor(view, JSON.parse(filters) as Place['query'], me.name, since), [view, filters, me.name, since]);
  const { list, shown, renew } = useList(asked);
  const summary = useQuery({ queryKey: ['summary', since], queryFn: () => ask('summariseExceptions', { query: { since } }) });
  const queries = useQueryClient();
  const held = useSyncExternalStore(onHeld, heldIds);
  const [deedLeaves, setDeedLeaves] = useState(false);
  const [settledIds, setSettledIds] = useState<ReadonlySet<string>>(new Set()); // by oneself: they need not stay to be seen
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asks, setAsks] = useState<Asks | null>(null);
  const [cursor, setCursor] = useState<string | null>(place.id);
  const rows = useRef<RowsHandle>(null);
  const openAt = useRef(place.id);
  openAt.current = place.id;

  const below = useQuery({
    queryKey: ['consequences', unfolded],
    enabled: unfolded !== null,
    queryFn: () => ask('listExceptions', { query: { under: unfolded!, by: 'impact', limit: 200 } }),
  });
  const flat = useMemo<readonly Shown[]>(
    () =>
      shown.rows
        .filter(({ row }) => !(deedLeaves && held.has(row.id)) && !settledIds.has(row.id))
        .flatMap(({ row, gone }) => [
          { e: row, gone, folded: false },
          ...(row.id === unfolded ? (below.data?.data ?? []).map((e) => ({ e, gone: false, folded: true })) : []),
        ]),
    [shown.rows, held, deedLeaves, settledIds, unfolded, below.data],
  );
  const at = flat.findIndex((s) => s.e.id === cursor);
  const here = flat[at] ?? null;
  const open = useCallback((id: string | null) => go({ ...place, id }, { instead: place.id !== null && id !== null }), [place]);
  const move = (by: number, extend = false): void => {
    const to = flat[Math.min(flat.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (!to) return;
    if (extend) setChosen((c) => new Set([...c, ...(here && !here.folded ? [here.e.id] : []), ...(to.folded ? [] : [to.e.id])]));
    setCursor(to.e.id);
    if (place.id !== null) open(to.e.id);
    rows.current?.show(flat.indexOf(to));
  };
  const choose = useCallback((id: string): void => {
    setChosen((c) => {
      const next = new Set(c);
      if (!next.delete(id)) next.add(id);
      return next;
    });
    setCursor(id);
  }, []);
  const unfold = useCallback((id: string): void => setUnfolded((u) => (u === id ? null : id)), []);

  const meant = flat.filter((s) => chosen.has(s.e.id) && !s.folded).map((s) => s.e);
  const targets: readonly Listed[] = meant.length > 0 ? meant : here ? [here.e] : [];
  const anew = (): void => {
    setSettledIds(new Set());
    renew();
  };
  const may = me.rights.includes('work');
  const act = (deed: Deed): void => {
    if (targets.length === 0) return;
    const goes = leaves(view, becomes(deed));
    const ids = new Set(targets.map((e) => e.id));
    // The cursor goes to the next row that stays, and the eye with it.
    if (goes) {
      const rest = flat.filter((s) => !s.folded && !ids.has(s.e.id));
      const behind = flat.slice(at + 1).find((s) => !s.folded && !ids.has(s.e.id)) ?? rest.at(-1);
      setCursor(behind?.e.id ?? null);
      if (place.id !== null) open(behind?.e.id ?? null);
      if (behind) setTimeout(() => rows.current?.focus(behind.e.id), 0);
    }
    setDeedLeaves(goes);
    setChosen(new Set());
    const settled = (done: readonly string[]): void => {
      if (goes) setSettledIds((s) => new Set([...s, ...done]));
      for (const key of ['exceptions', 'summary', 'exception', 'consequences']) void queries.invalidateQueries({ queryKey: [key] });
    };
    void hold(
      targets.map((e) => ({ id: e.id, version: e.version, called: called(e) })),
      deed,
      settled,
    );
  };
  const verbs: readonly Key[] = may
    ? [
        { keys: '1', says: 'Take up', run: () => act({ do: 'acknowledge' }) },
        { keys: '2', says: 'Wait for the supplier', run: () => act({ do: 'wait' }) },
        { keys: '3', says: 'Close …', run: () => targets.length > 0 && setAsks('resolve') },
        { keys: 'h', says: 'Snooze …', run: () => targets.length > 0 && setAsks('snooze') },
        { keys: 'a', says: 'Assign …', run: () => targets.length > 0 && setAsks('assign') },
        { keys: 'c', says: 'Comment …', run: () => targets.length > 0 && setAsks('comment') },
        ...(view === 'snoozed' ? [{ keys: 'w', says: 'Wake', run: () => act({ do: 'wake' }) }] : []),
        ...(view === 'resolved' || view === 'cleared' ? [{ keys: 'o', says: 'Reopen', run: () => act({ do: 'reopen' }) }] : []),
      ]
    : [];
  const walk = (): void => {
    const to = here && itemPlace(here.e);
    if (!to) return;
    comeFrom(flat.map((s) => s.e));
    go(to);
  };
  useKeys([
    ...(view === 'snoozed' ? [] : [{ keys: 'w', says: 'Both sides of the item over time', run: walk }]),
    { keys: 'j', says: 'Next', run: () => move(1) },
    { keys: 'k', says: 'Before', run: () => move(-1) },
    { keys: 'ArrowDown', says: 'Next', run: () => move(1) },
    { keys: 'ArrowUp', says: 'Before', run: () => move(-1) },
    { keys: 'x', says: 'Select', run: () => here && !here.folded && choose(here.e.id) },
    { keys: 'Shift+J', says: 'Select on', run: () => move(1, true) },
    { keys: 'Shift+K', says: 'Select back', run: () => move(-1, true) },
    { keys: 'Enter', says: 'Open', run: () => here && open(here.e.id) },
    { keys: 'Escape', says: 'Back', run: () => (place.id !== null ? open(null) : setChosen(new Set())) },
    { keys: 'f', says: 'What follows from it', run: () => here && here.e.consequences > 0 && unfold(here.e.id) },
    { keys: 'u', says: 'Show what is new', run: anew },
    { keys: '/', says: 'Filter by item', run: () => document.querySelector<HTMLInputElement>('#sku')?.focus() },
    ...verbs,
    { keys: 'z', says: 'Undo', run: () => void undo() },
  ]);
  useEffect(() => {
    setChosen(new Set());
    setUnfolded(null);
    setSettledIds(new Set());
    setCursor((at) => (at === openAt.current ? at : null));
  }, [asked]);
  useEffect(() => {
    if (cursor === null && flat.length > 0) setCursor(flat[0]!.e.id);
  }, [cursor, flat]);
  useEffect(() => {
    if (place.id !== null) setCursor(place.id);
  }, [place.id]);

  return (
    <div className="desk">
      <section className="list" aria-labelledby="title">
        <Head place={place} view={view} summary={summary.data} since={since} />
        {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
        {shown.waiting > 0 && (
          <div className="newer" role="status">
            <span>{shown.waiting} new</span>
            <Button size="compact-sm" variant="default" onClick={anew} rightSection={<Kbd size="xs">u</Kbd>}>
              Show
            </Button>
          </div>
        )}
        {list.isLoading ? (
          <div className="scroll" aria-busy="true">
            {Array.from({ length: 8 }, (_, i) => (
              <Skeleton key={i} height={44} my={6} mx={12} />
            ))}
          </div>
        ) : flat.length === 0 && list.data ? (
          <Empty view={view} filtered={FILTERS.some((f) => place.query[f])} place={place} />
        ) : (
          <Rows
            ref={rows}
            flat={flat}
            cursor={cursor}
            chosen={chosen}
            unfolded={unfolded}
            place={place}
            choose={choose}
            unfold={unfold}
            more={list.hasNextPage ? () => void (!list.isFetchingNextPage && list.fetchNextPage()) : null}
          />
        )}
        {verbs.length > 0 && flat.length > 0 && (
          <div className="bar" role="toolbar" aria-label="What to do">
            <span className="dim">{meant.length > 0 ? `${meant.length} selected:` : 'This one:'}</span>
            {verbs.map((v) => (
              <Button
                key={v.keys}
                size="compact-sm"
                variant="default"
                disabled={targets.length === 0}
                onClick={v.run}
                leftSection={<Kbd size="xs">{v.keys}</Kbd>}
              >
                {v.says}
              </Button>
            ))}
          </div>
        )}
      </section>
      {place.id !== null && <Detail id={place.id} me={me} close={() => open(null)} />}
      <Dialog asks={asks} count={targets.length} me={me.name} close={() => setAsks(null)} act={act} />
    </div>
  );
}
