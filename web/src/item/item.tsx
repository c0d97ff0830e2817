import './item.css';
import { Button, Kbd, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Component, lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { summaryOf } from '../../../src/domain/timeline/summary';
import { ask } from '../api/client';
import type { Me, Timeline } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { type Key, useKeys } from '../shell/keys';
import { go, Link } from '../use-place';
import { Controls } from './controls';
import { Desk } from './desk';
import { Head } from './head';
import { Ledger } from './ledger';
import { Nothing } from './nothing';
import { wholeOf } from './option';
import { beside, isFromList } from './place';
import { useWalk } from './use-walk';
import { Where } from './where';
import { hiddenIn, isShown, rangeOf, RANGES, type Row, spanOf, unitOf, zoomed } from './view';
import { csvOf, day, told, walkSays } from './words';

const Chart = lazy(() => import('./chart'));
const AT_FIRST = 150;

/** Both sides of an item at a location over time: the picture, the same as numbers, and where they part. */
export default function Item({ place, me }: { readonly place: Place; readonly me: Me }) {
  const { supplier, sku, location } = place.query;
  const asked = JSON.stringify(rangeOf(place.query));
  const found = useQuery({
    queryKey: ['timeline', supplier, sku, location, asked],
    enabled: Boolean(supplier && sku && location),
    queryFn: ({ signal }) =>
      ask('getTimeline', {
        query: { supplier: supplier!, sku: sku!, location: location!, ...spanOf(JSON.parse(asked) as ReturnType<typeof rangeOf>, new Date()) },
        signal,
      }),
    placeholderData: (before, query) => (query?.queryKey.slice(1, 4).join() === [supplier, sku, location].join() ? before : undefined),
  }); // prettier-ignore
  const t = found.data;
  return (
    <section className="screen item" aria-labelledby="title">
      {!sku && <Unnamed />}
      {sku && !(supplier && location) && <Where sku={sku} key={sku} />}
      {!t && supplier && sku && location && (
        <h1 id="title">
          {sku} <span className="dim">@</span> {location}
        </h1>
      )}
      {found.error && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isLoading && <Waiting />}
      {t && <Told t={t} place={place} me={me} stale={found.isPlaceholderData} />}
    </section>
  );
}

const Unnamed = () => (
  <div className="empty">
    <h1 id="title">Item</h1>
    <p>This shows one item at one place over time, what is ours beside what a supplier reports.</p>
    <Link to={{ screen: 'exceptions', id: null, query: {} }}>Open one from the exceptions</Link>
  </div>
);

/** After a moment alone: what is there at once needs no skeleton. */
function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return late ? (
    <div aria-busy="true">
      <Skeleton height={64} mb="md" />
      <Skeleton height={330} mb="md" />
      <Skeleton height={240} />
    </div>
  ) : null;
}

