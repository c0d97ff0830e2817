import { explain } from '../causes';
import type { Differing } from '../causes/cause';
import { compare, worthRaising } from '../ledger/compare';
import { groupedBy } from './at';
import type { PairView, SiteDiffers } from './pair-view';

/** A divergence that nothing explains: it may be our book as well as their count. */
export function unexplained(view: PairView): boolean {
  const c = compare(view);
  return worthRaising(view, c) && view.report === undefined && explain(view, c as Differing).code === 'UNEXPLAINED';
}

/** The other places of its item at which a pair of the same look differs for no known reason. */
export function sitesOf(views: readonly PairView[]): ReadonlyMap<PairView, readonly SiteDiffers[]> {
  const spoilt = new Set(views.filter((v) => v.report).map(reportOf)); // what is left over of a report that is off as a whole accuses nobody
  const out = new Map<PairView, readonly SiteDiffers[]>();
  for (const ofItem of groupedBy(views, (v) => v.sku).values()) {
    if (new Set(ofItem.map((v) => v.location)).size < 2) continue;
    const doubtful = ofItem.filter((v) => !spoilt.has(reportOf(v)) && unexplained(v));
    for (const v of doubtful) {
      const others = doubtful.filter((o) => o.location !== v.location);
      if (others.length > 0) out.set(v, others.map(asSite));
    }
  }
  return out;
}

/** The report that said the number of a pair that differs. */
export const reportOf = (view: PairView): string => compare(view).statement!.document.id;

function asSite(view: PairView): SiteDiffers {
  const c = compare(view);
  return { location: view.location, supplier: view.supplier, distance: c.distance, asOfTo: c.statement!.to };
}
