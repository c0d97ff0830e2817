import { NativeSelect, TextInput } from '@mantine/core';
import { title, TYPES } from '../../../src/domain/exceptions/words';
import type { DeskSummary } from '../api/types';
import type { Place } from '../route';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { suppliersToChoose, useSuppliers } from '../use-suppliers';
import { countOf, TITLES, type View, VIEWS } from './views';

/** What happened since, the views with their counts, and the filters; all of it in the address. */
export function Head({
  place,
  view,
  summary,
  since,
}: {
  readonly place: Place;
  readonly view: View;
  readonly summary: DeskSummary | undefined;
  readonly since: string;
}) {
  const suppliers = useSuppliers();
  const set = (key: string, value: string): void => go({ ...place, id: null, query: { ...place.query, [key]: value } });
  return (
    <div className="head">
      <h1 id="title">Exceptions</h1>
      {summary && (
        <p className="news">
          Since {clock(since)}: {summary.since.opened} new · {summary.since.reopened} opened again ·{' '}
          <Link to={{ ...place, id: null, query: { view: 'cleared' } }}>{summary.since.cleared} closed by themselves</Link>
          {summary.folded > 0 && <> · {summary.folded} folded under their cause</>}
        </p>
      )}
      <nav className="views" aria-label="Views">
        {VIEWS.map((v) => {
          const n = summary ? countOf(v, summary) : null;
          return (
            <Link key={v} to={{ ...place, id: null, query: { ...place.query, view: v } }} aria-current={v === view ? 'page' : undefined}>
              {TITLES[v]}
              {n === null ? '' : ` ${n}`}
            </Link>
          );
        })}
      </nav>
      <div className="filters" role="search">
        <NativeSelect
          size="xs"
          label="Kind"
          value={place.query.type ?? ''}
          onChange={(e) => set('type', e.currentTarget.value)}
          data={[{ value: '', label: 'all' }, ...TYPES.map((t) => ({ value: t, label: title({ type: t }) }))]}
        />
        <NativeSelect
          size="xs"
          label="Supplier"
          value={place.query.supplier ?? ''}
          onChange={(e) => set('supplier', e.currentTarget.value)}
          data={[{ value: '', label: 'all' }, ...suppliersToChoose(suppliers)]}
        />
        <Typed id="sku" label="Item" value={place.query.sku ?? ''} set={(v) => set('sku', v)} />
        <Typed id="location" label="Place" value={place.query.location ?? ''} set={(v) => set('location', v)} />
      </div>
    </div>
  );
}

/** Asked when one leaves it or presses Enter: a code is compared as it stands, and half of one finds nothing. */
function Typed({
  id,
  label,
  value,
  set,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (v: string) => void;
}) {
  return (
    <TextInput
      key={value}
      id={id}
      size="xs"
      label={label}
      defaultValue={value}
      placeholder="code"
      onBlur={(e) => e.currentTarget.value !== value && set(e.currentTarget.value.trim())}
      onKeyDown={(e) => {
        if (e.key === 'Enter') set(e.currentTarget.value.trim());
        if (e.key === 'Escape') e.currentTarget.blur();
      }}
    />
  );
}

export function Empty({ view, filtered, place }: { readonly view: View; readonly filtered: boolean; readonly place: Place }) {
  if (filtered)
    return (
      <div className="empty">
        <p>Nothing here fits these filters.</p>
        <Link to={{ ...place, id: null, query: { view } }}>Show all</Link>
      </div>
    );
  return (
    <div className="empty">
      <p>
        {view === 'todo' ? 'Nothing needs you. How fresh that is stands in the strip above.' : `Nothing is ${TITLES[view].toLowerCase()}.`}
      </p>
      {view === 'todo' && <Link to={{ ...place, id: null, query: { view: 'cleared' } }}>See what closed by itself</Link>}
    </div>
  );
}
