import { NativeSelect } from '@mantine/core';
import type { Place } from '../route';
import { go, Link } from '../use-place';
import { suppliersToChoose, useSuppliers } from '../use-suppliers';

export const STATES = {
  open: 'To decide',
  deferred: 'Put aside',
  declined: 'Declined',
  approved: 'Approved',
  closed: 'Closed by themselves',
} as const;
export type State = keyof typeof STATES;
export const PROPOSALS = 'proposals';
const VIEWS: Readonly<Record<string, string>> = { ...STATES, [PROPOSALS]: 'What suppliers propose' };

/** What is looked at: our drafts in one of their states, or what suppliers propose; of all suppliers or one. */
export function Head({ place, view }: { readonly place: Place; readonly view: string }) {
  const suppliers = useSuppliers();
  return (
    <div className="head">
      <h1 id="title">Reorders</h1>
      <nav className="views" aria-label="Views">
        {Object.entries(VIEWS).map(([v, says]) => (
          <Link key={v} to={{ ...place, id: null, query: { ...place.query, state: v } }} aria-current={v === view ? 'page' : undefined}>
            {says}
          </Link>
        ))}
      </nav>
      <div className="filters" role="search">
        <NativeSelect
          size="xs"
          label="Supplier"
          value={place.query.supplier ?? ''}
          onChange={(e) => go({ ...place, id: null, query: { ...place.query, supplier: e.currentTarget.value } })}
          data={[{ value: '', label: 'all' }, ...suppliersToChoose(suppliers)]}
        />
      </div>
    </div>
  );
}
