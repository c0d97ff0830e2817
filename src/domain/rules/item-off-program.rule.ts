import { reportKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { DocumentFacts, DocumentView, OffProgram } from './document-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'ITEM_OFF_PROGRAM';
const WHY = { no_program: 'in no program', discontinued: 'discontinued', superseded: 'superseded' } as const;

/**
 * Items that a supplier reports or ships outside of what is agreed: in no program of its own, though it has some, or shipped though
 * they are discontinued or superseded. One for a location and its reports, one for a shipment; it ends when all is agreed, when a
 * later report names none, or when the shipment is received, called off or replaced.
 */
export const itemOffProgram: Rule<DocumentView> = {
  types: [TYPE],
  judge: (view) => {
    const latest = new Map<string, Verdict>(); // a later report of a place says what there is now
    for (const d of [...view.documents].sort((x, y) => x.receivedAt - y.receivedAt))
      for (const v of d.offProgram ? (d.kind === 'ship_notice' ? shipped(view, d) : reported(view, d)) : [])
        latest.set(v.holds === true ? v.finding.key : v.key, v);
    return [...latest.values()];
  },
};

function reported(view: DocumentView, d: DocumentFacts): Verdict[] {
  return d.locations.map((location): Verdict => {
    const key = reportKey(TYPE, view.supplier, d.kind, location);
    const found = d.offProgram!.filter((o) => o.location === location);
    return found.length === 0 ? none(key, d) : { holds: true, finding: findingOf(view, d, key, found) };
  });
}

function shipped(view: DocumentView, d: DocumentFacts): Verdict[] {
  const key = reportKey(TYPE, view.supplier, d.kind, null, d.reference ?? d.id);
  return [d.offProgram!.length === 0 ? none(key, d) : { holds: true, finding: findingOf(view, d, key, d.offProgram!) }];
}

const none = (key: string, d: DocumentFacts): Verdict => ({
  holds: false,
  key,
  asOfTo: isoAt(d.receivedAt),
  resolution: d.kind === 'ship_notice' ? 'timing' : 'fixed_by_supplier',
});

function findingOf(
  view: DocumentView,
  d: DocumentFacts,
  key: string,
  found: readonly OffProgram[],
): Extract<Verdict, { holds: true }>['finding'] {
  const items = found.flatMap((o) => o.items);
  const total = found.reduce((n, o) => n + o.found, 0);
  const [first] = items as [OffProgram['items'][number]];
  const location = new Set(found.map((o) => o.location)).size === 1 ? found[0]!.location : undefined;
  const what = d.kind === 'ship_notice' ? `shipment ${d.reference ?? ''} brings` : `${d.file} names`;
  return {
    type: TYPE,
    key,
    severity: d.kind === 'ship_notice' ? 'high' : 'low',
    message: `${what} ${counted(total, 'item', 'items')} outside of what is agreed with ${view.supplier}: ${items
      .slice(0, 3)
      .map((i) => `${i.sku} (${WHY[i.why]})`)
      .join(', ')}${total > 3 ? ' …' : ''}`,
    supplier: view.supplier,
    ...(location === undefined ? {} : { location }),
    ...(total === 1 ? { sku: first.sku } : {}),
    asOfTo: isoAt(d.receivedAt),
    documents: [{ id: d.id, file: d.file, place: first.place }],
    details: { items, found: total, ...(d.reference === null ? {} : { reference: d.reference }) },
  };
}
