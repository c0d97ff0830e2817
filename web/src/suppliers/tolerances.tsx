import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { grouped, title } from '../../../src/domain/exceptions/words';
import type { Supplier, ToleranceChangeDto } from '../api/types';

import { ask } from '../api/client';
import { Failure } from '../notice';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { Agree } from './agree';
import { items, much, places } from './parts';
import { toleranceSaid } from './programs';
import { type Simulated, toldAgain } from './told-again';

interface Tried {
  readonly tolerances: ToleranceChangeDto;
  readonly days: number;
  readonly found: Simulated;
}
const DECIMAL = /^\d{1,15}(\.\d{1,9})?$/;
const DIFFERS = 'COUNT_DIVERGENCE';
const TOLERANCES = ['tolerance_pct', 'tolerance_qty', 'value_floor'];
const MOST_SAID = 5;

/** What other tolerances would have raised in the last days, before anybody agrees to them. */
export function Tolerances({
  supplier,
  mayTry,
  mayAgree,
}: {
  readonly supplier: Supplier;
  readonly mayTry: boolean;
  readonly mayAgree: boolean;
}) {
  const [given, setPct] = useState<string | null>(null);
  const agreed = useQuery({
    queryKey: ['supplier-tolerances', supplier.supplier],
    queryFn: () => ask('listSupplierTerms', { params: { supplier: supplier.supplier }, query: { limit: 100 } }),
  });
  const saying = (agreed.data?.data ?? []).filter((r) => TOLERANCES.some((t) => r.terms[t] !== undefined));
  const pct = given ?? (saying[0]?.terms.tolerance_pct as string | undefined) ?? '5'; // one begins with what holds
  const [qty, setQty] = useState('');
  const [floor, setFloor] = useState('');
  const [days, setDays] = useState('90');
  const [at, setAt] = useState<number | null>(null);
  const [agreeing, setAgreeing] = useState<ToleranceChangeDto | null>(null);
  const { tried, run, stop, far, error } = useTries(supplier.supplier, setAt);
  const asked = [pct, qty, floor].every((v) => v.trim() === '' || DECIMAL.test(v.trim())) && [pct, qty, floor].some((v) => v.trim() !== '');
  const tolerances: ToleranceChangeDto = {
    ...(pct.trim() ? { tolerance_pct: pct.trim() } : {}),
    ...(qty.trim() ? { tolerance_qty: qty.trim() } : {}),
    ...(floor.trim() ? { value_floor: floor.trim() } : {}),
  };
  const shown = at === null ? undefined : tried[at];
  return (
    <>
      <h2>What if numbers might differ by more, or by less?</h2>
      <p className="dim">
        History is told again, once as it was and once with these tolerances in every row that is agreed with {supplier.name}. Nothing of it
        reaches the present.
      </p>
      {agreed.data && (
        <p>
          Agreed now:{' '}
          {saying.length === 0
            ? 'nothing; every difference is one.'
            : saying
                .slice(0, MOST_SAID)
                .map((r) => `${r.class === null ? `${items(r.sku)}, ${places(r.location)}` : `class ${r.class}`}: ${toleranceSaid(r)}`)
                .join('; ')}
          {saying.length > MOST_SAID && ` and ${saying.length - MOST_SAID} more`}
        </p>
      )}
      {mayTry ? (
        <form
          className="sandbox"
          onSubmit={(e) => {
            e.preventDefault();
            void run(tolerances, Number(days));
          }}
        >
          <label className="slide">
            <span>Percent of the book</span>
            <input
              type="range"
              min="0"
              max="25"
              step="0.5"
              value={DECIMAL.test(pct) ? Math.min(25, Number(pct)) : 0}
              onChange={(e) => setPct(e.currentTarget.value)}
            />
          </label>
          <TextInput size="xs" label="Percent" inputMode="decimal" value={pct} onChange={(e) => setPct(e.currentTarget.value)} />
          <TextInput size="xs" label="Or units" inputMode="decimal" value={qty} onChange={(e) => setQty(e.currentTarget.value)} />
          <TextInput
            size="xs"
            label="From a value of"
            inputMode="decimal"
            value={floor}
            onChange={(e) => setFloor(e.currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            label="Over the last"
            value={days}
            onChange={(e) => setDays(e.currentTarget.value)}
            data={['7', '30', '90'].map((d) => ({ value: d, label: `${d} days` }))}
          />
          <Button size="xs" type="submit" disabled={!asked} loading={far !== null}>
            Try it
          </Button>
        </form>
      ) : (
        <p>Whoever may deal with exceptions may try this.</p>
      )}
      {far && (
        <div className="far">
          <span role="status" className="skip">
            History is told again
          </span>
          <progress max={Math.max(1, far.of)} value={far.done} aria-label="How far history is told" />{' '}
          <span>
            {far.of === 0 ? 'What was known is taken over …' : `${grouped(String(far.done))} of ${grouped(String(far.of))} moments`}
          </span>{' '}
          <Button size="compact-xs" variant="default" onClick={stop}>
            Stop
          </Button>
        </div>
      )}
      {error !== null && <Failure error={error} />}
      {tried.length > 0 && (
        <>
          <Sideways
            label="What was tried"
            columns={[
              'Tolerance',
              'Counts that differ',
              'Over by themselves',
              'All exceptions',
              'More',
              'Fewer',
              { says: 'Agree', hidden: true },
            ]}
          >
            {tried.map((t, n) => (
              <tr key={n} className={n === at ? 'at' : undefined}>
                <th scope="row">
                  <button type="button" className="plain" aria-pressed={n === at} onClick={() => setAt(n)}>
                    {tolerancesSaid(t.tolerances)}, {t.days} days
                  </button>
                </th>
                <Figures found={t.found} />
                <td>
                  {mayAgree && (
                    <Button size="compact-xs" variant="default" onClick={() => setAgreeing(t.tolerances)}>
                      Agree this …
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Sideways>
          {shown && <Differing tried={shown} />}
        </>
      )}
      <Agree
        supplier={supplier.supplier}
        change={agreeing && { tolerances: agreeing }}
        title="Agree these tolerances?"
        close={() => setAgreeing(null)}
      />
    </>
  );
}

const tolerancesSaid = ({ tolerance_pct, tolerance_qty, value_floor }: ToleranceChangeDto): string =>
  [tolerance_pct && `${tolerance_pct} %`, tolerance_qty && `${tolerance_qty} units`, value_floor && `value from ${value_floor}`]
    .filter(Boolean)
    .join(', ');

const sum = (found: Simulated, field: 'raised' | 'would' | 'closed' | 'would_close'): number =>
  found.types.reduce((n, t) => n + t[field], 0);

/** Before and after, in one cell each: `41 → 17`. */
function Figures({ found }: { readonly found: Simulated }) {
  const counts = found.types.find((t) => t.type === DIFFERS);
  const turned = (from: number, to: number): string => (from === to ? String(from) : `${from} → ${to}`);
  return (
    <>
      <td className="once">{turned(counts?.raised ?? 0, counts?.would ?? 0)}</td>
      <td className="once">{turned(counts?.closed ?? 0, counts?.would_close ?? 0)}</td>
      <td className="once">{turned(sum(found, 'raised'), sum(found, 'would'))}</td>
      <td className={found.beyond.length > 0 ? 'warn' : 'dim'}>{found.beyond.length}</td>
      <td className={found.missed.length > 0 ? 'good' : 'dim'}>{found.missed.length}</td>
    </>
  );
}

function Differing({ tried: { found, tolerances } }: { readonly tried: Tried }) {
  const { fidelity } = found;
  return (
    <section aria-label="What differs">
      <h2>At {tolerancesSaid(tolerances)}</h2>
      <p>
        As it was: {much(sum(found, 'raised'), 'exception')}, {sum(found, 'closed')} of them over by themselves. At{' '}
        {tolerancesSaid(tolerances)}: {sum(found, 'would')}, {sum(found, 'would_close')} over by themselves.
      </p>
      <Raised says="would have been raised, too" tone="warn" rows={found.beyond} />
      <Raised says="would not have been raised" tone="good" rows={found.missed} />
      {found.beyond.length + found.missed.length === 0 && <p>Nothing more would have been raised, and nothing less.</p>}
      <p className="quiet">
        From {clock(found.since)} to {clock(found.until)}. Told again without the change, history raises {fidelity.found} of the{' '}
        {fidelity.raised} that were open in that time.
      </p>
    </section>
  );
}

function Raised({ says, tone, rows }: { readonly says: string; readonly tone: string; readonly rows: Simulated['beyond'] }) {
  if (rows.length === 0) return null;
  return (
    <details open className="unfolds">
      <summary className={tone}>
        {much(rows.length, 'exception')} {says}
      </summary>
      <Sideways label={`What ${says}`} columns={['When', 'What', 'Item', 'Place', 'Said', 'Over']}>
        {rows.map((r) => (
          <tr key={r.id}>
            <td className="once">{clock(r.opened_at)}</td>
            <td>{title(r)}</td>
            <td>{r.sku}</td>
            <td>{r.location}</td>
            <td className="wrap">{r.message}</td>
            <td className="once">{r.resolved_at === null ? 'no' : clock(r.resolved_at)}</td>
          </tr>
        ))}
      </Sideways>
    </details>
  );
}

/** Tries of one supplier, the newest first; what was found stays while one looks elsewhere. */
function useTries(supplier: string, choose: (at: number) => void) {
  const queries = useQueryClient();
  const key = ['tried', supplier];
  const [tried, setTried] = useState<readonly Tried[]>(() => queries.getQueryData<readonly Tried[]>(key) ?? []);
  const [far, setFar] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (tolerances: ToleranceChangeDto, days: number): Promise<void> => {
    const mine = new AbortController();
    running.current = mine;
    setError(null);
    setFar({ done: 0, of: 0 });
    try {
      const found = await toldAgain({ supplier, tolerances, days }, (done, of) => setFar({ done, of }), mine.signal);
      const all = [{ tolerances, days, found }, ...tried];
      queries.setQueryData(key, all);
      setTried(all);
      choose(0);
    } catch (e) {
      if (!mine.signal.aborted) setError(e);
    } finally {
      if (!mine.signal.aborted || running.current === mine) setFar(null);
    }
  };
  const stop = (): void => {
    running.current?.abort();
    setFar(null);
  };
  return { tried, run, stop, far, error };
}
