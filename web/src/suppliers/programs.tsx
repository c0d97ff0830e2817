import { Button, Kbd, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import { ask } from '../api/client';
import type { Supplier, SupplierTerms } from '../api/types';
import { usePages } from '../pages';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { TYPED_MS } from '../typed';
import { Agree, type Change } from './agree';
import { CadenceEditor, type Schedule } from './cadence';
import { Around, DOCUMENTS, items, places } from './parts';

interface Shown {
  readonly supplier: Supplier;
  readonly may: boolean;
  readonly editing: boolean; // by the key, from whichever tab
  readonly edit: (on: boolean) => void;
}
const waited = (minutes: number): string => (minutes === 0 ? 'none' : minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);

/** When things are due, and what is agreed: who watches a stock and whose it is are two terms. */
export function Programs({ supplier, may, editing, edit }: Shown) {
  const [schedule, setSchedule] = useState<Schedule | null>(supplier.schedules[0] ?? null);
  const [change, setChange] = useState<{ readonly title: string; readonly of: Change } | null>(null);
  const open = (s: Schedule | null): void => {
    setSchedule(s);
    edit(true);
  };
  return (
    <>
      <h2>When reports are due</h2>
      {supplier.schedules.length === 0 && (
        <p className="empty-line">
          Nothing says when {supplier.name} is to report, so nothing is ever late.{' '}
          {may && (
            <Button size="compact-sm" variant="default" onClick={() => open(null)}>
              Say when
            </Button>
          )}
        </p>
      )}
      {supplier.schedules.length > 0 && (
        <Sideways label="Schedules" columns={['What', 'Place', 'When', 'Grace', 'Next', { says: 'Change', hidden: true }]}>
          {supplier.schedules.map((s) => (
            <tr key={`${s.document} ${s.location}`}>
              <th scope="row">{DOCUMENTS[s.document]}</th>
              <td>{places(s.location)}</td>
              <td>
                {s.says}
                <span className="why">
                  {s.timezone} · <code>{s.cron}</code>
                </span>
              </td>
              <td className="once">{waited(s.grace_minutes)}</td>
              <td className="wrap">
                {s.next[0]?.says ?? 'never again'}
                <details className="unfolds">
                  <summary>the next five</summary>
                  <ol className="dues">
                    {s.next.map((d) => (
                      <li key={d.at}>{d.says}</li>
                    ))}
                  </ol>
                </details>
              </td>
              <td className="once">
                {may && (
                  <>
                    <Button size="compact-xs" variant="default" onClick={() => open(s)}>
                      Change …
                    </Button>{' '}
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      onClick={() =>
                        setChange({
                          title: 'No longer due',
                          of: { schedules: [{ document: s.document, ...(s.location === '*' ? {} : { location: s.location }) }] },
                        })
                      }
                    >
                      End …
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </Sideways>
      )}
      {may && supplier.schedules.length > 0 && (
        <p>
          <Button size="xs" variant="default" mt="xs" onClick={() => open(null)}>
            One more …
          </Button>{' '}
          <span className="dim">
            <Kbd size="xs">c</Kbd> changes the first
          </span>
        </p>
      )}
      <Terms supplier={supplier} />
      <Written supplier={supplier} />
      {may && (
        <CadenceEditor
          supplier={supplier}
          schedule={schedule}
          opened={editing}
          close={() => edit(false)}
          next={(of) => {
            edit(false);
            setChange({ title: 'Agree this cadence?', of });
          }}
        />
      )}
      <Agree supplier={supplier.supplier} change={change?.of ?? null} title={change?.title ?? ''} close={() => setChange(null)} />
    </>
  );
}

type Row = SupplierTerms['data'][number];
const said = (row: Pick<Row, 'terms'>, name: string): string | null => {
  const value = row.terms[name];
  return value === undefined || value === null ? null : Array.isArray(value) ? value.join(', ') : String(value as string);
};
const number = (row: Row, name: string): string => {
  const value = said(row, name);
  return value === null ? '–' : grouped(value);
};
const WHO: Readonly<Record<string, string>> = { supplier: 'supplier', buyer: 'us' };

export function toleranceSaid(row: Pick<Row, 'terms'>): string {
  const [pct, qty, floor] = ['tolerance_pct', 'tolerance_qty', 'value_floor'].map((n) => said(row, n));
  const parts = [pct && `${pct} %`, qty && `${grouped(qty)} units`].filter(Boolean).join(' or ');
  return `${parts || '–'}${floor ? `, from a value of ${grouped(floor)}` : ''}`;
}

function Terms({ supplier }: { readonly supplier: Supplier }) {
  const [find, setFind] = useState('');
  const [sought] = useDebouncedValue(find.trim(), TYPED_MS);
  const { list, rows } = usePages(['supplier-terms', supplier.supplier, sought], (page) =>
    ask('listSupplierTerms', {
      params: { supplier: supplier.supplier },
      query: { limit: 50, ...(sought ? { find: sought } : {}), ...page },
    }),
  );
  return (
    <>
      <h2>What is agreed</h2>
      <TextInput size="xs" maw="14rem" label="Item" value={find} onChange={(e) => setFind(e.currentTarget.value)} />
      <Around
        list={list}
        rows={rows.length}
        none={
          sought
            ? 'No row speaks of such an item.'
            : 'Nothing is agreed yet. Programs come with your feed (programs.csv), or from a file: crosscount program plan.'
        }
      >
        <Sideways
          label="What is agreed"
          columns={[
            'Item',
            'Place',
            'Watched by',
            'Owned by',
            { says: 'Min', num: true },
            { says: 'Max', num: true },
            'Tolerance',
            'Lead time',
            'Since',
            'From',
          ]}
        >
          {rows.map((r) => (
            <tr key={`${r.sku} ${r.location} ${r.class ?? ''}`}>
              <th scope="row" className="wrap">
                {r.class === null ? items(r.sku) : `class ${r.class}`}
              </th>
              <td>{places(r.location)}</td>
              <td>{WHO[said(r, 'managed_by') ?? ''] ?? '–'}</td>
              <td>{said(r, 'owned_by') === 'supplier' ? 'supplier (consigned)' : (WHO[said(r, 'owned_by') ?? ''] ?? '–')}</td>
              <td className="num">{number(r, 'min')}</td>
              <td className="num">{number(r, 'max')}</td>
              <td>{toleranceSaid(r)}</td>
              <td>{said(r, 'lead_time_days') === null ? '–' : `${said(r, 'lead_time_days')} d`}</td>
              <td className="once" title={clock(r.valid_from)}>
                {r.valid_from.slice(0, 10)}
                {r.valid_to && ` to ${r.valid_to.slice(0, 10)}`}
              </td>
              <td className="wrap dim">{r.source}</td>
            </tr>
          ))}
        </Sideways>
        <p className="quiet">
          – leaves the word to a row that speaks of more. The most specific row that says something wins, field by field.
        </p>
      </Around>
    </>
  );
}

function Written({ supplier }: { readonly supplier: Supplier }) {
  const { programs, mappings } = supplier;
  if (programs.length + mappings.length === 0) return null;
  return (
    <>
      <h2>Written down</h2>
      <ul>
        {mappings.map((m) => (
          <li key={m.name}>
            Mapping {m.name}, version {m.version}, published {m.published_at.slice(0, 10)}
          </li>
        ))}
        {programs.map((p) => (
          <li key={p.name}>
            Program file {p.name}, version {p.version}, applied {p.applied_at.slice(0, 10)} by {p.author}
            {p.note && `: “${p.note}”`}
          </li>
        ))}
      </ul>
    </>
  );
}
