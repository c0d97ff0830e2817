import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { step } from '../step';
import { clock, since } from '../times';
import { go, Link } from '../use-place';
import { much, Waiting } from './parts';
import { byTrouble, type Health, openOf, standingOf } from './standing';
import { SupplierScreen } from './supplier';
import './suppliers.css';

/** Who delivers and how each stands; of one, all that is agreed and known. */
export default function Suppliers({ place, me }: { readonly place: Place; readonly me: Me }) {
  return place.id === null ? <List place={place} /> : <SupplierScreen key={place.id} code={place.id} place={place} me={me} />;
}

/** All of them, some hundreds at a time: what is worst stands first, wherever its code would stand. */
async function allHealth(): Promise<readonly Health[]> {
  const all: Health[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Awaited<ReturnType<typeof ask<'listSupplierHealth'>>> = await ask('listSupplierHealth', {
      query: { limit: 500, ...(cursor ? { cursor } : {}) },
    });
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}
const AT_ONCE = 200;

function List({ place }: { readonly place: Place }) {
  const { find = '', sort = 'trouble' } = place.query;
  const list = useQuery({ queryKey: ['suppliers', 'health'], queryFn: allHealth });
  const [most, setMost] = useState(AT_ONCE);
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: '/', says: 'Find', run: () => document.querySelector<HTMLInputElement>('#find')?.focus() },
  ]);
  const part = find.toLowerCase();
  const found = (list.data ?? []).filter((s) => `${s.supplier} ${s.name}`.toLowerCase().includes(part));
  const rows = sort === 'trouble' ? [...found].sort(byTrouble) : [...found].sort((a, b) => a.name.localeCompare(b.name));
  const set = (query: Record<string, string>): void => go({ ...place, query: { ...place.query, ...query } }, { instead: true });
  return (
    <section className="screen suppliers" aria-labelledby="title">
      <h1 id="title">Suppliers</h1>
      <div className="filters" role="search">
        <TextInput
          id="find"
          size="xs"
          label="Name or code"
          value={find}
          onChange={(e) => set({ find: e.currentTarget.value })}
          onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
        />
        <NativeSelect
          size="xs"
          label="First"
          value={sort}
          onChange={(e) => set({ sort: e.currentTarget.value })}
          data={[
            { value: 'trouble', label: 'what is worst' },
            { value: 'name', label: 'by name' },
          ]}
        />
        {list.data && <span className="dim counted">{summed(list.data)}</span>}
      </div>
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Waiting height={160} />}
      {list.data && rows.length === 0 && (
        <p className="empty">{part ? 'None is called so.' : 'There is none yet: crosscount import takes suppliers.csv.'}</p>
      )}
      {rows.length > 0 && (
        <Sideways
          label="Suppliers"
          className="standing"
          columns={[
            'Supplier',
            'Stands',
            'Last report',
            'Next due',
            { says: 'Exceptions', num: true },
            { says: 'Names unknown', num: true },
          ]}
        >
          {rows.slice(0, most).map((s) => (
            <Line key={s.supplier} s={s} />
          ))}
        </Sideways>
      )}
      {rows.length > most && (
        <Button mt="sm" size="xs" variant="default" onClick={() => setMost(rows.length)}>
          All {rows.length}
        </Button>
      )}
    </section>
  );
}

const summed = (all: readonly Health[]): string => {
  const late = all.filter((s) => s.late > 0 && !s.shadow).length;
  return `${much(all.length, 'supplier')}${late > 0 ? `, ${late} late` : ''}`;
};

function Line({ s }: { readonly s: Health }) {
  const { mark, says, tone } = standingOf(s);
  const open = openOf(s);
  return (
    <tr data-row={s.supplier}>
      <th scope="row" className="wrap">
        <Link to={{ screen: 'suppliers', id: s.supplier, query: {} }}>{s.name}</Link>
        <span className="why">{s.supplier}</span>
      </th>
      <td className={`once ${tone}`}>
        <span aria-hidden>{mark}</span> {says}
      </td>
      <td className="once" title={s.last_report ? clock(s.last_report) : undefined}>
        {s.last_report === null ? <span className="dim">never</span> : since(s.last_report)}
      </td>
      <td className="wrap">{s.next_due === null ? <span className="dim">nothing says when</span> : s.next_due.says.split(', alert')[0]}</td>
      <td className="num">
        {open === 0 ? (
          <span className="dim">0</span>
        ) : (
          <Link to={{ screen: 'exceptions', id: null, query: { supplier: s.supplier } }}>
            {open}
            <span className="skip"> exceptions of {s.name}</span>
          </Link>
        )}
      </td>
      <td className="num">
        {s.parked === 0 ? (
          <span className="dim">0</span>
        ) : (
          <Link to={{ screen: 'suppliers', id: s.supplier, query: { tab: 'names' } }}>
            {s.parked}
            <span className="skip"> names of {s.name} that nobody knows</span>
          </Link>
        )}
      </td>
    </tr>
  );
}
