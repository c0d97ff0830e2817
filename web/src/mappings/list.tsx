import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Mappings as Answer, Me } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { step } from '../step';
import { since } from '../times';
import { go, Link } from '../use-place';
import { KINDS, keptSays } from './words';

type Mapping = Answer['data'][number];
const plural = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

/** Every mapping with the version that counts; above them what waits for one. */
export function Mappings({ place, me }: { readonly place: Place; readonly me: Me }) {
  const { supplier = '' } = place.query;
  const list = useQuery({ queryKey: ['mappings', supplier], queryFn: ({ signal }) => ask('listMappings', { query: supplier ? { supplier } : {}, signal }) }); // prettier-ignore
  const drifts = useQuery({ queryKey: ['drifts', supplier], queryFn: ({ signal }) => ask('listDrifts', { query: { limit: 100, ...(supplier ? { supplier } : {}) }, signal }) }); // prettier-ignore
  const unread = useQuery({ queryKey: ['documents', 'unread', supplier], queryFn: ({ signal }) => ask('listDocuments', { query: { status: 'parked', limit: 100, ...(supplier ? { supplier } : {}) }, signal }) }); // prettier-ignore
  const suppliers = useQuery({
    queryKey: ['suppliers'],
    queryFn: () => ask('listSuppliers', { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const all = suppliers.data?.data ?? [];
  const nameOf = (code: string): string => all.find((s) => s.supplier === code)?.name ?? code;
  useKeys([
    { keys: 'j', says: 'Next', run: () => step(1) },
    { keys: 'k', says: 'Before', run: () => step(-1) },
    { keys: 'f', says: 'Filter by supplier', run: () => document.getElementById('mappings-supplier')?.focus() },
  ]);
  const waits = (unread.data?.data ?? []).filter((d) => d.counts.lines === 0 && d.supplier !== null && d.mapping === null && !d.issues.some((i) => i.code === 'sheet.layout-changed')); // prettier-ignore
  return (
    <section className="screen" aria-labelledby="title">
      <h1 id="title">Mappings</h1>
      <p className="dim">How each supplier’s lists are read. Most lists need none: their headings are recognised.</p>
      <div className="filters mappings-head" role="search">
        <NativeSelect
          id="mappings-supplier"
          size="xs"
          label="Supplier"
          value={supplier}
          onChange={(e) => go({ ...place, query: { ...place.query, supplier: e.currentTarget.value } })}
          data={[{ value: '', label: 'all' }, ...all.map((s) => ({ value: s.supplier, label: s.name }))]}
        />
        {me.rights.includes('work') && <Begin suppliers={all} chosen={supplier} />}
      </div>
      {(drifts.data?.data.length ?? 0) > 0 && (
        <>
          <h2>Layouts that changed</h2>
          <ul className="plainly">
            {drifts.data!.data.map((d) => (
              <li key={d.id}>
                <Link to={{ screen: 'mappings', id: d.id, query: {} }}>
                  <b className="warn">⚠ {nameOf(d.supplier)}</b>: {d.lost.map((l) => l.shown).join(', ') || 'something'} is gone from{' '}
                  {d.example.file}
                </Link>{' '}
                <span className="dim">
                  {plural(d.documents, 'list')} {d.documents === 1 ? 'waits' : 'wait'} for {d.mapping}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {waits.length > 0 && (
        <>
          <h2>Files that nobody could read</h2>
          <ul className="plainly">
            {waits.slice(0, 20).map((d) => (
              <li key={d.id}>
                <Link to={{ screen: 'mappings', id: null, query: { draft: d.supplier!, sample: d.id } }}>
                  <b className="warn">⚠ {nameOf(d.supplier!)}</b>: say how {d.file} is read
                </Link>{' '}
                <span className="dim">came {since(d.received_at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.error && <Failure error={list.error} again={() => void list.refetch()} />}
      {list.isLoading && <Skeleton height={120} />}
      {list.data && <Table mappings={list.data.data} nameOf={nameOf} />}
    </section>
  );
}

function Begin({ suppliers, chosen }: { readonly suppliers: readonly { supplier: string; name: string }[]; readonly chosen: string }) {
  const [other, setOther] = useState('');
  const whose = other || chosen || suppliers[0]?.supplier || '';
  return (
    <>
      <NativeSelect
        size="xs"
        label="A new one for"
        value={whose}
        onChange={(e) => setOther(e.currentTarget.value)}
        data={suppliers.map((s) => ({ value: s.supplier, label: s.name }))}
      />
      <Button size="xs" disabled={whose === ''} onClick={() => go({ screen: 'mappings', id: null, query: { draft: whose } })}>
        New mapping …
      </Button>
    </>
  );
}

function Table({ mappings, nameOf }: { readonly mappings: readonly Mapping[]; readonly nameOf: (code: string) => string }) {
  if (mappings.length === 0)
    return <p className="empty">No mapping is there: every list that came was read by its headings. Begin one where a list was not.</p>;
  return (
    <div className="sideways" tabIndex={0} role="group" aria-label="All mappings">
      <table>
        <thead>
          <tr>
            {['Supplier', 'Mapping', 'Reads', 'Counts', 'Since', 'Read by it', 'Last file', 'State'].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mappings.map((m) => (
            <tr key={m.name} data-row={m.name}>
              <td>{nameOf(m.supplier)}</td>
              <td className="wrap">
                <Link to={{ screen: 'mappings', id: m.name, query: {} }}>{m.name}</Link>
              </td>
              <td>{KINDS[m.kind] ?? m.kind}</td>
              <td className="once">
                {m.holds === null ? <span className="dim">nothing yet</span> : `version ${m.holds}`}
                {m.newest > (m.holds ?? 0) && <span className="dim"> · draft {m.newest}</span>}
              </td>
              <td>{m.changed_at === null ? <span className="dim">{keptSays(m)}</span> : `${since(m.changed_at)}, ${m.changed_by}`}</td>
              <td className="num">{m.documents === 0 ? <span className="dim">nothing</span> : plural(m.documents, 'document')}</td>
              <td className="wrap">{m.last && <Link to={{ screen: 'documents', id: m.last.document, query: {} }}>{m.last.file}</Link>}</td>
              <td>
                {m.waiting > 0 ? (
                  <span className="warn">
                    ⚠ {plural(m.waiting, 'list')} no longer {m.waiting === 1 ? 'fits' : 'fit'}
                  </span>
                ) : m.draft ? (
                  <span className="dim">a file of its name says otherwise, and is not used</span>
                ) : m.holds === null ? (
                  <span className="dim">○ not published</span>
                ) : (
                  <span className="good">✓ in use</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
