import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Supplier, Thresholds as Found } from '../api/types';
import { usePages } from '../pages';
import { Sideways } from '../sideways';
import { Link } from '../use-place';
import { TYPED_MS } from '../typed';
import { Agree, type Change } from './agree';
import { Around } from './parts';

type Pair = Found['data'][number];
type Value = NonNullable<Pair['agreed']['min']>;

/** Between which levels a stock is to stand: what is agreed, what the supplier says, and what usage speaks for. */
export function Thresholds({ supplier, may }: { readonly supplier: Supplier; readonly may: boolean }) {
  const [sku, setSku] = useState('');
  const [sought] = useDebouncedValue(sku.trim(), TYPED_MS);
  const [change, setChange] = useState<Change | null>(null);
  const { list, rows } = usePages(['thresholds', supplier.supplier, sought], (page) =>
    ask('listThresholds', { query: { supplier: supplier.supplier, limit: 50, ...(sought ? { sku: sought } : {}), ...page } }),
  );
  const accept = (p: Pair): void => {
    const { min, max } = p.suggested;
    if (min !== null) setChange({ thresholds: [{ sku: p.sku, location: p.location, min, max }] });
  };
  return (
    <>
      <h2>Between which levels</h2>
      <TextInput size="xs" maw="14rem" label="Item, whole" value={sku} onChange={(e) => setSku(e.currentTarget.value)} />
      <Around
        list={list}
        rows={rows.length}
        none={
          sought
            ? 'Nothing of this item was ever compared.'
            : 'Nothing was ever compared yet: levels stand here once the first report came.'
        }
      >
        <Sideways
          label="Levels"
          columns={[
            'Item',
            'Place',
            { says: 'Min', num: true },
            { says: 'Max', num: true },
            'Since',
            'The supplier says',
            'Usage speaks for',
            { says: 'Change', hidden: true },
          ]}
        >
          {rows.map((p) => (
            <tr key={`${p.location} ${p.sku}`}>
              <th scope="row">
                <Link to={{ screen: 'exceptions', id: null, query: { sku: p.sku, location: p.location } }}>{p.sku}</Link>
              </th>
              <td>{p.location}</td>
              <td className="num">{valueOf(p.agreed.min)}</td>
              <td className="num">{valueOf(p.agreed.max)}</td>
              <td className="wrap">
                {(p.agreed.min ?? p.agreed.max)?.since.slice(0, 10) ?? 'nothing is agreed'}
                <span className="why">{(p.agreed.min ?? p.agreed.max)?.source}</span>
                <History pair={p} />
              </td>
              <td className="wrap">
                {p.supplier_says.map((s) => (
                  <span key={s.measure} className="once">
                    {s.measure} {grouped(s.quantity)}{' '}
                    <Link to={{ screen: 'documents', id: s.document, query: {} }}>
                      {s.place}
                      <span className="skip"> of {s.file}</span>
                    </Link>
                    <br />
                  </span>
                ))}
              </td>
              <td className="wrap">
                <Speaks pair={p} />
              </td>
              <td>
                {may && p.suggested.min !== null && !isAgreed(p) && (
                  <Button size="compact-xs" variant="default" onClick={() => accept(p)}>
                    Accept …<span className="skip"> for {p.sku}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Sideways>
      </Around>
      <Agree supplier={supplier.supplier} change={change} title="Agree these levels?" close={() => setChange(null)} />
    </>
  );
}

const valueOf = (v: Value | undefined): string => (v?.value == null ? '–' : grouped(v.value));
const isAgreed = ({ agreed, suggested }: Pair): boolean => agreed.min?.value === suggested.min && agreed.max?.value === suggested.max;

function Speaks({ pair: { suggested: s, uom } }: { readonly pair: Pair }) {
  return (
    <>
      {s.min === null ? (
        <span className="dim">no suggestion</span>
      ) : (
        <b>
          {grouped(s.min)} to {grouped(s.max)} {uom}
        </b>
      )}
      <details className="unfolds">
        <summary>why</summary>
        <ul>
          {s.min !== null && (
            <li>
              {s.min_covers_days} and {s.max_covers_days} days; an order every {s.orders_every_days} days
            </li>
          )}
          {s.why.map((w) => (
            <li key={w}>{w}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function History({ pair: { history } }: { readonly pair: Pair }) {
  const all = (['min', 'max'] as const).flatMap((m) => (history[m] ?? []).map((v) => ({ m, ...v })));
  if (all.length <= 2) return null;
  return (
    <details className="unfolds">
      <summary>before</summary>
      <ul>
        {all.map((h, n) => (
          <li key={n}>
            {h.m} {h.value === null ? 'nothing' : grouped(h.value)} since {h.since.slice(0, 10)}
            {h.source && ` (${h.source})`}
          </li>
        ))}
      </ul>
    </details>
  );
}