interface Props {
  readonly t: Timeline;
  readonly place: Place;
  readonly me: Me;
  readonly stale: boolean;
}
function Told({ t, place, me, stale }: Props) {
  const { query } = place;
  const unit = useMemo(() => unitOf(t, query.unit), [t, query.unit]);
  const hiddenKey = query.hide ?? '';
  const hidden = useMemo(() => hiddenIn({ hide: hiddenKey }), [hiddenKey]);
  const { walking, start, stop } = useWalk(t.rows);
  const rows = useMemo(() => [...t.rows].reverse().filter((r) => walking !== null || isShown(r, hidden)), [t.rows, hidden, walking !== null]); // prettier-ignore
  const at = walking?.row ?? rows.find((r) => r.id === query.at) ?? null;
  const index = at ? rows.indexOf(at) : -1;
  const [shown, setShown] = useState(AT_FIRST);
  const many = Math.max(shown, index + 20);
  const [looked, setLooked] = useState<Row | null>(null);
  const [heard, setHeard] = useState('');
  const [zoom, setZoom] = useZoom(t, hidden);
  const choose = useCallback((r: Row): void => go({ ...place, query: { ...place.query, at: r.id } }, { instead: true }), [place]);
  const step = (by: number): void => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, index < 0 ? 0 : index + by))];
    if (!to) return;
    stop();
    choose(to);
    setHeard(told(to, unit, t.timezone));
    setLooked(null);
    requestAnimationFrame(() => focusRow(to.id));
  };
  const range = (days: number): void => {
    const { from: _from, to: _to, ...rest } = query;
    go({ ...place, query: { ...rest, days: String(days) } }, { instead: true });
  };
  const along = (by: 1 | -1): void => {
    const next = beside(place, by);
    if (next) go({ ...next, query: { ...next.query, ...kept(query) } }, { instead: true });
  };
  const verbs: readonly Key[] = [
    { keys: 'w', says: 'Walk the gap', run: start },
    { keys: 'e', says: 'Export as CSV', run: () => download(`${t.sku}-${t.location}.csv`, csvOf(t, rows)) },
  ];
  useKeys([
    { keys: 'ArrowLeft', says: 'The event before', run: () => step(1) },
    { keys: 'ArrowRight', says: 'The event after', run: () => step(-1) },
    { keys: 'j', says: 'The row below', run: () => step(1) },
    { keys: 'k', says: 'The row above', run: () => step(-1) },
    { keys: '+', says: 'Nearer', run: () => setZoom(0.5, at) },
    { keys: '-', says: 'Farther', run: () => setZoom(2, at) },
    ...RANGES.map((d, i) => ({ keys: String(i + 1), says: `${d === 365 ? 'A year' : `${d} days`}`, run: () => range(d) })),
    { keys: '[', says: 'The item before, of the list', run: () => along(-1) },
    { keys: ']', says: 'The next item of the list', run: () => along(1) },
    ...verbs,
    { keys: 'Escape', says: 'Back', run: () => (walking ? stop() : isFromList() && window.history.back()) },
  ]);
  useEffect(() => {
    if (walking?.row) document.querySelector(`tr[data-row="${CSS.escape(walking.row.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [walking?.row]);
  useEffect(() => {
    if (walking?.over) setHeard(walkSays(walking.walk, t.rows, unit));
  }, [walking?.over]);
  const says = summaryOf({ ...t, supplier: t.supplier_name }, day);
  const line = looked ?? at ?? rows[0] ?? null;
  return (
    <div className={stale ? 'stale' : undefined}>
      <Head t={t} unit={unit} />
      <Desk supplier={t.supplier} sku={t.sku} location={t.location} me={me} />
      {t.theirs === null && <Nothing t={t} />}
      <Controls place={place} t={t} unit={unit} />
      <div className="seen">
      <Drawing key={`${t.supplier} ${t.sku} ${t.location}`}>
        <Suspense fallback={<div className="picture waiting" />}>
          <Chart t={t} hidden={hidden} unit={unit} zoom={zoom} rows={rows} at={at} says={says} look={setLooked} choose={choose} />
        </Suspense>
      </Drawing>
      <p className="readout">{line ? told(line, unit, t.timezone) : ' '}</p>
      </div>
      <p className="says">{says}</p>
      <div className="acts" role="toolbar" aria-label="This item">
        {verbs.map((v) => (
          <Button key={v.keys} size="compact-xs" variant="default" onClick={v.run} leftSection={<Kbd size="xs">{v.keys}</Kbd>}>
            {v.says}
          </Button>
        ))}
        {t.draft && (
          <Link className="draft" to={{ screen: 'reorders', id: t.draft.id, query: t.draft.state === 'open' ? {} : { state: t.draft.state } }}>
            Draft of {t.draft.quantity} {t.uom}
          </Link>
        )}
      </div>
      {walking && (
        <div className="walk">
          <p>{walking.over ? walkSays(walking.walk, t.rows, unit) : `Walking: ${walking.row ? told(walking.row, unit, t.timezone) : ''}`}</p>
          <Button size="compact-xs" variant="default" onClick={stop} leftSection={<Kbd size="xs">Esc</Kbd>}>
            End the walk
          </Button>
        </div>
      )}
      <div className="skip" role="status" aria-live="polite">
        {heard}
      </div>
      {rows.length === 0 ? (
        <p className="empty">Nothing happened in this time. Choose a longer one above.</p>
      ) : (
        <Ledger rows={rows} shown={many} more={() => setShown(many + 500)} place={place} at={at?.id ?? null} unit={unit} timezone={t.timezone} walked={walking?.marks ?? null} />
      )}
      <p className="quiet">
        * carried forward from their last report. Quantities in {unit.uom}
        {unit.factor === '1' ? '' : ` of ${unit.factor} ${t.uom}`}.
        {t.summed && ' There are so many movements that each kind is one sum a day.'}
      </p>
    </div>
  ); // prettier-ignore
}

function useZoom(t: Timeline, hidden: ReturnType<typeof hiddenIn>) {
  const [zoom, setZoom] = useState<readonly [number, number] | null>(null);
  useEffect(() => setZoom(null), [t.from, t.to, t.sku, t.location]);
  const change = (by: number, at: Row | null): void => {
    const whole = wholeOf({ t, hidden });
    const from = zoom ?? whole;
    const next = zoomed(from, at ? Date.parse(at.at) : (from[0] + from[1]) / 2, by, whole);
    setZoom(next[0] <= whole[0] && next[1] >= whole[1] ? null : next);
  };
  return [zoom, change] as const;
}

/** What is shown of one item is shown of the next. */
function kept({ days, from, to, hide }: Place['query']): Place['query'] {
  return { ...(days ? { days } : {}), ...(from && to ? { from, to } : {}), ...(hide ? { hide } : {}) };
}
function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(id)}"]`)?.focus();
}
function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

/** A picture that cannot be drawn takes nothing with it: the ledger says the same. */
class Drawing extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = (): { failed: boolean } => ({ failed: true });
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <p className="undrawn" role="note">
        ⚠ The picture could not be drawn. The ledger below says the same.
      </p>
    );
  }
}
